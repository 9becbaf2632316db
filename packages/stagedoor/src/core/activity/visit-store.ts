/** Who came from where with what: one row for each user, address and user agent. */
export interface Visit {
  /** Null for a visitor who is not logged in. */
  readonly userId: number | null;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly seenAt: Date;
}

export interface StoredVisit {
  readonly id: number;
  readonly userId: number | null;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface VisitStore {
  /** Adds what is new, moves `lastSeenAt` of what is known, and marks each visitor as seen on its UTC day. */
  record(visits: readonly Visit[]): Promise<void>;
  listOfUser(userId: number): Promise<readonly StoredVisit[]>;
  /** Distinct logged-in users by UTC day `YYYY-MM-DD`, ascending, from `since` on. */
  countUsersPerDay(since: Date): Promise<readonly { day: string; users: number }[]>;
  /** Deletes up to `limit` visitors who never logged in and were last seen before; answers how many. */
  removeStrangers(lastSeenBefore: Date, limit: number): Promise<number>;
  /** Forgets who came on the days before that of `before`; answers how many rows went. */
  removeDays(before: Date): Promise<number>;
}
