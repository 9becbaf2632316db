import type { AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { after } from '../kernel/clock.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { linkPaths } from '../link/link-paths.ts';
import type { Letter } from '../outbox/letter.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import { type AuthenticateDependencies, type Authentication, authenticate } from './authenticate.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { forgiveLogIn, type LogInAttempt, takeLogInAttempt } from './log-in-attempt.ts';

/** An identifier as typed, with the password that is to prove it. */
export interface PasswordProof {
  readonly identifier: string;
  readonly password: string;
  readonly visitor: Visitor;
}

/** A right password. Whether its user may enter is the gate's to say. */
export type ProvedPassword = Extract<Authentication, { backend: string }> & {
  readonly attempt: LogInAttempt;
};

export type ProveDependencies = AuthenticateDependencies &
  Pick<Dependencies, 'transact' | 'devices' | 'limits' | 'clock' | 'settings'>;

/** As many failures before a good password are told to its owner. */
export const NOTICED_FAILURES = 5;
// What passwords may be at most; anything longer is an ordinary failure without hashing it.
const PASSWORD_MAX_CODE_UNITS = 4096;

/** Runs `work`, and lets its `invalid-credentials` leave no earlier than every other one. */
export async function atFailureFloor<Result>(
  { clock, settings }: Pick<Dependencies, 'clock' | 'settings'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = clock.now();
  try {
    return await work();
  } catch (error) {
    const failed = error instanceof AccountsError && error.refusal.code === 'invalid-credentials';
    // Imported hashes differ in cost; failures leave together, above the dearest.
    if (failed) await clock.waitUntil(after(startedAt, settings.failureFloorMs));
    throw error;
  }
}

/**
 * Everything that is asked of a password before the gate: the limits, the chain of back ends, the row of failures. The
 * caller stays above the floor with `atFailureFloor`, and hands what comes after to `passOrFail`.
 *
 * @throws AccountsError `invalid-credentials`, `throttled`, `busy`
 */
export async function provePassword(deps: ProveDependencies, input: PasswordProof): Promise<ProvedPassword> {
  const attempt = await takeLogInAttempt(deps, input);
  const password = input.password.length > PASSWORD_MAX_CODE_UNITS ? '' : input.password;
  const proved = await authenticate(deps, { ...input, password });
  const { notes } = proved;
  if (proved.user === null || password !== input.password || attempt.hold === 'held') {
    const userId = proved.user === null ? proved.userId : proved.user.id;
    await recordFailure(deps, input, { userId, attempt, notes });
    throw new AccountsError({ code: 'invalid-credentials' });
  }
  return { ...proved, attempt };
}

/** Runs the gate's part for a proved password; what it refuses is a failed log-in. */
export async function passOrFail<Result>(
  deps: ProveDependencies,
  { visitor, proved }: { readonly visitor: Visitor; readonly proved: ProvedPassword },
  pass: () => Promise<Result>,
): Promise<Result> {
  try {
    return await pass();
  } catch (error) {
    if (error instanceof AccountsError) {
      const { user, attempt, notes } = proved;
      await recordFailure(deps, { visitor }, { userId: user.id, attempt, notes });
    }
    throw error;
  }
}

/** What a good password leaves in the transaction that lets its user in: counters cleared, and the owner told of guessing. */
export async function notePassed(
  stores: Pick<Stores, 'audit' | 'jobs' | 'limits'>,
  { attempt, upgraded }: ProvedPassword,
  {
    user,
    visitor,
    now,
    failures,
  }: {
    readonly user: User;
    readonly visitor: Visitor;
    readonly now: Date;
    /** How many came before it since the last good one. */
    readonly failures: number;
  },
): Promise<void> {
  if (upgraded) {
    await stores.audit.append(securityEvent('password-upgrade', { userId: user.id, visitor, now }));
  }
  if (failures >= NOTICED_FAILURES) {
    await notifyOwner(stores, {
      user,
      visitor,
      letter: letterOf('guessing-noticed', { user, visitor, now, failures }),
    });
  }
  await forgiveLogIn(stores, attempt);
}

/**
 * One row for the failure, and one for each counter that lets nothing more through after it. The owner of a password
 * that is held from now on is told by mail.
 */
async function recordFailure(
  deps: ProveDependencies,
  { visitor }: { readonly visitor: Visitor },
  failure: { userId: number | null; attempt: LogInAttempt; notes: AuditEvent['detail'] },
): Promise<void> {
  const { userId, attempt, notes } = failure;
  const now = deps.clock.now();
  const facts = { userId, visitor, now, success: false };
  const { user } = attempt;
  await deps.transact(async (stores) => {
    await stores.audit.append(
      securityEvent('log-in', { ...facts, detail: { method: 'password', ...notes } }),
    );
    for (const counter of attempt.locks) {
      await stores.audit.append(securityEvent('lock-out', { ...facts, detail: { counter } }));
    }
    if (attempt.hold === 'reached' && user !== null) {
      const failures = attempt.failuresBefore + 1;
      await notifyOwner(stores, {
        user,
        visitor,
        letter: letterOf('log-in-held', { user, visitor, now, failures }),
      });
    }
  });
}

function letterOf(
  letter: 'guessing-noticed' | 'log-in-held',
  { user, visitor, now, failures }: { user: User; visitor: Visitor; now: Date; failures: number },
): Letter {
  return {
    letter,
    username: userName(user),
    failures,
    resetPath: linkPaths.requestReset,
    occasion: occasionOf(visitor, now),
  };
}
