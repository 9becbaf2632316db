import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';
import { memberPermissions } from './member-permissions.ts';
import type { MemberRole, Membership } from './organization.ts';
import { heldThere, type RightsThere } from './rights-in-organization.ts';

/** Lets those go on who hold all that a role of members holds: nobody gives more than they have. @throws AccountsError `permission-denied` */
export function requireHoldsRole({ holds }: RightsThere, role: MemberRole): void {
  requireHoldsAll({ holds }, memberPermissions[role]);
}

export function requireHoldsAll({ holds }: Pick<RightsThere, 'holds'>, permissions: readonly string[]): void {
  if (!permissions.every(holds)) throw new AccountsError({ code: 'permission-denied' });
}

/** The member whom somebody may act on: who holds nothing there that they do not. @throws AccountsError `not-found`, `permission-denied` */
export async function requireAbove(
  stores: Pick<Stores, 'memberships' | 'roles'>,
  rights: RightsThere,
  userId: number,
): Promise<Membership> {
  const membership = await stores.memberships.find(rights.organization.id, userId);
  if (membership === null) throw new AccountsError({ code: 'not-found' });
  requireHoldsAll(rights, await heldThere(stores, membership));
  return membership;
}

/** Keeps the last owner: the organization is locked, so that of many who leave at once one stays. @throws AccountsError `invalid-input` */
export async function refuseLastOwner(
  { memberships }: Pick<Stores, 'memberships'>,
  { organizationId, role }: Membership,
): Promise<void> {
  if (role === 'owner' && (await memberships.countOwners(organizationId, 2)) < 2)
    throw fieldRefusal('non_field_errors', 'last_owner');
}
