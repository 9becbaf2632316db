import { namesOf } from './read-environment.ts';
import { settingsTable } from './settings-table.ts';
import { slipsBetween } from './slips-between.ts';

/** Below this many letters too many words are near each other: PORT and SORT, HOST and HOME. The name in another case is no slip but itself. */
const FEWEST_LETTERS = 7;
/** From this many letters on, two slips are still a slip. */
const LETTERS_FOR_TWO_SLIPS = 12;

const known: ReadonlyMap<string, string> = new Map(
  Object.entries(settingsTable).flatMap(([name, setting]) =>
    namesOf(name, setting).map((given) => [given, name] as const),
  ),
);

/**
 * Variables that are nearly called as a setting which is not set itself: a slip of the keyboard would silently change nothing. One
 * sentence each, without values; the variables of other programs are none of ours to name.
 */
export function misspeltSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = (name: string): boolean => Boolean(environment[name]?.trim());
  return Object.keys(environment)
    .filter((name) => isSet(name) && /^\w{1,100}$/.test(name) && !known.has(name))
    .flatMap((name) => {
      const meant = [...known.keys()].find((setting) => isSlip(name, setting));
      if (meant === undefined || isSet(meant)) return [];
      return [`${name} is no setting and changes nothing; did you mean ${meant}?`];
    })
    .sort();
}

function isSlip(name: string, setting: string): boolean {
  const [typed, meant] = [lettersOf(name), lettersOf(setting)];
  if (typed === meant) return true;
  if (meant.length < FEWEST_LETTERS) return false;
  const allowed = meant.length < LETTERS_FOR_TWO_SLIPS ? 1 : 2;
  return Math.abs(typed.length - meant.length) <= allowed && slipsBetween(typed, meant) <= allowed;
}

function lettersOf(name: string): string {
  return name.toUpperCase().replaceAll('_', '');
}
