import { editDistance } from './edit-distance.ts';

const MOST_EDITS = 2;
const MOST_NAMED = 3;

/** Those of `known` that somebody may have meant by `word`, the nearest first. */
export function nearMisses(word: string, known: readonly string[]): readonly string[] {
  const typed = word.toLowerCase();
  return known
    .map((meant) => ({ meant, edits: meant.includes(typed) ? 0 : editDistance(typed, meant, MOST_EDITS) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .sort((one, other) => one.edits - other.edits)
    .slice(0, MOST_NAMED)
    .map(({ meant }) => meant);
}

/** The end of a sentence about a word that is none of `known`: which was meant, or after `mark` which there are. */
export function meantInstead(word: string, known: readonly string[], mark: string): string {
  const [near] = nearMisses(word, known);
  return near === undefined ? `${mark} there are ${known.join(', ')}.` : `; did you mean ${near}?`;
}
