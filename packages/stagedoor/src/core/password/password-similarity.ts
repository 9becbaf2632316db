import { type PasswordSubject, type PasswordSubjectAttribute, piecesOf } from './password-subject.ts';

/**
 * The first attribute that the password resembles by at least `maximumSimilarity`, or undefined.
 * Resemblance is that of Python's `difflib.SequenceMatcher.quick_ratio`. Django skips pieces ten times shorter than the
 * password beforehand; they cannot reach the limit anyhow, and counting them is cheap here.
 */
export function similarAttribute(
  password: string,
  subject: PasswordSubject,
  limits: { attributes: readonly PasswordSubjectAttribute[]; maximumSimilarity: number },
): PasswordSubjectAttribute | undefined {
  const typed = countCharacters(password.toLowerCase());
  return limits.attributes.find((attribute) => {
    const { whole, pieces } = piecesOf(subject[attribute] ?? '');
    return (
      whole !== '' &&
      [...new Set(pieces).add(whole)].some(
        (piece) => quickRatio(typed, countCharacters(piece)) >= limits.maximumSimilarity,
      )
    );
  });
}

interface CharacterCounts {
  readonly length: number;
  readonly byCharacter: ReadonlyMap<string, number>;
}

/** Twice the characters they share, in any order, over all their characters; 1 for two empty texts. */
function quickRatio(one: CharacterCounts, other: CharacterCounts): number {
  const length = one.length + other.length;
  if (length === 0) return 1;
  let shared = 0;
  for (const [character, count] of other.byCharacter) {
    shared += Math.min(count, one.byCharacter.get(character) ?? 0);
  }
  return (2 * shared) / length;
}

function countCharacters(text: string): CharacterCounts {
  const byCharacter = new Map<string, number>();
  let length = 0;
  for (const character of text) {
    byCharacter.set(character, (byCharacter.get(character) ?? 0) + 1);
    length += 1;
  }
  return { length, byCharacter };
}
