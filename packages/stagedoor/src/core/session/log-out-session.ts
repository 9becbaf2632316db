import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Stores } from './dependencies.ts';
import type { Session } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

/** A session as what opens it says: a cookie, or a token. Whether it lives is for the database to say. */
export type SessionRef = Pick<Session, 'keyHash' | 'userId'>;

/** All that a browser is logged in with, as it says itself. */
export interface BrowserCredentials {
  /** The keys of its sessions: one, none, or several where cookies of that name were left or planted. */
  readonly sessionKeys: readonly string[];
  /** What else it came with: sessions that tokens open. */
  readonly tokenSessions?: readonly SessionRef[];
}

/** Whether one of these is the user's own: then all of them stay, for they came together. */
export function includesOwn(tokenSessions: readonly SessionRef[], userId: number): boolean {
  return tokenSessions.some((session) => session.userId === userId);
}

function keyHashesIn({ sessionKeys, tokenSessions = [] }: BrowserCredentials): ReadonlySet<string> {
  const ofCookies = sessionKeys.map((sessionKey) => sessionKeyHash('cookie', sessionKey));
  return new Set([...tokenSessions.map(({ keyHash }) => keyHash), ...ofCookies]);
}

/** Logs out of all that a browser is logged in with. */
export async function logOutBrowser(
  stores: Pick<Stores, 'sessions' | 'audit'>,
  {
    browser,
    visitor,
    now,
  }: { readonly browser: BrowserCredentials; readonly visitor: Visitor; readonly now: Date },
): Promise<void> {
  // In one order: of two log-outs that end the same sessions one waits for the other, and neither for ever.
  const keyHashes = [...keyHashesIn(browser)].toSorted();
  for (const keyHash of keyHashes) await logOutSession(stores, { keyHash, visitor, now });
}

/**
 * The one way to log out of a session, for a transaction of the caller's: it ends, and that is noted where somebody was
 * logged in with it. False where it was over before.
 */
export async function logOutSession(
  stores: Pick<Stores, 'sessions' | 'audit'>,
  { keyHash, visitor, now }: { readonly keyHash: string; readonly visitor: Visitor; readonly now: Date },
): Promise<boolean> {
  const session = await stores.sessions.find(keyHash, now);
  const wasThere = await stores.sessions.remove(session?.keyHash ?? keyHash);
  if (session === null || !wasThere) return false;
  const { userId, id } = session;
  if (userId !== null) {
    await stores.audit.append(securityEvent('log-out', { userId, visitor, now, detail: { session: id } }));
  }
  return true;
}
