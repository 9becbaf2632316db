import { fieldRefusal } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';

/**
 * Refuses what would leave the site without a superuser who can log in. Counted by `users.countSuperusers()` before any other row
 * is locked: of two last ones who go at once, one stays.
 *
 * @param user As the transaction has them.
 * @throws AccountsError `invalid-input`: `last_superuser`
 */
export function refuseLastSuperuser(superusers: number, user: Pick<User, 'isActive' | 'isSuperuser'>): void {
  if (user.isActive && user.isSuperuser && superusers <= 1)
    throw fieldRefusal('non_field_errors', 'last_superuser');
}
