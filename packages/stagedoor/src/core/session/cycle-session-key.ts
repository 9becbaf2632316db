import type { Dependencies } from './dependencies.ts';
import type { IssuedSession } from './issued-session.ts';
import { renewSession } from './renew-session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

/**
 * Gives a live session, anonymous or not, a new key and keeps its data (Django's `cycle_key`); null where
 * there is none. For a change of rights that the site itself decides; log-in and password changes do it by themselves.
 */
export async function cycleSessionKey(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly sessionKey: string },
): Promise<IssuedSession | null> {
  const keyHash = sessionKeyHash('cookie', input.sessionKey);
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const session = await stores.sessions.find(keyHash, now);
    if (session === null) return null;
    const { securityVersion } = session;
    return await renewSession(stores, session, { securityVersion, proved: null });
  });
}
