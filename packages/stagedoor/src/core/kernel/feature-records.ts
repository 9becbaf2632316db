/** What one of the site's features removes by itself when its time has come. */
export interface ExpiringRecords {
  /** The feature's name. */
  readonly feature: string;
  /** Removes what is kept no longer, at most `most` of it; answers how many went. */
  expire(upTo: { readonly now: Date; readonly most: number }): Promise<number>;
}

/** What the site's own features keep beside accounts, as the journeys of accounts ask for it. */
export interface FeatureRecords<Stores> {
  /** What each feature keeps of a user, by its name: plain JSON values. Those that keep nothing of anybody are left out. */
  exportOf(userId: number): Promise<Readonly<Record<string, unknown>>>;
  /** Before a user's rows go, in the transaction that removes them. */
  forget(stores: Stores, userId: number): Promise<void>;
  readonly expiring: readonly ExpiringRecords[];
}

/** Of a site that owns nothing but accounts. */
export const noFeatureRecords: FeatureRecords<unknown> = {
  exportOf: async () => ({}),
  forget: async () => {},
  expiring: [],
};
