import type { Stores } from '../core/dependencies.ts';
import type { Clock } from '../core/kernel/clock.ts';
import { canonicalEmail, checkEmail, normalizeEmail } from '../core/kernel/email.ts';
import { AccountsError } from '../core/kernel/errors.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { admitAttempt } from '../core/limit/attempts.ts';
import { type MailLocale, mailLocaleOf } from '../core/outbox/mail-locale.ts';
import { type Notice, wantsNotices } from '../core/user/notices.ts';
import type { Settings } from '../core/user/settings.ts';
import type { FeatureMailWriter, MailOrder, SendMail } from './define-mail.ts';
import type { FeatureCore } from './feature.ts';
import { fullName } from './full-name.ts';

/** The e-mails of a feature, by way of the outbox of this transaction. */
export function sendMailIn(
  stores: Pick<Stores, 'users' | 'jobs' | 'limits' | 'audit'>,
  deps: {
    readonly feature: FeatureCore;
    readonly clock: Clock;
    readonly settings: Pick<Settings, 'extraFields'>;
  },
): SendMail {
  const { feature, clock } = deps;
  return async (kind, order) => {
    const { notice: noticeKind } = writerOf(feature, kind);
    const addressee = await addresseeOf(stores, order);
    if (addressee === null) return 'no-address';
    const notice = await noticeOf(stores, deps, { kind: noticeKind, to: order.to });
    if (notice === 'unwanted') return notice;
    const name = fullName(feature.name, kind.name);
    const { data, limit } = order;
    const of = canonicalEmail(addressee.to) ?? addressee.to;
    const isHeld =
      limit !== undefined &&
      !(await admitAttempt({ ...stores, clock }, { name: `letter-${name}`, of, limit })).admitted;
    if (isHeld) return 'held';
    await stores.jobs.enqueue({
      name: 'send-mail',
      ...addressee,
      mail: { mail: 'feature', name, data },
      ...(notice === null ? {} : { notice }),
    });
    return 'queued';
  };
}

function writerOf({ name, mails = [] }: FeatureCore, kind: { readonly name: string }): FeatureMailWriter {
  const writer = mails.find((mail) => mail.name === kind.name);
  if (writer !== undefined) return writer;
  throw new RecordProblem(`The feature ${name}`, [
    `nobody writes its e-mail ${kind.name}: it is missing in mails`,
  ]);
}

/** Nobody has proved another address of a user, so it may be a stranger's. */
async function addresseeOf(
  { users }: Pick<Stores, 'users'>,
  { to, language }: Pick<MailOrder<null>, 'to' | 'language'>,
): Promise<(MailLocale & { readonly to: string }) | null> {
  if (typeof to === 'string') {
    const problems = checkEmail(to);
    if (problems.length > 0) throw new AccountsError({ code: 'invalid-input', fields: { email: problems } });
    return { to: normalizeEmail(to), ...mailLocaleOf(null, { language }) };
  }
  const user = await users.findById(to.id);
  if (user === null || !user.isActive || !user.isEmailVerified || user.email === '') return null;
  return { to: user.email, ...mailLocaleOf(user, { language }) };
}

/**
 * Whose notice it is; null for an e-mail that is none.
 *
 * @throws RecordProblem for a notice to an address: nobody there could stop it
 */
async function noticeOf(
  { users }: Pick<Stores, 'users'>,
  { feature, settings }: { readonly feature: FeatureCore; readonly settings: Pick<Settings, 'extraFields'> },
  { kind, to }: { readonly kind: string | undefined; readonly to: MailOrder<null>['to'] },
): Promise<Notice | 'unwanted' | null> {
  if (kind === undefined) return null;
  if (typeof to === 'string')
    throw new RecordProblem(`The feature ${feature.name}`, [
      `its notices of the kind ${kind} go to users, who may leave them out, and to no address alone`,
    ]);
  const user = await users.findById(to.id);
  if (user === null || !wantsNotices(settings, user, kind)) return 'unwanted';
  return { userId: to.id, kind };
}
