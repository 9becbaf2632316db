import { hours } from '../kernel/clock.ts';

/** What makes the codes of an authenticator app (RFC 6238), by HMAC-SHA-1, as every app knows it. */
export interface TotpKey {
  /** Base32 without padding. */
  readonly secret: string;
  readonly digits: 6 | 8;
  readonly periodSeconds: number;
}

/** How long one that was begun and not confirmed waits. */
export const UNCONFIRMED_LIFE_MS = hours(1);

/** An authenticator app that somebody set up. */
export interface TotpDevice {
  readonly id: number;
  readonly userId: number;
  /** What its owner calls it. */
  readonly name: string;
  readonly createdAt: Date;
  /** Null until its first code: until then it opens nothing and is asked for nowhere. */
  readonly confirmedAt: Date | null;
  /** Null where no code of it has opened anything yet. */
  readonly lastUsedAt: Date | null;
}
