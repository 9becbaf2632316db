import { choices, origins, secrets, words } from './list-kinds.ts';
import { type CamelCase, type Environment, namesOf, propertyName, readSetting } from './read-environment.ts';
import type { Setting, SettingsTable, ValueOf } from './setting-kind.ts';
import { choice, emailAddress, flag, integer, link, secret, secretUrl, text } from './setting-kinds.ts';
import { settingsTable } from './settings-table.ts';

/**
 * The kinds of settings that a feature may have.
 *
 * @example
 * setting.integer({ default: 5, min: 1, max: 1_000, about: 'Lines of one member in a day.' });
 */
export const setting = {
  choice,
  choices,
  emailAddress,
  flag,
  integer,
  link,
  origins,
  secret,
  secrets,
  secretUrl,
  text,
  words,
} as const;

/** What they say, each under the camel-case form of its name: GUESTBOOK_NOTIFY → guestbookNotify. */
export type SettingsOf<Table extends SettingsTable> = {
  readonly [Name in keyof Table & string as CamelCase<Name>]: ValueOf<Table[Name]>;
};

/** Who reads settings beside ours. */
export interface SettingsOwner {
  readonly name: string;
  readonly settings?: SettingsTable;
}

/** What each feature's settings say, by its name. */
export type FeatureSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads the settings of each; what cannot be read is added to `problems` in words, and its default stands in. */
export function readFeatureSettings(
  environment: Environment,
  owners: readonly SettingsOwner[],
  problems: string[],
): FeatureSettings {
  return Object.fromEntries(
    owners.map(({ name: owner, settings = {} }) => {
      const read = Object.entries(settings).map(([name, kind]) => [
        propertyName(name),
        readSetting(environment, { name, setting: kind }, problems),
      ]);
      return [owner, Object.fromEntries(read)];
    }),
  );
}

/** What is wrong with the settings that a feature declares, in halves of sentences. `taken` are the variables of others. */
export function declarationProblems(
  { name, settings = {} }: SettingsOwner,
  taken: ReadonlySet<string>,
): string[] {
  const prefix = `${name.toUpperCase()}_`;
  return Object.entries(settings).flatMap(([variable, kind]) => {
    const field = `settings.${variable}`;
    if (!variable.startsWith(prefix) || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(variable))
      return [`${field} must be in capitals and begin with ${prefix}`];
    if (!isSetting(kind))
      return [`${field} must be made by setting.integer({ default, about, … }) or another of setting`];
    if (!kind.holds(kind.defaultValue)) return [`the default of ${field} must be ${kind.shape}`];
    return namesOf(variable, kind).some((given) => taken.has(given))
      ? [`${field} must have a name that is nobody else’s`]
      : [];
  });
}

/** Every variable that is read for a table, those that name the file of a secret among them. */
export function variablesOf(table: SettingsTable): readonly string[] {
  return Object.entries(table).flatMap(([name, kind]) => namesOf(name, kind));
}

export const ourVariables: readonly string[] = variablesOf(settingsTable);

function isSetting(value: Partial<Setting<unknown>> | null | undefined): boolean {
  const isMade = typeof value?.parse === 'function' && typeof value.holds === 'function';
  return isMade && typeof value.about === 'string' && value.about.trim() !== '';
}
