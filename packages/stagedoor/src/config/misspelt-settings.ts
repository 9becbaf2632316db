import { editDistance } from './edit-distance.ts';
import { ourVariables, type SettingsOwner, variablesOf } from './feature-settings.ts';

/** Below this many letters too many words are near each other: PORT and SORT, HOST and HOME. The name in another case is no slip but itself. */
const FEWEST_LETTERS = 7;
/** From this many letters on, two slips are still a slip. */
const LETTERS_FOR_TWO_TYPOS = 12;

const OUR_PREFIX = /^STAGEDOOR_+/i;

/**
 * Variables that are nearly called as a setting which is not set itself: a slip of the keyboard would silently change nothing. One
 * sentence each, without values; the variables of other programs are none of ours to name. `owners` are the site's features.
 */
export function misspeltSettings(
  environment: Readonly<Record<string, string | undefined>>,
  owners: readonly SettingsOwner[] = [],
): string[] {
  const known = new Set([...ourVariables, ...owners.flatMap(({ settings = {} }) => variablesOf(settings))]);
  const settings = [...known].map(heard);
  const isSet = (name: string): boolean => Boolean(environment[name]?.trim());
  return Object.keys(environment)
    .filter((name) => isSet(name) && /^\w{1,100}$/.test(name) && !known.has(name))
    .filter((name) => !isOfService(name, environment[name] ?? ''))
    .flatMap((name) => {
      const typed = heard(name);
      const meant = settings.find((setting) => isTypo(typed, setting));
      if (meant === undefined || isSet(meant.name)) return [];
      return [`${name} is no setting and changes nothing; did you mean ${meant.name}?`];
    })
    .sort();
}

/** Kubernetes sets `STAGEDOOR_PORT=tcp://10.0.0.1:8000` beside a service of that name (its page on accessing services). */
function isOfService(name: string, value: string): boolean {
  return OUR_PREFIX.test(name) && /^(?:tcp|udp|sctp):\/\//.test(value.trim());
}

/** A name by its letters, and by how they sound: made once, as each name is held against every setting. */
interface Heard {
  readonly name: string;
  readonly letters: string;
  readonly sound: string;
}

function heard(name: string): Heard {
  const letters = lettersOf(name);
  return { name, letters, sound: soundOf(letters) };
}

function isTypo(typed: Heard, meant: Heard): boolean {
  if (typed.letters === meant.letters) return true;
  if (meant.letters.length < FEWEST_LETTERS) return false;
  const allowed = meant.letters.length < LETTERS_FOR_TWO_TYPOS ? 1 : 2;
  if (areNear(typed.letters, meant.letters, allowed)) return true;
  // Most names sound as they are written, and have been held against each other by now.
  const soundsOtherwise = typed.sound !== typed.letters || meant.sound !== meant.letters;
  return soundsOtherwise && areNear(typed.sound, meant.sound, allowed);
}

function areNear(one: string, other: string, allowed: number): boolean {
  return editDistance(one, other, allowed) <= allowed;
}

/** Many packages want their own name in front of each variable; ours is no part of any. */
function lettersOf(name: string): string {
  return name.toUpperCase().replace(OUR_PREFIX, '').replaceAll('_', '');
}

/** Letters that are written for one another, such as METRIX for METRICS. */
function soundOf(letters: string): string {
  return letters.replaceAll('X', 'KS').replace(/CK|C/g, 'K').replaceAll('PH', 'F').replaceAll('Z', 'S');
}
