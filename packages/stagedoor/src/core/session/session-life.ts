import { after, seconds } from '../clock.ts';
import type { Settings } from '../settings.ts';
import type { Session, SessionExpiry } from './session.ts';

/** The end by inactivity of a session last seen at `seenAt`; never later than the absolute end. */
export function idleEnd(
  expiry: SessionExpiry,
  seenAt: Date,
  life: { ageSeconds: number; endsAt: Date },
): Date {
  const end =
    expiry.kind === 'fixed' ? expiry.at : after(seenAt, seconds(idleSeconds(expiry, life.ageSeconds)));
  return end < life.endsAt ? end : life.endsAt;
}

/** Idle and absolute life in seconds; staff have shorter ones (NIST figures in asvs N-8). */
export function sessionAges(
  settings: Settings,
  isStaff: boolean,
): { ageSeconds: number; maxAgeSeconds: number } {
  const { session } = settings;
  return isStaff
    ? { ageSeconds: session.staffAgeSeconds, maxAgeSeconds: session.staffMaxAgeSeconds }
    : { ageSeconds: session.ageSeconds, maxAgeSeconds: session.maxAgeSeconds };
}

/** Whether a session is over at `now`, by inactivity or absolutely. */
export function hasEnded(session: Pick<Session, 'expiresAt' | 'endsAt'>, now: Date): boolean {
  return session.expiresAt <= now || session.endsAt <= now;
}

function idleSeconds(expiry: SessionExpiry, ageSeconds: number): number {
  // A browser-length session still has the cookie age as the end of its row (contract C4).
  return expiry.kind === 'age' ? expiry.seconds : ageSeconds;
}
