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
 * The word that a password is built around, or undefined (ASVS V6.1.2, V6.2.11). A word counts when little else is left
 * without it: `Stagedoor2026!`, `my-stagedoor`, `st4gedoor` and `stagedoorpassword` are built around it, a sentence that
 * only mentions it is not.
 */
export function contextWordIn(
  password: string,
  words: readonly string[],
  commonPasswords: CommonPasswords,
): string | undefined {
  const typed = password.toLowerCase();
  return words.find((word) => {
    const rest = without(typed, word.toLowerCase());
    return rest !== undefined && ([...rest].length < SHORTEST_REST || commonPasswords.has(rest));
  });
}

/** The words that belong to one person: the pieces of the name, the username and the address. */
export function wordsOf(
  subject: PasswordSubject,
  attributes: readonly PasswordSubjectAttribute[],
): readonly string[] {
  return attributes.flatMap((attribute) => piecesOf(subject[attribute] ?? '').pieces);
}

/** What is left of `typed` without each `word`, shorn of digits and punctuation at both ends; undefined if it has none. */
function without(typed: string, word: string): string | undefined {
  const [inTyped, inWord] = [lookAlike(typed), lookAlike(word)];
  if (inWord.length < SHORTEST_WORD || !inTyped.includes(inWord)) return undefined;
  let rest = '';
  let from = 0;
  for (let at = inTyped.indexOf(inWord); at >= 0; at = inTyped.indexOf(inWord, from)) {
    rest += typed.slice(from, at);
    from = at + inWord.length;
  }
  return trimWeak(rest + typed.slice(from));
}

/** Each character as the one it imitates; the length stays the same. */
function lookAlike(text: string): string {
  return text.replace(/[01l!34@5$7]/g, (character) => LOOK_ALIKES[character] ?? character);
}

function trimWeak(text: string): string {
  const characters = [...text];
  const isStrong = (character: string) => !WEAK.test(character);
  return characters.slice(characters.findIndex(isStrong), characters.findLastIndex(isStrong) + 1).join('');
}
