import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Stores } from './dependencies.ts';
import type { Session } from './session.ts';

/** A session as what opens it says: a cookie, or a token. Whether it lives is for the database to say. */
export type HeldSession = Pick<Session, 'keyHash' | 'userId'>;

/**
 * The one way to log out of a session, for a transaction of the caller's: it ends, and that is noted where somebody was
 * logged in with it. False where it was over before.
 */
export async function leaveSession(
  stores: Pick<Stores, 'sessions' | 'audit'>,
  { keyHash, visitor, now }: { readonly keyHash: string; readonly visitor: Visitor; readonly now: Date },
): Promise<boolean> {
  const session = await stores.sessions.find(keyHash, now);
  const wasThere = await stores.sessions.remove(keyHash);
  if (session === null || !wasThere) return false;
  const { userId, id } = session;
  if (userId !== null) {
    await stores.audit.append(securityEvent('log-out', { userId, visitor, now, detail: { session: id } }));
  }
  return true;
}
