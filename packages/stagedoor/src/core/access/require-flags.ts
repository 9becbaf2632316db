import { AccountsError } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';
import type { LockedAct } from './lock-actor.ts';

/** Who is staff and who is superuser. */
export type Flags = Pick<User, 'isStaff' | 'isSuperuser'>;

/**
 * Lets those go on who are themselves what they make of somebody: only staff make staff, only a superuser makes a superuser, and
 * neither by a token of a part of their rights.
 *
 * @throws AccountsError `permission-denied`
 */
export function requireFlags(act: LockedAct, { isStaff, isSuperuser }: Flags): void {
  if (act.by === 'operator') return;
  const { user, isWhole } = act.actor;
  const mayMakeStaff = isWhole && (user.isStaff || user.isSuperuser);
  const mayMakeSuperuser = isWhole && user.isSuperuser;
  if ((isStaff && !mayMakeStaff) || (isSuperuser && !mayMakeSuperuser))
    throw new AccountsError({ code: 'permission-denied' });
}
