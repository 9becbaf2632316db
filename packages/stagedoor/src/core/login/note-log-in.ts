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
  passed: Looked & Guessed,
): Promise<void> {
  const { attempt, proved, user, visitor, now } = passed;
  if (proved.user !== null && proved.upgraded) {
    await stores.audit.append(securityEvent('password-upgrade', { userId: user.id, visitor, now }));
  }
  await noteGuessing(stores, passed);
  await clearLogInFailures(stores, attempt);
}

interface Guessed {
  readonly user: User;
  /** How many came before the right password since the last right one. */
  readonly failures: number;
  readonly visitor: Visitor;
  readonly now: Date;
}

/** For a right password, whatever has still to follow it: its owner is told where many wrong ones came before. */
async function noteGuessing(stores: Pick<Stores, 'jobs'>, guessed: Guessed): Promise<void> {
  if (guessed.failures < NOTICED_FAILURES) return;
  const { user, visitor } = guessed;
  await notifyOwner(stores, { user, visitor, mail: mailOf('guessing-noticed', guessed) });
}

/**
 * A right password that a stage has still to follow: nobody is logged in yet, and nobody was refused. Guessing at the password is
 * over, and its owner is told of it as by a log-in; at its source the log-in stays counted until it is done.
 */
export async function noteHalt(
  stores: Pick<Stores, 'audit' | 'jobs' | 'limits'>,
  { attempt, refusal, ...halted }: Looked & Guessed & { readonly refusal: { readonly stage: string } },
): Promise<void> {
  const { proved, user, visitor, now } = halted;
  const detail = { method: 'password', ...proved.notes, stage: refusal.stage };
  await stores.audit.append(securityEvent('log-in-wait', { userId: user.id, visitor, now, detail }));
  await noteGuessing(stores, halted);
  await stores.limits.clear(accountKeysOf(attempt));
}

/**
 * A right password for what a stage stands before, where nothing is begun. It ends the guessing, of which its owner is told: for them
 * it was a right one.
 */
async function noteStageFirst(
  stores: Pick<Stores, 'jobs' | 'limits'>,
  { attempt, ...guessed }: Looked & Guessed,
): Promise<void> {
  if (guessed.failures < NOTICED_FAILURES) return;
  await noteGuessing(stores, guessed);
  await stores.limits.clear(accountKeysOf(attempt));
}

/**
 * One row for the failure, and one for each counter that lets nothing more through after it. The owner of a password
 * that is held from now on is told by mail.
 */
export async function noteFailure(
  stores: Pick<Stores, 'audit' | 'jobs' | 'limits'>,
  {
    refused,
    failures = 0,
    ...looked
  }: Looked & {
    readonly refused: Refused;
    /** How many came before it since the last right one, where it may be right. */
    readonly failures?: number;
  },
): Promise<void> {
  const { proved, visitor, now } = looked;
  // Whoever may not enter is refused with the same work as for a wrong password.
  const isRight = proved.user !== null && refused !== wrongCredentials;
  const attempt = isRight ? await takeOutOfRow(stores, looked.attempt) : looked.attempt;
  const userId = proved.user === null ? proved.userId : proved.user.id;
  const facts = { userId, visitor, now, success: false };
  const detail = { method: 'password', ...proved.notes, ...stageIn(refused) };
  await stores.audit.append(securityEvent('log-in', { ...facts, detail }));
  if (proved.user !== null && refused.refusal.code === 'stage-required')
    await noteStageFirst(stores, { ...looked, user: proved.user, failures });
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

/** Which stage was to be passed first, where that was all that stood against it. */
function stageIn({ refusal }: Refused): { readonly stage?: string } {
  return refusal.code === 'stage-required' ? { stage: refusal.stage } : {};
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
