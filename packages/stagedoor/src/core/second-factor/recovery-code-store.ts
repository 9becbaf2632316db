/** Codes that open an account once each where the authenticator is not at hand; only hashes of them are kept. */
export interface RecoveryCodeStore {
  /** Puts these in the place of all that the user has. */
  replaceAll(userId: number, hashes: readonly string[], now: Date): Promise<void>;
  /** Uses one up: of many at once one does. */
  use(userId: number, hash: string, now: Date): Promise<boolean>;
  /** How many there were, and how many are left. */
  count(userId: number): Promise<{ readonly made: number; readonly left: number }>;
  removeAllOfUser(userId: number): Promise<number>;
}
