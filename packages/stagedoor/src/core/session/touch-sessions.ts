import type { Dependencies } from './dependencies.ts';
import type { Session } from './session.ts';
import { isOfPrograms } from './session-kind.ts';
import { idleEnd, sessionAges } from './session-life.ts';

/** A session that was active. `isStaff` is its user's: their idle time is shorter. */
export interface SeenSession {
  readonly session: Session;
  readonly isStaff: boolean;
  readonly at: Date;
  readonly ipAddress: string;
}

/**
 * Writes the last activity of many sessions at once. Interfaces collect what they saw and call this off the request's
 * path, so that an authenticated GET never writes.
 */
export async function touchSessions(
  deps: Pick<Dependencies, 'sessions' | 'settings'>,
  input: { readonly seen: readonly SeenSession[] },
): Promise<void> {
  const seen = input.seen.map(({ session, isStaff, at, ipAddress }) => ({
    keyHash: session.keyHash,
    lastSeenAt: at,
    // What a token opened ends when it was said to; a program that rests is not somebody who left.
    expiresAt:
      session.kind === 'cookie'
        ? idleEnd(session.expiry, at, { ...sessionAges(deps.settings, isStaff), endsAt: session.endsAt })
        : null,
    // Where a person logged in stays what it was: a site may bind the session to it.
    ...(isOfPrograms(session) ? { ipAddress } : {}),
  }));
  if (seen.length > 0) await deps.sessions.touch(seen);
}
