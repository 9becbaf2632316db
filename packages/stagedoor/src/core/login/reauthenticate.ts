import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { fieldRefusal } from '../errors.ts';
import { limitKey, takeAttempt } from '../limit/attempts.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import type { SessionGrant } from './grant.ts';

/**
 * Proves the signed-in person's password again; the session gets a new key and a new proof time.
 *
 * @throws AccountsError `invalid-input` at `password`, `throttled`, `busy`, `not-authenticated`.
 */
export async function reauthenticate(
  deps: Pick<
    Dependencies,
    'transact' | 'sessionData' | 'passwordHasher' | 'limits' | 'audit' | 'clock' | 'settings'
  >,
  input: { readonly principal: Principal; readonly password: string; readonly visitor: Visitor },
): Promise<SessionGrant> {
  const { user, session } = input.principal;
  const { visitor } = input;
  const counter = { name: 'password-user', of: String(user.id) };
  const who = { visitor: input.visitor, userId: user.id };
  await takeAttempt(deps, { ...counter, limit: deps.settings.limits.passwordPerUser, who });
  const verdict = await deps.passwordHasher.verify(input.password, user.passwordHash);
  const now = deps.clock.now();
  if (!verdict.matches) {
    await deps.audit.append(
      securityEvent('reauthenticate', { userId: user.id, visitor, now, success: false }),
    );
    throw fieldRefusal('password', 'password_wrong');
  }
  const grant = await deps.transact(async (stores) => {
    const { securityVersion } = await lockPrincipal(stores, input.principal);
    const renewed = await renewSession(stores, session, { securityVersion, authenticatedAt: now });
    if (renewed === null) throw sessionEnded();
    await stores.audit.append(securityEvent('reauthenticate', { userId: user.id, visitor, now }));
    await stores.limits.clear([limitKey(counter.name, counter.of)]);
    return renewed;
  });
  await deps.sessionData.move(session.keyHash, grant.session.keyHash);
  return grant;
}
