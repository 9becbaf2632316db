import { after, seconds } from '../kernel/clock.ts';
import type { SessionExpiry } from './session.ts';
import type { Settings } from './settings.ts';

/** How long sessions of a kind of user live, in seconds. */
export interface SessionAges {
  /** The end by inactivity where nothing else was asked. */
  readonly ageSeconds: number;
  /** The longest inactivity that may be asked. */
  readonly longestIdleSeconds: number;
  /** The end whatever happens. */
  readonly maxAgeSeconds: number;
}

/** Staff have shorter ones (NIST figures in asvs N-8), and nothing makes them longer. */
export function sessionAges({ session }: Settings, isStaff: boolean): SessionAges {
  if (!isStaff) {
    const { ageSeconds, maxAgeSeconds } = session;
    return { ageSeconds, longestIdleSeconds: maxAgeSeconds, maxAgeSeconds };
  }
  const { staffAgeSeconds, staffMaxAgeSeconds } = session;
  return {
    ageSeconds: staffAgeSeconds,
    longestIdleSeconds: staffAgeSeconds,
    maxAgeSeconds: staffMaxAgeSeconds,
  };
}

/** The end by inactivity of a session last seen at `seenAt`; never later than the absolute end. */
export function idleEnd(
  expiry: SessionExpiry,
  seenAt: Date,
  life: Pick<SessionAges, 'ageSeconds' | 'longestIdleSeconds'> & { readonly endsAt: Date },
): Date {
  const longest = life.longestIdleSeconds;
  // A browser-length session still has the cookie age as the end of its row.
  const asked =
    expiry.kind === 'age' ? expiry.seconds : expiry.kind === 'browser' ? life.ageSeconds : longest;
  const end = after(seenAt, seconds(Math.min(asked, longest)));
  const fixed = expiry.kind === 'fixed' ? expiry.at : end;
  return new Date(Math.min(end.getTime(), fixed.getTime(), life.endsAt.getTime()));
}
