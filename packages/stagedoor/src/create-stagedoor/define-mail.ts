import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { anyFunction, checkRecord, isRecord, required } from '../core/kernel/record-shape.ts';
import { repeated } from '../core/kernel/repeated.ts';
import type { Limit } from '../core/limit/limit.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import type { User } from '../core/user/user.ts';
import type { WriteMail } from '../mail/render-feature-mail.ts';
import { ownName } from './full-name.ts';

/** A kind of e-mail, by its name within the feature. */
export interface MailKind<Data extends JobData> {
  readonly name: string;
  /** Who puts it into words, in the language of whoever reads it: the texts of the feature, by `t`. */
  writtenBy(write: WriteMail<Data>): FeatureMailWriter;
}

export interface FeatureMailWriter {
  readonly name: string;
  /** Of whatever data: what is stored under the name was put there by `sendMail`, with this kind. */
  readonly write: WriteMail<never>;
}

export interface MailOrder<Data extends JobData> {
  /** A user, whose confirmed address it goes to, or an address. */
  readonly to: Pick<User, 'id'> | string;
  /** Of the e-mail, unless the user has chosen one. */
  readonly language: LanguageTag;
  readonly data: Data;
  /** How many e-mails of this kind one address may get; what is over it is not sent. */
  readonly limit?: Limit;
}

/** `held` where the limit was reached, `no-address` where the user is gone, shut out, or has no address that is confirmed. */
export type MailOutcome = 'queued' | 'held' | 'no-address';

/**
 * Puts an e-mail into the outbox: it leaves once the transaction is kept, and is tried again as ours are.
 *
 * @throws AccountsError `invalid-input` (`email`) for what is no address
 */
export type SendMail = <Data extends JobData>(
  mail: MailKind<Data>,
  order: MailOrder<NoInfer<Data>>,
) => Promise<MailOutcome>;

const NAME = ownName('new-line');

/**
 * Names a kind of e-mail and says what it carries.
 *
 * @example
 * const newLine = defineMail<{ author: string; message: string }>('new-line');
 */
export function defineMail<Data extends JobData = null>(name: string): MailKind<Data> {
  checkRecord('An e-mail', { name }, { name: NAME });
  // Kept apart by its name: what is read from the outbox under it is what was put there.
  return { name, writtenBy: (write) => ({ name, write: write as unknown as WriteMail<never> }) };
}

/** @throws RecordProblem for an e-mail that says what nobody reads */
export function checkMails(feature: string, mails: readonly unknown[]): void {
  for (const mail of mails)
    checkRecord(`An e-mail of ${feature}`, mail, { name: NAME, write: required(anyFunction) });
}

/** What is wrong with the e-mails of a feature as a whole, in halves of sentences. */
export function mailProblems(mails: readonly FeatureMailWriter[]): string[] {
  const names = mails.filter(isRecord).map(({ name }) => String(name));
  return repeated(names).map((name) => `mails has ${name} twice`);
}
