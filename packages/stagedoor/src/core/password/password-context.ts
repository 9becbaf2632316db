import type { CommonPasswords } from './common-passwords.ts';
import { type PasswordSubject, type PasswordSubjectAttribute, piecesOf } from './password-subject.ts';

/** Shorter words turn up in good passwords by chance. */
const SHORTEST_WORD = 3;
/** Fewer characters than this beside the word carry nothing: digits, a year, an exclamation mark. */
const SHORTEST_REST = 6;
/** What people put around a word to get a longer password: digits, punctuation, spaces, signs. */
const WEAK = /[\p{N}\p{P}\p{Z}\p{Sc}\p{Sk}\p{Sm}\p{Cc}]/u;
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  l: 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
};

/**
 * The first word that a password is built around, or undefined (ASVS V6.1.2, V6.2.11). Words count when little else is
 * left without all of them: `Stagedoor2026!`, `my-stagedoor`, `st4gedoor` and `stagedoorpassword` are built around one, a
 * sentence that only mentions it is not.
 */
export function contextWordIn(
  password: string,
  words: readonly string[],
  commonPasswords: CommonPasswords,
): string | undefined {
  const typed = password.toLowerCase();
  const found = words.filter((word) => isWordIn(lookAlike(typed), lookAlike(word.toLowerCase())));
  if (found.length === 0) return undefined;
  const rest = trimWeak(without(typed, found));
  return [...rest].length < SHORTEST_REST || commonPasswords.has(rest) ? found[0] : undefined;
}

/** The words that belong to one person: the pieces of the name, the username and the address. */
export function wordsOf(
  subject: PasswordSubject,
  attributes: readonly PasswordSubjectAttribute[],
): readonly string[] {
  return attributes.flatMap((attribute) => piecesOf(subject[attribute] ?? '').pieces);
}

function isWordIn(typed: string, word: string): boolean {
  return word.length >= SHORTEST_WORD && typed.includes(word);
}

/** The characters of `typed` that belong to none of the words. */
function without(typed: string, words: readonly string[]): string {
  const imitated = lookAlike(typed);
  const isCovered = new Array<boolean>(typed.length).fill(false);
  for (const word of words.map((one) => lookAlike(one.toLowerCase()))) {
    for (let at = imitated.indexOf(word); at >= 0; at = imitated.indexOf(word, at + 1)) {
      isCovered.fill(true, at, at + word.length);
    }
  }
  return [...isCovered.keys()].map((index) => (isCovered[index] ? '' : typed[index])).join('');
}

/** Each character as the one it imitates; the length stays the same. */
function lookAlike(text: string): string {
  return text.replace(/[01l!34@5$7]/g, (character) => LOOK_ALIKES[character] ?? character);
}

/** Without the digits, punctuation and signs at both ends. */
function trimWeak(text: string): string {
  const characters = [...text];
  const isStrong = (character: string) => !WEAK.test(character);
  return characters.slice(characters.findIndex(isStrong), characters.findLastIndex(isStrong) + 1).join('');
}
