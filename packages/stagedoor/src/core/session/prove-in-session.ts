import type { AuthenticationMethod } from './authentication.ts';
import type { Stores } from './dependencies.ts';
import type { IssuedSession } from './issued-session.ts';
import { lockPrincipal } from './lock-principal.ts';
import { ownSession } from './own-session.ts';
import { renewSession, sessionEnded } from './renew-session.ts';
import type { Principal } from './session.ts';

/**
 * Notes what whoever is logged in has proved again: their session goes on under a new key. They are held until the transaction ends.
 *
 * @throws AccountsError `not-authenticated` where they were revoked, or their session ended, meanwhile
 */
export async function proveInSession(
  stores: Pick<Stores, 'users' | 'sessions'>,
  principal: Principal,
  proved: AuthenticationMethod,
): Promise<IssuedSession> {
  const { securityVersion } = await lockPrincipal(stores, principal);
  const session = await ownSession(stores, principal, proved.at);
  const renewed = await renewSession(stores, session, { securityVersion, proved });
  if (renewed === null) throw sessionEnded();
  return renewed;
}
