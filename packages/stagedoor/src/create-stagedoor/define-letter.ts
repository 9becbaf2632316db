import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { anyFunction, checkRecord, isRecord, required, textLike } from '../core/kernel/record-shape.ts';
import type { Limit } from '../core/limit/limit.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import type { User } from '../core/user/user.ts';
import type { WriteLetter } from '../mail/render-feature-letter.ts';

/** A kind of letter, by its name within the feature. */
export interface LetterKind<Data extends JobData> {
  readonly name: string;
  /** Who puts it into words, in the language of whoever reads it: the texts of the feature, by `t`. */
  writtenBy(write: WriteLetter<Data>): FeatureLetterWriter;
}

export interface FeatureLetterWriter {
  readonly name: string;
  /** Of whatever data: what is stored under the name was put there by `sendLetter`, with this kind. */
  readonly write: WriteLetter<never>;
}

export interface LetterOrder<Data extends JobData> {
  /** A user, whose confirmed address it goes to, or an address. */
  readonly to: Pick<User, 'id'> | string;
  /** Of the letter, unless the user has chosen one. */
  readonly language: LanguageTag;
  readonly data: Data;
  /** How many letters of this kind one address may get; what is over it is not sent. */
  readonly limit?: Limit;
}

/** `held` where the limit was reached, `no-address` where the user is gone, shut out, or has no address that is confirmed. */
export type LetterOutcome = 'queued' | 'held' | 'no-address';

/**
 * Puts a letter into the outbox: it leaves once the transaction is kept, and is tried again as ours are.
 *
 * @throws AccountsError `invalid-input` (`email`) for what is no address
 */
export type SendLetter = <Data extends JobData>(
  letter: LetterKind<Data>,
  order: LetterOrder<NoInfer<Data>>,
) => Promise<LetterOutcome>;

const NAME = required(textLike('a lower-case word such as new-line', /^[a-z][a-z0-9-]{0,60}$/));

/**
 * Names a kind of letter and says what it carries.
 *
 * @example
 * const newLine = defineLetter<{ author: string; message: string }>('new-line');
 */
export function defineLetter<Data extends JobData = null>(name: string): LetterKind<Data> {
  checkRecord('A letter', { name }, { name: NAME });
  // Kept apart by its name: what is read from the outbox under it is what was put there.
  return { name, writtenBy: (write) => ({ name, write: write as unknown as WriteLetter<never> }) };
}

/** @throws RecordProblem for a letter that says what nobody reads */
export function checkLetters(feature: string, letters: readonly unknown[]): void {
  for (const letter of letters)
    checkRecord(`A letter of ${feature}`, letter, { name: NAME, write: required(anyFunction) });
}

/** What is wrong with the letters of a feature as a whole, in halves of sentences. */
export function letterFlaws(letters: readonly FeatureLetterWriter[]): string[] {
  const names = letters.filter(isRecord).map(({ name }) => String(name));
  return names
    .filter((name, place) => names.indexOf(name) !== place)
    .map((name) => `letters has ${name} twice`);
}
