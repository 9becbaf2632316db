/** One address of a user (contract C9.1). `email` is as typed; `emailKey` is its canonical form, unique over all users. */
export interface EmailAddress {
  readonly id: number;
  readonly userId: number;
  readonly email: string;
  readonly emailKey: string;
  readonly isVerified: boolean;
  readonly isPrimary: boolean;
}

export interface EmailAddressStore {
  findByKey(emailKey: string): Promise<EmailAddress | null>;
  listOfUser(userId: number): Promise<readonly EmailAddress[]>;
  /** Answers false, and writes nothing, when the canonical address belongs to anybody already. */
  add(address: EmailAddress): Promise<boolean>;
  /** Marks the user's address verified if it is not yet; answers whether this call did it. */
  markVerified(userId: number, emailKey: string): Promise<boolean>;
  /** Makes the address primary, the others not, and mirrors it to the user row's `email`. */
  makePrimary(userId: number, emailKey: string): Promise<void>;
  remove(userId: number, emailKey: string): Promise<boolean>;
}
