import { securityEvent } from '../audit/security-event.ts';
import { after } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { limitKey, takeAttempt } from '../limit/attempts.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { PendingStage } from '../session/session.ts';
import { canonicalIdentifier, findByIdentifier } from '../user/find-by-identifier.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Visitor } from '../visitor.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import { type GateDependencies, passGate } from './gate.ts';
import type { SessionGrant } from './grant.ts';
import { networkOf } from './network-of.ts';
import { hashDevice } from './recognise-device.ts';

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

type LogInDependencies = GateDependencies &
  Pick<Dependencies, 'users' | 'devices' | 'limits' | 'audit' | 'authenticationBackends'>;

const NOTICED_FAILURES = 5;
// What passwords may be at most; anything longer is an ordinary failure without hashing it (abuse B11).
const PASSWORD_MAX_CODE_UNITS = 4096;

/**
 * Signs somebody in by identifier and password, through the gate.
 *
 * @throws AccountsError `invalid-credentials` for everything that is wrong, at one floor of time and with the same
 *   work; `throttled` when the account (as typed, existing or not), device or source has failed too often;
 *   `busy` when the hashing queue is full.
 */
export async function logIn(deps: LogInDependencies, input: LogIn): Promise<LogInOutcome> {
  const startedAt = deps.clock.now();
  try {
    return await tryLogIn(deps, input);
  } catch (error) {
    const failed = error instanceof AccountsError && error.refusal.code === 'invalid-credentials';
    // Imported hashes differ in cost; failures leave together, above the dearest (abuse A9).
    if (failed) await deps.clock.waitUntil(after(startedAt, deps.settings.failureFloorMs));
    throw error;
  }
}

async function tryLogIn(deps: LogInDependencies, input: LogIn): Promise<LogInOutcome> {
  const counter = await chooseCounter(deps, input);
  const { ipAddress } = input.visitor;
  const source = {
    name: 'log-in-source',
    of: networkOf(ipAddress),
    limit: deps.settings.limits.logInPerSource,
  };
  const fromSource = await takeAttempt(deps, source);
  const attempts = await takeAttempt(deps, counter);
  const locks = [
    ...(attempts >= counter.limit.attempts ? [counter.name] : []),
    ...(fromSource >= source.limit.attempts ? [source.name] : []),
  ];
  const password = input.password.length > PASSWORD_MAX_CODE_UNITS ? '' : input.password;
  const proved = await authenticate(deps, { identifier: input.identifier, password });
  if (proved.user === null || password !== input.password) {
    const userId = proved.user === null ? proved.userId : proved.user.id;
    await recordFailure(deps, input, { userId, locks });
    throw new AccountsError({ code: 'invalid-credentials' });
  }
  const grant = await enter(deps, input, {
    proved,
    clear: limitKey(counter.name, counter.of),
    giveBack: { key: limitKey(source.name, source.of), unblock: fromSource >= source.limit.attempts },
    failures: attempts - 1,
    locks,
  });
  const stage = grant.session.pendingStage;
  return stage === null
    ? { outcome: 'logged-in', user: proved.user, grant }
    : { outcome: 'stage-required', stage, user: proved.user, grant };
}

/** A device the user signed in from before has a counter of its own, so that strangers cannot lock its owner out (abuse B8). */
async function chooseCounter(deps: LogInDependencies, input: LogIn) {
  const { limits } = deps.settings;
  const identifier = canonicalIdentifier(input.identifier);
  const deviceKey = input.visitor.deviceKey;
  if (deviceKey !== null) {
    const user = await findByIdentifier(deps, input.identifier);
    const device = await deps.devices.find(user?.id ?? 0, hashDevice(deviceKey));
    if (device) return { name: 'log-in-device', of: String(device.id), limit: limits.logInPerDevice };
  }
  return { name: 'log-in-account', of: identifier, limit: limits.logInPerAccount };
}

async function enter(
  deps: LogInDependencies,
  input: LogIn,
  facts: {
    proved: Extract<Authentication, { backend: string }>;
    clear: string;
    giveBack: { key: string; unblock: boolean };
    failures: number;
    locks: readonly string[];
  },
): Promise<SessionGrant> {
  const { user, backend, upgraded } = facts.proved;
  const { visitor } = input;
  const now = deps.clock.now();
  try {
    return await passGate(deps, {
      proof: { userId: user.id, method: 'password', backend, securityVersion: user.securityVersion },
      sessionKey: input.sessionKey,
      rememberMe: input.rememberMe,
      visitor,
      within: async (stores) => {
        if (upgraded) {
          await stores.audit.append(securityEvent('password-upgrade', { userId: user.id, visitor, now }));
        }
        if (facts.failures >= NOTICED_FAILURES && user.email !== '') {
          await stores.jobs.enqueue(guessingNoticed(user, visitor, now, facts.failures));
        }
        await stores.limits.clear([facts.clear]);
        // Only this good attempt is taken back; others' failures from here stay counted (abuse B5).
        await stores.limits.giveBack(facts.giveBack.key, facts.giveBack);
      },
    });
  } catch (error) {
    if (error instanceof AccountsError) {
      await recordFailure(deps, input, { userId: user.id, locks: facts.locks });
    }
    throw error;
  }
}

/** One row for the failure, and one for each counter that lets nothing more through after it. */
async function recordFailure(
  deps: LogInDependencies,
  { visitor }: LogIn,
  { userId, locks }: { userId: number | null; locks: readonly string[] },
): Promise<void> {
  const facts = { userId, visitor, now: deps.clock.now(), success: false };
  await deps.audit.append(securityEvent('log-in', { ...facts, detail: { method: 'password' } }));
  for (const counter of locks) {
    await deps.audit.append(securityEvent('lock-out', { ...facts, detail: { counter } }));
  }
}

function guessingNoticed(user: User, visitor: Visitor, now: Date, failures: number) {
  return {
    name: 'send-letter',
    to: user.email,
    language: user.language ?? visitor.language,
    letter: {
      letter: 'guessing-noticed',
      username: userName(user),
      failures,
      resetPath: '/accounts/password/reset/',
      occasion: occasionOf(visitor, now),
    },
  } as const;
}
