import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { anyFunction, checkRecord, isRecord, required, textLike } from '../core/kernel/record-shape.ts';
import { repeated } from '../core/kernel/repeated.ts';
import type { Limit } from '../core/limit/limit.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import { NOTICE_KIND } from '../core/user/notices.ts';
import type { User } from '../core/user/user.ts';
import type { WriteMail } from '../mail/render-feature-mail.ts';
import { ownName } from './full-name.ts';

/** A kind of e-mail, by its name within the feature. */
export interface MailKind<Data extends JobData> {
  readonly name: string;
  /** The kind of notices that it is one of, which people may leave out; what has none always leaves. */
  readonly notice?: string;
  /** Who puts it into words, in the language of whoever reads it: the texts of the feature, by `t`. */
  writtenBy(write: WriteMail<Data>): FeatureMailWriter;
}

export interface FeatureMailWriter {
  readonly name: string;
  readonly notice?: string;
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

/**
 * `held` where the limit was reached, `no-address` where the user is gone, shut out, or has no address that is confirmed, `unwanted` where it is a
 * notice and they want none.
 */
export type MailOutcome = 'queued' | 'held' | 'no-address' | 'unwanted';

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
const notice = textLike('a word such as marketing', NOTICE_KIND);

/**
 * Names a kind of e-mail and says what it carries.
 *
 * @example
 * const newLine = defineMail<{ author: string; message: string }>('new-line');
 * @example
 * const offers = defineMail('offers', { notice: 'marketing' });
 */
export function defineMail<Data extends JobData = null>(
  name: string,
  options: { readonly notice?: string } = {},
): MailKind<Data> {
  checkRecord('An e-mail', { name, ...options }, { name: NAME, notice });
  const kind = { name, ...options };
  // Kept apart by its name: what is read from the outbox under it is what was put there.
  return { ...kind, writtenBy: (write) => ({ ...kind, write: write as unknown as WriteMail<never> }) };
}

/** @throws RecordProblem for an e-mail that says what nobody reads */
export function checkMails(feature: string, mails: readonly unknown[]): void {
  for (const mail of mails)
    checkRecord(`An e-mail of ${feature}`, mail, { name: NAME, notice, write: required(anyFunction) });
}

/** What is wrong with the e-mails of a feature as a whole, in halves of sentences. */
export function mailProblems(mails: readonly FeatureMailWriter[]): string[] {
  const names = mails.filter(isRecord).map(({ name }) => String(name));
  return repeated(names).map((name) => `mails has ${name} twice`);
}
