import type { BreachedPasswords } from './breached-passwords.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** The ports of passwords. */
export interface Dependencies {
  readonly passwordHasher: PasswordHasher;
  readonly breachedPasswords: BreachedPasswords;
}
