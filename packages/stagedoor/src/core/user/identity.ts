/**
 * Who a user is to a system outside: `subject` is what that system knows a person by (OpenID Connect's `sub`, the entryUUID of
 * a directory), and it never stands for two people. Who has several such systems has an identity at each.
 */
export interface Identity {
  /** Public id, safe to show to its owner. */
  readonly id: number;
  readonly userId: number;
  /** What the system is called here: the name of its back end. */
  readonly provider: string;
  readonly subject: string;
  /** What the system called the person last: to ask it by, and for people to read. */
  readonly name: string;
  readonly linkedAt: Date;
}

/** The width of the columns. */
export const SUBJECT_MAX_LENGTH = 255;
export const IDENTITY_NAME_MAX_LENGTH = 254;
