import type { User } from './user.ts';

/** Somebody as an outside system describes them. What does not fit a column here is left out, not refused. */
export interface OutsidePerson {
  readonly username: string;
  /**
   * What the system knows the person by for good, and gives to nobody else, where names may change hands: the attribute that holds it,
   * and its value (`entryUUID`, `employee`). Without it the name stands for the person.
   */
  readonly subject?: { readonly attribute: string; readonly value: string };
  readonly email?: unknown;
  readonly firstName?: unknown;
  readonly lastName?: unknown;
  /** Values of the configured extra fields, by their names here. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What the people of an outside system become here. */
export interface OutsidePolicy {
  /** Somebody unknown here becomes a user. Without it an operator makes the users. */
  readonly createsUsers: boolean;
  /** Logs in users of that name whom it did not make. The outside system then decides who they are, staff too. */
  readonly adoptsUsers: boolean;
  /** Its addresses count as verified. */
  readonly emailsAreVerified: boolean;
  /** Two names that differ in letter case are one person there; otherwise they are told apart. */
  readonly namesIgnoreCase: boolean;
}

/** What a back end says of an identifier and a password. */
export type BackendAnswer =
  /** `upgraded` when the stored password was hashed anew on the way; for the audit log. */
  | { readonly outcome: 'proved'; readonly user: User; readonly upgraded?: boolean }
  /** Proved outside: the user with that identity is found, or one is made by the back end's `outside` policy. */
  | { readonly outcome: 'asserted'; readonly person: OutsidePerson }
  /** Not known here, or wrong: the next back end is asked. `userId` is for the audit log only. */
  | { readonly outcome: 'unknown'; readonly userId: number | null }
  /** Could not be asked: the next back end is. */
  | { readonly outcome: 'unavailable' }
  /** Stops the chain (PermissionDenied). */
  | { readonly outcome: 'refused' };

/** One way of proving who somebody is by a password. Asked in configured order; the first proof wins. */
export interface AuthenticationBackend {
  /** Remembered in the session, which counts only as long as a back end of that name is configured. */
  readonly name: string;
  /** Present where it answers `asserted`. It is then never asked with an empty password or an impossible name. */
  readonly outside?: OutsidePolicy;
  authenticate(credentials: {
    readonly identifier: string;
    /** Whom the identifier means here, as they were when the attempt was counted; null for nobody. */
    readonly known: User | null;
    readonly password: string;
  }): Promise<BackendAnswer>;
}
