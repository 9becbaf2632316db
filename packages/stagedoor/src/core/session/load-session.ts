import type { Dependencies } from './dependencies.ts';
import type { Session, SessionData } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

export interface LoadedSession {
  readonly session: Session;
  readonly data: SessionData;
}

/** A live session, anonymous or not, with its data dictionary; null where there is none. */
export async function loadSession(
  deps: Pick<Dependencies, 'sessions' | 'sessionData' | 'clock'>,
  input: { readonly sessionKey: string },
): Promise<LoadedSession | null> {
  const keyHash = sessionKeyHash('cookie', input.sessionKey);
  const session = await deps.sessions.find(keyHash, deps.clock.now());
  if (session === null) return null;
  const data = await deps.sessionData.load(session.keyHash);
  // By its former key: in the moment after it got a new one its data is still on the way.
  const isMoving = session.keyHash !== keyHash && Object.keys(data).length === 0;
  return { session, data: isMoving ? await deps.sessionData.load(keyHash) : data };
}
