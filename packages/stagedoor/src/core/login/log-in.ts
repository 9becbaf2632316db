import { AccountsError } from '../kernel/errors.ts';
import type { PendingStage } from '../kernel/stage.ts';
import { reachResponseFloor } from '../limit/response-floor.ts';
import { provedPassword } from '../session/authentication.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import type { User } from '../user/user.ts';
import { askBeforeLogIn } from './ask-before-log-in.ts';
import { type AuthenticateDependencies, type AuthenticationResult, authenticate } from './authenticate.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import {
  type GateDependencies,
  type GateOutcome,
  type GateRequest,
  type Halted,
  type Passed,
  passGate,
} from './gate.ts';
import { type Refused, wrongCredentials } from './judge.ts';
import { type LogInAttempt, takeBackAttempt, takeLogInAttempt, takeOutOfRow } from './log-in-attempt.ts';
import { noteFailure, noteHalt, noteSuccess } from './note-log-in.ts';
import { browserSession, type SessionRequest } from './session-request.ts';

/** An identifier as typed, with the password that is to prove it. */
export interface PasswordProof {
  readonly identifier: string;
  readonly password: string;
  readonly visitor: GateRequest<unknown>['visitor'];
}

/** With what comes along from the browser. */
export interface PasswordLogIn extends PasswordProof {
  readonly sessionKey: string | null;
  /** As the gate takes it. */
  readonly tokenSessions?: GateRequest<unknown>['tokenSessions'];
}

/** With what is to be opened for whoever it is, asked before the transaction: it may wait. */
interface PasswordRequest<Opened> extends PasswordLogIn {
  requestFor(user: User): Promise<SessionRequest<Opened>>;
}

export interface LogIn extends PasswordLogIn {
  /** Null leaves it to the site's policy; true keeps the session for its full age, false until the browser closes. */
  readonly rememberMe: boolean | null;
}

export type LogInOutcome =
  | { readonly outcome: 'logged-in'; readonly user: User; readonly issued: IssuedSession }
  /** The session is there, but opens only what passes the stage. */
  | {
      readonly outcome: 'stage-required';
      readonly stage: PendingStage;
      readonly user: User;
      readonly issued: IssuedSession;
    };

export type LogInDependencies = GateDependencies &
  AuthenticateDependencies &
  Pick<Dependencies, 'transact' | 'devices' | 'limits' | 'hooks'>;

/** A password that was looked at: who it is, where it was right, and how it was counted beforehand. */
export interface LookedAt {
  readonly attempt: LogInAttempt;
  readonly proved: AuthenticationResult;
  /** What stands against letting in whoever it is; null leaves it to the gate. */
  readonly refused: Refused | null;
}

// What passwords may be at most; anything longer is an ordinary failure without hashing it.
const PASSWORD_MAX_CODE_UNITS = 4096;

/**
 * Logs somebody in by identifier and password, through the gate.
 *
 * @throws AccountsError `invalid-credentials` for everything that is wrong, at one floor of time and with the same
 *   work, and for a right password that is held after too many wrong ones in a row; `throttled` when the account (as
 *   typed, existing or not), device or source has failed too often; `busy` when the hashing queue is full.
 */
export async function logIn(deps: LogInDependencies, input: LogIn): Promise<LogInOutcome> {
  return logInOutcomeOf(
    await logInByPassword(deps, { ...input, requestFor: async () => browserSession(input.rememberMe) }),
  );
}

export function logInOutcomeOf({ user, issued }: Pick<Passed<unknown>, 'user' | 'issued'>): LogInOutcome {
  const stage = issued.session.pendingStage;
  return stage === null
    ? { outcome: 'logged-in', user, issued }
    : { outcome: 'stage-required', stage, user, issued };
}

/**
 * Everything that is asked of a password, for whatever it is to open. It is counted, by the one look at whom the name
 * means; then the back ends are asked; then the gate judges and opens, and what became of it is noted, in one transaction.
 *
 * @throws AccountsError as `logIn` does
 */
export async function logInByPassword<Opened>(
  deps: LogInDependencies,
  input: PasswordRequest<Opened>,
): Promise<Passed<Opened>> {
  const startedAt = deps.clock.now();
  const lookedAt = await lookAtPassword(deps, input, 'password');
  const outcome = await orTakenBack(deps, lookedAt, async () => {
    const gateRequest = await gateRequestFor(lookedAt, input, deps.clock.now());
    return await deps.transact((stores) => enter(stores, deps, { ...lookedAt, input, gateRequest }));
  });
  return outcome.outcome === 'passed' ? outcome : await refuseLogIn(deps, startedAt, outcome);
}

/** Counts the attempt, asks the back ends, of a password that is held or cannot be one to no avail, and then the site. */
export async function lookAtPassword(
  deps: LogInDependencies,
  input: PasswordProof,
  method: 'password' | 'basic',
): Promise<LookedAt> {
  const attempt = await takeLogInAttempt(deps, input);
  const isTooLong = input.password.length > PASSWORD_MAX_CODE_UNITS;
  const password = isTooLong ? '' : input.password;
  const proved = await authenticate(deps, { ...input, known: attempt.user, password });
  if (proved.user === null) return { attempt, proved, refused: wrongCredentials };
  const { user, notes } = proved;
  if (isTooLong || attempt.hold === 'held')
    return { attempt, proved: { user: null, userId: user.id, notes }, refused: wrongCredentials };
  const facts = { user, method, visitor: input.visitor };
  const right: LookedAt = { attempt, proved, refused: null };
  const refused = await orTakenBack(deps, right, () => askBeforeLogIn(deps, facts));
  return { attempt, proved, refused };
}

/**
 * A fault of the site, wherever it comes before somebody is let in, is no failure of whoever had the right password. What is thrown
 * as a refusal counts as one.
 */
export async function orTakenBack<Answer>(
  deps: Pick<LogInDependencies, 'limits'>,
  { attempt, proved, refused }: LookedAt,
  goOn: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await goOn();
  } catch (error) {
    const isRight = proved.user !== null && refused === null;
    if (isRight && error instanceof AccountsError) await takeOutOfRow(deps, attempt);
    else if (isRight) await takeBackAttempt(deps, attempt);
    throw error;
  }
}

/** What is asked of the gate; null where nobody goes there. */
async function gateRequestFor<Opened>(
  { proved, refused }: LookedAt,
  input: PasswordRequest<Opened>,
  now: Date,
): Promise<GateRequest<Opened> | null> {
  if (proved.user === null || refused !== null) return null;
  const sessionRequest = await input.requestFor(proved.user);
  return gateRequestOf({ ...input, sessionRequest }, proved, now);
}

async function enter<Opened>(
  stores: Stores,
  deps: LogInDependencies,
  {
    input,
    attempt,
    proved,
    refused,
    gateRequest,
  }: LookedAt & { readonly input: PasswordLogIn; readonly gateRequest: GateRequest<Opened> | null },
): Promise<GateOutcome<Opened>> {
  const failures = attempt.failuresBefore;
  const noted = { attempt, proved, visitor: input.visitor, now: deps.clock.now(), failures };
  const outcome: GateOutcome<Opened> =
    gateRequest === null ? (refused ?? wrongCredentials) : await passGate(stores, deps, gateRequest);
  if (outcome.outcome === 'refused') await noteFailure(stores, { ...noted, refused: outcome });
  else if (outcome.outcome === 'halted') await noteHalt(stores, { ...noted, ...outcome });
  else await noteSuccess(stores, { ...noted, user: outcome.user });
  return outcome;
}

function gateRequestOf<Opened>(
  {
    sessionKey,
    tokenSessions,
    visitor,
    sessionRequest,
  }: PasswordLogIn & Pick<GateRequest<Opened>, 'sessionRequest'>,
  { user, backend, notes }: Extract<AuthenticationResult, { backend: string }>,
  now: Date,
): GateRequest<Opened> {
  const { id: userId, securityVersion } = user;
  const methods = [provedPassword(now)];
  const proof = { userId, method: 'password', backend, methods, securityVersion, notes };
  return { proof, sessionKey, tokenSessions, visitor, sessionRequest };
}

/** Imported hashes differ in cost; failures leave together, above the dearest. */
export async function refuseLogIn(
  deps: Pick<LogInDependencies, 'clock' | 'settings'>,
  startedAt: Date,
  { refusal }: Refused | Halted,
): Promise<never> {
  if (refusal.code === 'invalid-credentials') await reachResponseFloor(deps, startedAt);
  throw new AccountsError(refusal);
}
