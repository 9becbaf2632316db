import type { AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { after } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { PendingStage } from '../session/session.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Visitor } from '../visitor.ts';
import { type AuthenticateDependencies, type Authentication, authenticate } from './authenticate.ts';
import { type Entry, type GateDependencies, passGate } from './gate.ts';
import type { SessionGrant } from './grant.ts';
import { forgiveLogIn, type LogInAttempt, takeLogInAttempt } from './log-in-attempt.ts';

export interface LogIn {
  /** A username or an address, as typed. */
  readonly identifier: string;
  readonly password: string;
  readonly rememberMe: boolean | null;
  readonly sessionKey: string | null;
  readonly visitor: Visitor;
}

export type LogInOutcome =
  | { readonly outcome: 'logged-in'; readonly user: User; readonly grant: SessionGrant }
  /** The session is there, but opens only what passes the stage. */
  | {
      readonly outcome: 'stage-required';
      readonly stage: PendingStage;
      readonly user: User;
      readonly grant: SessionGrant;
    };

/** A log-in that may open something else than a browser's session. */
export type PasswordEntry = LogIn & Pick<Entry, 'opens' | 'within'>;

export interface Entered {
  readonly user: User;
  readonly grant: SessionGrant;
}

export type LogInDependencies = GateDependencies & AuthenticateDependencies & Pick<Dependencies, 'devices'>;

const NOTICED_FAILURES = 5;
// What passwords may be at most; anything longer is an ordinary failure without hashing it (abuse B11).
const PASSWORD_MAX_CODE_UNITS = 4096;

/**
 * Signs somebody in by identifier and password, through the gate.
 *
 * @throws AccountsError `invalid-credentials` for everything that is wrong, at one floor of time and with the same
 *   work, and for a right password that is held after too many wrong ones in a row; `throttled` when the account (as
 *   typed, existing or not), device or source has failed too often; `busy` when the hashing queue is full.
 */
export async function logIn(deps: LogInDependencies, input: LogIn): Promise<LogInOutcome> {
  const { user, grant } = await enterByPassword(deps, input);
  const stage = grant.session.pendingStage;
  return stage === null
    ? { outcome: 'logged-in', user, grant }
    : { outcome: 'stage-required', stage, user, grant };
}

/** Everything that is asked of a password, for whatever it is to open: limits, floor, audit, gate. Throws as `logIn` does. */
export async function enterByPassword(deps: LogInDependencies, input: PasswordEntry): Promise<Entered> {
  const startedAt = deps.clock.now();
  try {
    return await tryPassword(deps, input);
  } catch (error) {
    const failed = error instanceof AccountsError && error.refusal.code === 'invalid-credentials';
    // Imported hashes differ in cost; failures leave together, above the dearest (abuse A9).
    if (failed) await deps.clock.waitUntil(after(startedAt, deps.settings.failureFloorMs));
    throw error;
  }
}

async function tryPassword(deps: LogInDependencies, input: PasswordEntry): Promise<Entered> {
  const attempt = await takeLogInAttempt(deps, input);
  const password = input.password.length > PASSWORD_MAX_CODE_UNITS ? '' : input.password;
  const proved = await authenticate(deps, { ...input, password });
  const { notes } = proved;
  if (proved.user === null || password !== input.password || attempt.hold === 'held') {
    const userId = proved.user === null ? proved.userId : proved.user.id;
    await recordFailure(deps, input, { userId, attempt, notes });
    throw new AccountsError({ code: 'invalid-credentials' });
  }
  return { user: proved.user, grant: await enter(deps, input, { proved, attempt }) };
}

async function enter(
  deps: LogInDependencies,
  input: PasswordEntry,
  { proved, attempt }: { proved: Extract<Authentication, { backend: string }>; attempt: LogInAttempt },
): Promise<SessionGrant> {
  const { user, backend, upgraded, notes } = proved;
  const { visitor } = input;
  const now = deps.clock.now();
  try {
    return await passGate(deps, {
      proof: { userId: user.id, method: 'password', backend, securityVersion: user.securityVersion, notes },
      sessionKey: input.sessionKey,
      rememberMe: input.rememberMe,
      visitor,
      ...(input.opens === undefined ? {} : { opens: input.opens }),
      within: async (stores, user, session) => {
        if (upgraded) {
          await stores.audit.append(securityEvent('password-upgrade', { userId: user.id, visitor, now }));
        }
        if (attempt.failuresBefore >= NOTICED_FAILURES && user.email !== '') {
          await stores.jobs.enqueue(letterOf('guessing-noticed', { user, visitor, now, attempt }));
        }
        await forgiveLogIn(stores, attempt);
        await input.within?.(stores, user, session);
      },
    });
  } catch (error) {
    if (error instanceof AccountsError) {
      await recordFailure(deps, input, { userId: user.id, attempt, notes });
    }
    throw error;
  }
}

/**
 * One row for the failure, and one for each counter that lets nothing more through after it. The owner of a password
 * that is held from now on is told by mail.
 */
async function recordFailure(
  deps: LogInDependencies,
  { visitor }: PasswordEntry,
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
    if (attempt.hold === 'reached' && user !== null && user.email !== '') {
      await stores.jobs.enqueue(letterOf('log-in-held', { user, visitor, now, attempt }));
    }
  });
}

function letterOf(
  letter: 'guessing-noticed' | 'log-in-held',
  { user, visitor, now, attempt }: { user: User; visitor: Visitor; now: Date; attempt: LogInAttempt },
) {
  return {
    name: 'send-letter',
    to: user.email,
    language: user.language ?? visitor.language,
    letter: {
      letter,
      username: userName(user),
      failures: letter === 'log-in-held' ? attempt.failuresBefore + 1 : attempt.failuresBefore,
      resetPath: '/accounts/password/reset/',
      occasion: occasionOf(visitor, now),
    },
  } as const;
}
