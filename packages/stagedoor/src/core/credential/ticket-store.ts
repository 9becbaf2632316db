/** A single-use way in, at rest: only the hash of its text is stored. */
export interface Ticket {
  readonly keyHash: string;
  /** What it opens, and nothing else. */
  readonly purpose: string;
  /** The public id of the session that made it; it goes with it. */
  readonly sessionId: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface TicketStore {
  add(ticket: Ticket): Promise<void>;
  /**
   * Takes the ticket out by one conditional delete and answers the key hash of its session as it is now; null when it is
   * unknown, taken, expired or of another purpose. At most one caller ever wins.
   */
  take(ticket: Pick<Ticket, 'keyHash' | 'purpose'>, now: Date): Promise<string | null>;
  /** Deletes the session's tickets beyond the `keep` newest. */
  removeOldest(sessionId: number, keep: number): Promise<void>;
  removeExpired(now: Date, limit: number): Promise<number>;
}
