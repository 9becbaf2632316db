import type { EmailAddress } from '../../../core/user/email-address-store.ts';
import type { Identity } from '../../../core/user/identity.ts';
import type { User } from '../../../core/user/user.ts';

/** A user without what is read from the addresses. */
export type UserRow = Omit<User, 'email' | 'isEmailVerified'> & { readonly usernameKey: string | null };

export interface UserRows {
  readonly users: Map<number, UserRow>;
  /** Ids of users who are to be welcomed. */
  readonly awaitingWelcome: Map<number, true>;
  readonly emailAddresses: Map<number, EmailAddress>;
  readonly identities: Map<number, Identity>;
}
