import type { LockedAct } from '../access/lock-actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';
import type { Role } from './role.ts';

export interface ActOnRole {
  readonly roleId: number;
  /** `stagedoor.change_role` and the like. */
  readonly permission: string;
}

/**
 * The role for who may act on it: who holds the permission, and all that the role holds. Locked after whoever acts and whom they act
 * on, so that nobody waits in a ring.
 *
 * @throws AccountsError `permission-denied`; `not-found`
 */
export async function lockRole(
  { roles }: Pick<Stores, 'roles'>,
  act: LockedAct,
  { roleId, permission }: ActOnRole,
): Promise<Role> {
  requireHeld(act, [permission]);
  const role = await roles.lockById(roleId);
  if (role === null) throw new AccountsError({ code: 'not-found' });
  requireHeld(act, role.permissions);
  return role;
}
