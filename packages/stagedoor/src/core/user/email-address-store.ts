/**
 * One address of a user. `email` is as typed, its domain in lower case; `emailKey` is its canonical form, unique over
 * all users. It is null while its user has not proved the address: any number of users may have it so, primary too, and
 * it keeps nobody from signing up with it.
 */
export interface EmailAddress {
  readonly id: number;
  readonly userId: number;
  readonly email: string;
  readonly emailKey: string | null;
  readonly isVerified: boolean;
  readonly isPrimary: boolean;
}

/** An address that belongs to its user before all others. */
export type ClaimedEmailAddress = EmailAddress & { readonly emailKey: string };

export interface EmailAddressStore {
  findByKey(emailKey: string): Promise<EmailAddress | null>;
  listOfUser(userId: number): Promise<readonly EmailAddress[]>;
  /** Answers false, and writes nothing, when the canonical address belongs to anybody already. */
  add(address: ClaimedEmailAddress): Promise<boolean>;
  /**
   * Adds an address that is not shown to be the user's, and mirrors a primary one to the user row's `email`; false when
   * the user has it, in the same letters, already.
   */
  addUnclaimed(address: Pick<EmailAddress, 'id' | 'userId' | 'email' | 'isPrimary'>): Promise<boolean>;
  /** Makes an unclaimed address the user's verified own; false when it is none, or somebody has claimed it meanwhile. */
  claim(userId: number, id: number, emailKey: string): Promise<boolean>;
  /** Marks the user's address verified if it is not yet; answers whether this call did it. */
  markVerified(userId: number, emailKey: string): Promise<boolean>;
  /** Makes the address primary, the others not, and mirrors it to the user row's `email`. */
  makePrimary(userId: number, emailKey: string): Promise<void>;
  /** Removes an address of the user's, claimed or not, with a primary one its mirror; answers whether it was there. */
  remove(userId: number, id: number): Promise<boolean>;
  /**
   * Keeps others who ask for the same from going on until the transaction ends, so that who has the address, or has it
   * for a name, can be read and written without a race. Only inside a transaction, after the user's own row is locked.
   */
  lockKey(emailKey: string): Promise<void>;
}
