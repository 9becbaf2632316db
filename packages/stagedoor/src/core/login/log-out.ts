import { hashSecret } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type HeldSession, leaveSession } from '../session/leave-session.ts';
import type { Dependencies } from './dependencies.ts';

export interface LogOut {
  /** The keys of the browser's sessions: one, none, or several where cookies of that name were left or planted. */
  readonly sessionKeys: readonly string[];
  /** What else the visitor came with: sessions that tokens open. */
  readonly held?: readonly HeldSession[];
  readonly visitor: Visitor;
}

/**
 * Ends everything that the visitor is logged in with, or nothing of it, and drops the data of the browser's sessions. Logging
 * out when logged out is fine.
 */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'clock'>,
  { sessionKeys, held = [], visitor }: LogOut,
): Promise<void> {
  const ofBrowser = new Set(sessionKeys.map((sessionKey) => hashSecret('session', sessionKey)));
  const keyHashes = new Set([...held.map(({ keyHash }) => keyHash), ...ofBrowser]);
  if (keyHashes.size === 0) return;
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    for (const keyHash of keyHashes) await leaveSession(stores, { keyHash, visitor, now });
  });
  for (const keyHash of ofBrowser) await deps.sessionData.remove(keyHash);
}
