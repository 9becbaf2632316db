import type { Passkey, StoredPasskey } from './passkey.ts';

/** What an assertion said of the authenticator. */
export interface PasskeyUse {
  readonly counter: number;
  readonly isBackedUp: boolean;
  readonly now: Date;
}

export interface PasskeyStore {
  /** False where the credential is somebody's already. */
  add(passkey: Omit<StoredPasskey, 'lastUsedAt'>): Promise<boolean>;
  /** The one that was made first, first. */
  listOfUser(userId: number): Promise<readonly StoredPasskey[]>;
  findByCredentialId(credentialId: string): Promise<StoredPasskey | null>;
  /** Whether the user has one that was made to be shown beside a password. */
  hasSecondFactor(userId: number): Promise<boolean>;
  /**
   * Notes a use. False for one that stays on its device and counts backwards, or not at all where it did before: then there are two of
   * it. What is synced counts as it likes (WebAuthn Level 3, section 6.1.1).
   */
  use(id: number, use: PasskeyUse): Promise<boolean>;
  rename(userId: number, id: number, name: string): Promise<boolean>;
  /** What was removed; null where the user has none of this id. */
  remove(userId: number, id: number): Promise<Pick<Passkey, 'kind'> | null>;
  /** Those of a user that were made to be shown beside a password. */
  removeSecondFactors(userId: number): Promise<number>;
  removeAllOfUser(userId: number): Promise<number>;
}
