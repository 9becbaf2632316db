import type { EmailAddress } from './email-address-store.ts';

/** A user's name beside the form that log-ins look it up by, both as they are stored. */
export interface StoredName {
  readonly userId: number;
  readonly username: string | null;
  readonly key: string | null;
}

/** What is stored of an address beside its letters. */
export interface AddressKeys {
  readonly isVerified: boolean;
  readonly emailKey: string | null;
  readonly unprovedKey: string | null;
}

export type StoredAddress = Pick<EmailAddress, 'id' | 'userId' | 'email'> & AddressKeys;

export interface RowsAfter {
  readonly afterId: number;
  readonly limit: number;
}

/**
 * The stored forms that look-ups compare, whatever wrote them: for rows that were copied from elsewhere, whose forms a database
 * made that folds fewer letters than we do. Changes are refused, with false, where the row is not what was read any more, or where
 * somebody else has the form meanwhile.
 */
export interface LookupKeyStore {
  /** All users by id, those without a name too. */
  listNames(rows: RowsAfter): Promise<readonly StoredName[]>;
  listAddresses(rows: RowsAfter): Promise<readonly StoredAddress[]>;
  /** Null where the name is empty: then the user has none. */
  setNameKey(seen: StoredName, key: string | null): Promise<boolean>;
  setAddressKeys(seen: StoredAddress, keys: AddressKeys): Promise<boolean>;
}
