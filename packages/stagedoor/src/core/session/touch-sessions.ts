import type { Dependencies } from '../dependencies.ts';
import type { Session } from './session.ts';
import { idleEnd } from './session-life.ts';

/**
 * Writes the last activity of many sessions at once. Doors collect what they saw and call this off the request's
 * path, so that an authenticated GET never writes.
 */
export async function touchSessions(
  deps: Pick<Dependencies, 'sessions' | 'settings'>,
  input: { readonly seen: readonly { readonly session: Session; readonly at: Date }[] },
): Promise<void> {
  const { ageSeconds } = deps.settings.session;
  const seen = input.seen.map(({ session, at }) => ({
    keyHash: session.keyHash,
    lastSeenAt: at,
    expiresAt: idleEnd(session.expiry, at, { ageSeconds, endsAt: session.endsAt }),
  }));
  if (seen.length > 0) await deps.sessions.touch(seen);
}
