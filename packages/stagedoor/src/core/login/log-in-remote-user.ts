import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { assertedBy } from '../session/authentication.ts';
import type { SessionRef } from '../session/log-out-session.ts';
import { type Admission, admitOutsideUser } from './admit-outside-user.ts';
import { askBeforeLogIn } from './ask-before-log-in.ts';
import type { Dependencies } from './dependencies.ts';
import { type GateDependencies, passGate } from './gate.ts';
import { type Refused, wrongCredentials } from './judge.ts';
import { type LogInOutcome, logInOutcomeOf } from './log-in.ts';
import { browserSession } from './session-request.ts';

export const REMOTE_USER_BACKEND = 'remote-user';

export interface LogInRemoteUser {
  /** The name that the trusted proxy has proved; the interface knows that it was the proxy who said so. */
  readonly username: string;
  readonly sessionKey: string | null;
  /** As the gate takes it. */
  readonly tokenSessions?: readonly SessionRef[];
  readonly visitor: Visitor;
}

type LogInRemoteUserDependencies = GateDependencies &
  Pick<Dependencies, 'transact' | 'authenticationBackends' | 'audit' | 'hooks'>;

/**
 * Logs in whom the proxy in front of the site has authenticated (RemoteUser), through the gate.
 *
 * @throws AccountsError `not-found` where the site does not have that back end, `invalid-credentials` where nobody here
 *   goes by that name, or may not enter; `stage-required` where more of who it is must be proved.
 */
export async function logInRemoteUser(
  deps: LogInRemoteUserDependencies,
  input: LogInRemoteUser,
): Promise<LogInOutcome> {
  const policy = deps.authenticationBackends.find(({ name }) => name === REMOTE_USER_BACKEND)?.outside;
  if (policy === undefined) throw new AccountsError({ code: 'not-found' });
  const { username, visitor, ...browser } = input;
  const person = { username };
  const admitted = await admitOutsideUser(deps, { backend: REMOTE_USER_BACKEND, policy, person, visitor });
  if (admitted.user === null) return await refuse(deps, { ...admitted, visitor });
  const { user, notes } = admitted;
  const { securityVersion } = user;
  const methods = [assertedBy(REMOTE_USER_BACKEND, deps.clock.now())];
  const how = { method: REMOTE_USER_BACKEND, backend: REMOTE_USER_BACKEND, methods };
  const proof = { ...how, userId: user.id, securityVersion, notes };
  const request = { ...browser, proof, visitor, sessionRequest: browserSession(null) };
  const turnedAway = { userId: user.id, notes, visitor };
  const refused = await askBeforeLogIn(deps, { user, method: REMOTE_USER_BACKEND, visitor });
  if (refused !== null) return await refuse(deps, turnedAway, refused);
  const passed = await deps.transact((stores) => passGate(stores, deps, request));
  if (passed.outcome === 'refused') return await refuse(deps, turnedAway);
  if (passed.outcome === 'halted') throw new AccountsError(passed.refusal);
  return logInOutcomeOf(passed);
}

async function refuse(
  deps: LogInRemoteUserDependencies,
  {
    userId,
    notes,
    visitor,
  }: Omit<Extract<Admission, { user: null }>, 'user'> & { readonly visitor: Visitor },
  { refusal }: Refused = wrongCredentials,
): Promise<never> {
  const detail = { method: REMOTE_USER_BACKEND, ...notes };
  const facts = { userId, visitor, now: deps.clock.now(), success: false, detail };
  await deps.audit.append(securityEvent('log-in', facts));
  throw new AccountsError(refusal);
}
