import { type PasswordSubject, type PasswordSubjectAttribute, piecesOf } from './password-subject.ts';

/** A piece this many times shorter than the password cannot reach any useful ratio. */
const LENGTH_RATIO = 10;

/**
 * The first attribute that the password resembles by at least `maximumSimilarity`, or undefined (contract C1.4).
 * Resemblance is that of Python's `difflib.SequenceMatcher.quick_ratio`.
 */
export function similarAttribute(
  password: string,
  subject: PasswordSubject,
  limits: { attributes: readonly PasswordSubjectAttribute[]; maximumSimilarity: number },
): PasswordSubjectAttribute | undefined {
  const typed = countCharacters(password.toLowerCase());
  return limits.attributes.find((attribute) => {
    const { whole, pieces } = piecesOf(subject[attribute] ?? '');
    return whole !== '' && [...new Set(pieces).add(whole)].some((piece) => isSimilar(typed, piece, limits));
  });
}

interface CharacterCounts {
  readonly length: number;
  readonly byCharacter: ReadonlyMap<string, number>;
}

function isSimilar(typed: CharacterCounts, piece: string, limits: { maximumSimilarity: number }): boolean {
  const other = countCharacters(piece);
  const isMuchShorter =
    typed.length >= LENGTH_RATIO * other.length &&
    other.length < (limits.maximumSimilarity / 2) * typed.length;
  return !isMuchShorter && quickRatio(typed, other) >= limits.maximumSimilarity;
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
