import { isUsablePassword } from '../password/password-hasher.ts';
import type { User } from './user.ts';

/** Where the user's password is kept, for pages that lead to its change: here, nowhere, or in another system. */
export function passwordPlace(user: Pick<User, 'managedBy' | 'passwordHash'>): 'here' | 'none' | 'elsewhere' {
  if (user.managedBy !== null) return 'elsewhere';
  return isUsablePassword(user.passwordHash) ? 'here' : 'none';
}
