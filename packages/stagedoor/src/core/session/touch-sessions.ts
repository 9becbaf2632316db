import type { Dependencies } from '../dependencies.ts';
import type { Session } from './session.ts';
import { idleEnd, sessionAges } from './session-life.ts';

/** A session that was active. `isStaff` is its user's: their idle time is shorter. */
export interface SeenSession {
  readonly session: Session;
  readonly isStaff: boolean;
  readonly at: Date;
}

/**
 * Writes the last activity of many sessions at once. Doors collect what they saw and call this off the request's
 * path, so that an authenticated GET never writes.
 */
export async function touchSessions(
  deps: Pick<Dependencies, 'sessions' | 'settings'>,
  input: { readonly seen: readonly SeenSession[] },
): Promise<void> {
  const seen = input.seen.map(({ session, isStaff, at }) => ({
    keyHash: session.keyHash,
    lastSeenAt: at,
    expiresAt: idleEnd(session.expiry, at, {
      ...sessionAges(deps.settings, isStaff),
      endsAt: session.endsAt,
    }),
  }));
  if (seen.length > 0) await deps.sessions.touch(seen);
}
