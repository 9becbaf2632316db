import { fieldRefusal } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';
import type { UserStore } from '../user/user-store.ts';

type Flagged = Pick<User, 'isActive' | 'isSuperuser'>;

/** @throws AccountsError `invalid-input`: `last_superuser` */
type RefuseLastSuperuser = (user: Flagged) => Promise<void>;

/**
 * Answers what refuses to leave the site without a superuser who can log in, of a user as the transaction has them. The superusers are held
 * before any other row is locked, so that of two last ones who go at once one stays; and only where somebody goes who is one: held, nobody of them
 * can log in for as long as the rows of whoever goes take. Who became one meanwhile is counted late: a ring is undone, and tried again.
 */
export async function guardLastSuperuser(
  users: Pick<UserStore, 'findById' | 'countSuperusers'>,
  userId: number,
): Promise<RefuseLastSuperuser> {
  const seen = await users.findById(userId);
  const held = seen !== null && isOne(seen) ? await users.countSuperusers() : null;
  return async (user) => {
    if (!isOne(user)) return;
    if ((held ?? (await users.countSuperusers())) <= 1)
      throw fieldRefusal('non_field_errors', 'last_superuser');
  };
}

function isOne({ isActive, isSuperuser }: Flagged): boolean {
  return isActive && isSuperuser;
}
