import { readFileSync } from 'node:fs';
import { djangoDefaults } from './compatibility.ts';
import { type Setting, UnreadableSetting, type ValueOf } from './setting-kind.ts';
import { type SettingName, settingsTable } from './settings-table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `SESSION_COOKIE_AGE` → `sessionCookieAge`. */
export type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** Every setting as it was read, under the camel-case form of its name: SESSION_COOKIE_AGE → sessionCookieAge. */
export type ReadSettings = {
  readonly [Name in SettingName as CamelCase<Name>]: ValueOf<(typeof settingsTable)[Name]>;
};

/** The camel-case form of a variable's name. */
export function propertyName(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Reads every setting; what cannot be read is added to `problems` in words, and its default stands in. */
export function readEnvironment(environment: Environment, problems: string[]): ReadSettings {
  const compatible = environment.COMPATIBILITY?.toLowerCase() === 'django';
  const read = Object.entries<Setting<unknown>>(settingsTable).map(([name, setting]) => {
    const fallback = compatible ? djangoDefaults[name as SettingName] : undefined;
    return [propertyName(name), readSetting(environment, { name, setting, fallback }, problems)];
  });
  return Object.fromEntries(read) as ReadSettings;
}

interface NamedSetting {
  readonly name: string;
  readonly setting: Setting<unknown>;
  /** What counts where the environment says nothing; else the setting's own default does. */
  readonly fallback?: string | undefined;
}

/** Reads one setting; what cannot be read is added to `problems` in words, and its default stands in. */
export function readSetting(
  environment: Environment,
  { name, setting, fallback }: NamedSetting,
  problems: string[],
): unknown {
  const text = textOf(environment, name, setting, problems) ?? fallback;
  return text === undefined ? setting.defaultValue : parse(name, setting, text, problems);
}

/** Every variable that may say a setting: its name, its other names, and for a secret the files of each. */
export function namesOf(
  name: string,
  { isSecret, otherNames }: Pick<Setting<unknown>, 'isSecret' | 'otherNames'>,
): readonly string[] {
  return [name, ...otherNames].flatMap((given) => (isSecret ? [given, `${given}_FILE`] : [given]));
}

/** Whether the environment says a setting, under whichever of its names. */
export function isSaid(environment: Environment, name: SettingName): boolean {
  return namesOf(name, settingsTable[name]).some((given) => Boolean(environment[given]?.trim()));
}

/** What a sentence calls a setting, so that whoever said it by another name finds it: `SECRET_KEY (set as DJANGO_SECRET_KEY)`. */
export function nameSaid(environment: Environment, name: SettingName): string {
  const { isSecret, otherNames } = settingsTable[name];
  const isSet = (given: string): boolean =>
    namesOf(given, { isSecret, otherNames: [] }).some((variable) => Boolean(environment[variable]?.trim()));
  const other = isSet(name) ? undefined : otherNames.find(isSet);
  return other === undefined ? name : `${name} (set as ${other})`;
}

function textOf(
  environment: Environment,
  name: string,
  setting: Setting<unknown>,
  problems: string[],
): string | undefined {
  const said = [name, ...setting.otherNames].flatMap((given) => {
    const text = textUnder(environment, given, setting, problems);
    return text === undefined ? [] : [{ given, text }];
  });
  if (new Set(said.map(({ text }) => text)).size > 1) {
    problems.push(
      `${said.map(({ given }) => given).join(' and ')} are one setting and differ; set one of them.`,
    );
  }
  return said[0]?.text;
}

/** An empty variable counts as not set: compose files pass those on. */
function textUnder(
  environment: Environment,
  name: string,
  setting: Setting<unknown>,
  problems: string[],
): string | undefined {
  const direct = environment[name]?.trim();
  const file = setting.isSecret ? environment[`${name}_FILE`]?.trim() : undefined;
  if (direct && file) problems.push(`${name} and ${name}_FILE are both set; set one of them.`);
  if (direct || !file) return direct || undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    problems.push(
      `${name}_FILE names a file that cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
    return undefined;
  }
}

function parse(name: string, setting: Setting<unknown>, text: string, problems: string[]): unknown {
  try {
    return setting.parse(text);
  } catch (error) {
    if (!(error instanceof UnreadableSetting)) throw error;
    const shown = setting.isSecret ? '' : `; ${quoted(text, error.piece)}`;
    problems.push(`${name} must be ${error.message}${shown}.`);
    return setting.defaultValue;
  }
}

const LONGEST_QUOTE = 80;

/** What is wrong is said once: the piece of a list, else the whole text. */
function quoted(text: string, piece: string | null): string {
  return piece === null
    ? `it is "${text.slice(0, LONGEST_QUOTE)}"`
    : `"${piece.slice(0, LONGEST_QUOTE)}" is not one`;
}
