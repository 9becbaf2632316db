import { AccountsError } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';
import type { Act } from './actor.ts';
import { currentRights, type JudgingStores } from './current-rights.ts';

/** Who is staff and who is superuser. */
export type Flags = Pick<User, 'isStaff' | 'isSuperuser'>;

/**
 * Lets those go on who are themselves what they make of somebody: only staff make staff, only a superuser makes a superuser, and
 * neither by a token of a part of their rights. Comes after `requireOutranks`, which holds the row of who acts.
 *
 * @throws AccountsError `permission-denied`
 */
export async function requireFlags(
  stores: JudgingStores,
  { by, now }: Act,
  { isStaff, isSuperuser }: Flags,
): Promise<void> {
  if (by === 'operator' || !(isStaff || isSuperuser)) return;
  const { user, isWhole } = await currentRights(stores, by, {
    user: await stores.users.findById(by.user.id),
    now,
  });
  const mayMakeStaff = isWhole && (user.isStaff || user.isSuperuser);
  const mayMakeSuperuser = isWhole && user.isSuperuser;
  if ((isStaff && !mayMakeStaff) || (isSuperuser && !mayMakeSuperuser))
    throw new AccountsError({ code: 'permission-denied' });
}
