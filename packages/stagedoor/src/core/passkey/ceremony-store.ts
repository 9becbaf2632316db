/** Challenges that were answered: each is good once. Those that nobody answered are kept nowhere. */
export interface CeremonyStore {
  /** Uses one up: of many at once one does. */
  use(challengeHash: string, expiresAt: Date): Promise<boolean>;
  /** Those that are over, and good for nothing anyway. */
  removeExpired(now: Date, most: number): Promise<number>;
}
