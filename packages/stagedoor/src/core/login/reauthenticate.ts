import { securityEvent } from '../audit/security-event.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { limitKey, passwordTries } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import { provedPassword } from '../session/authentication.ts';
import { PASSKEY_BACKEND } from '../session/is-still-trusted.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { proveInSession } from '../session/prove-in-session.ts';
import type { Principal } from '../session/session.ts';
import { type AuthenticateDependencies, authenticate } from './authenticate.ts';
import type { Dependencies } from './dependencies.ts';
import { PASSWORD_BACKEND } from './password-backend.ts';

export interface Reauthenticate {
  readonly principal: Principal;
  readonly password: string;
  readonly visitor: Visitor;
}

type ReauthenticateDependencies = AuthenticateDependencies & Pick<Dependencies, 'limits' | 'audit'>;

/**
 * Proves the logged-in person's password again; the session gets a new key and a new proof time.
 *
 * @throws AccountsError `invalid-input` at `password`, `throttled`, `busy`, `not-authenticated`.
 */
export async function reauthenticate(
  deps: ReauthenticateDependencies,
  input: Reauthenticate,
): Promise<IssuedSession> {
  const { user } = input.principal;
  const { visitor } = input;
  const counter = passwordTries(user.id);
  await takeUserAttempt(deps, counter, { visitor, userId: user.id });
  const isProved = await proves(deps, input);
  const now = deps.clock.now();
  if (!isProved) {
    await deps.audit.append(
      securityEvent('reauthenticate', { userId: user.id, visitor, now, success: false }),
    );
    throw fieldRefusal('password', 'password_wrong');
  }
  return await deps.transact(async (stores) => {
    const renewed = await proveInSession(stores, input.principal, provedPassword(now));
    await stores.audit.append(securityEvent('reauthenticate', { userId: user.id, visitor, now }));
    await stores.limits.clear([limitKey(counter)]);
    return renewed;
  });
}

/** Whom another system logged in is proved there again, by the back ends and in the order of a log-in. */
async function proves(deps: ReauthenticateDependencies, input: Reauthenticate): Promise<boolean> {
  const { user, session } = input.principal;
  const backend = session?.backend ?? null;
  const isOurs = backend === null || backend === PASSWORD_BACKEND || backend === PASSKEY_BACKEND;
  if (isOurs || user.username === null) {
    return (await deps.passwordHasher.verify(input.password, user.passwordHash)).matches;
  }
  const known = await deps.users.findById(user.id);
  const proved = await authenticate(deps, { ...input, identifier: user.username, known });
  return proved.user?.id === user.id;
}
