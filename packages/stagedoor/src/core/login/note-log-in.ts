import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { linkPaths } from '../link/link-paths.ts';
import type { MailData } from '../outbox/mail-data.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { requestDetailsOf } from '../outbox/request-details.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { AuthenticationResult } from './authenticate.ts';
import type { Stores } from './dependencies.ts';
import { type Refused, wrongCredentials } from './judge.ts';
import { accountKeysOf, clearLogInFailures, type LogInAttempt, takeOutOfRow } from './log-in-attempt.ts';

/** As many failures before a good password are told to its owner. */
export const NOTICED_FAILURES = 5;

interface Looked {
  readonly attempt: LogInAttempt;
  readonly proved: AuthenticationResult;
  readonly visitor: Visitor;
  readonly now: Date;
}

/** What a good password leaves in the transaction that lets its user in: counters cleared, and the owner told of guessing. */
export async function noteSuccess(
  stores: Pick<Stores, 'audit' | 'jobs' | 'limits'>,
  passed: Looked & {
    readonly user: User;
    /** How many came before it since the last good one. */
    readonly failures: number;
  },
): Promise<void> {
  const { attempt, proved, user, visitor, now, failures } = passed;
  if (proved.user !== null && proved.upgraded) {
    await stores.audit.append(securityEvent('password-upgrade', { userId: user.id, visitor, now }));
  }
  if (failures >= NOTICED_FAILURES) {
    const mail = mailOf('guessing-noticed', passed);
    await notifyOwner(stores, { user, visitor, mail });
  }
  await clearLogInFailures(stores, attempt);
}

/**
 * A right password that a stage has still to follow: nobody is logged in yet, and nobody was refused; its owner may learn that
 * somebody knows it. Guessing at the password is over; at its source the log-in stays counted until it is done.
 */
export async function noteHalt(
  stores: Pick<Stores, 'audit' | 'limits'>,
  { attempt, proved, visitor, now, refusal }: Looked & { readonly refusal: { readonly stage: string } },
): Promise<void> {
  const userId = proved.user?.id ?? null;
  const detail = { method: 'password', ...proved.notes, stage: refusal.stage };
  await stores.audit.append(securityEvent('log-in-wait', { userId, visitor, now, detail }));
  await stores.limits.clear(accountKeysOf(attempt));
}

/**
 * One row for the failure, and one for each counter that lets nothing more through after it. The owner of a password
 * that is held from now on is told by mail.
 */
export async function noteFailure(
  stores: Pick<Stores, 'audit' | 'jobs' | 'limits'>,
  { refused, ...looked }: Looked & { readonly refused: Refused },
): Promise<void> {
  const { proved, visitor, now } = looked;
  // Whoever may not enter is refused with the same work as for a wrong password.
  const isRight = proved.user !== null && refused !== wrongCredentials;
  const attempt = isRight ? await takeOutOfRow(stores, looked.attempt) : looked.attempt;
  const userId = proved.user === null ? proved.userId : proved.user.id;
  const facts = { userId, visitor, now, success: false };
  await stores.audit.append(
    securityEvent('log-in', { ...facts, detail: { method: 'password', ...proved.notes } }),
  );
  for (const counter of attempt.locks) {
    await stores.audit.append(securityEvent('lock-out', { ...facts, detail: { counter } }));
  }
  const { user } = attempt;
  if (attempt.hold === 'reached' && user !== null) {
    const failures = attempt.failuresBefore + 1;
    const mail = mailOf('log-in-held', { user, visitor, now, failures });
    await notifyOwner(stores, { user, visitor, mail });
  }
}

function mailOf(
  mail: 'guessing-noticed' | 'log-in-held',
  { user, visitor, now, failures }: { user: User; visitor: Visitor; now: Date; failures: number },
): MailData {
  return {
    mail,
    username: userName(user),
    failures,
    resetPath: linkPaths.requestReset,
    requestDetails: requestDetailsOf(visitor, now),
  };
}
