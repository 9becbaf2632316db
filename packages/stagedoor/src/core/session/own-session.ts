import type { Stores } from './dependencies.ts';
import { sessionEnded } from './renew-session.ts';
import type { Principal, Session } from './session.ts';

type Own = Pick<Principal, 'session' | 'sessionKeyHash'>;

/** By which the session of whoever is logged in is found. @throws AccountsError `not-authenticated` for who has none */
export function ownKeyHash({ sessionKeyHash }: Own): string {
  if (sessionKeyHash === null) throw sessionEnded();
  return sessionKeyHash;
}

/**
 * The session of whoever is logged in: the one that was read, or that of a token which nobody looked up.
 *
 * @throws AccountsError `not-authenticated` for who has none, or whose has ended
 */
export async function ownSession(
  { sessions }: Pick<Stores, 'sessions'>,
  principal: Own,
  now: Date,
): Promise<Session> {
  const session = principal.session ?? (await sessions.find(ownKeyHash(principal), now));
  if (session === null) throw sessionEnded();
  return session;
}
