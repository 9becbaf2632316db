import type { Act } from '../access/actor.ts';
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
 * @throws AccountsError `permission-denied`; `not-found`; `not-authenticated` for who was revoked meanwhile
 */
export async function lockRole(stores: Stores, act: Act, { roleId, permission }: ActOnRole): Promise<Role> {
  await requireHeld(stores, act, [permission]);
  const role = await stores.roles.lockById(roleId);
  if (role === null) throw new AccountsError({ code: 'not-found' });
  await requireHeld(stores, act, role.permissions);
  return role;
}
