import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';
import { memberPermissions } from './member-permissions.ts';
import type { MemberRole, Membership } from './organization.ts';
import type { RightsThere } from './rights-in-organization.ts';

/** Lets those go on who hold all that a role of members holds: nobody gives more than they have. @throws AccountsError `permission-denied` */
export function requireHoldsRole({ holds }: RightsThere, role: MemberRole): void {
  requireHoldsAll({ holds }, memberPermissions[role]);
}

export function requireHoldsAll({ holds }: Pick<RightsThere, 'holds'>, permissions: readonly string[]): void {
  if (!permissions.every(holds)) throw new AccountsError({ code: 'permission-denied' });
}

/**
 * The member whom somebody may act on: who holds nothing there that they do not, and has no role of the site there that they have not.
 *
 * @throws AccountsError `not-found`, `permission-denied`
 */
export async function requireAbove(
  stores: Pick<Stores, 'memberships' | 'roles'>,
  rights: RightsThere,
  userId: number,
): Promise<Membership> {
  const membership = await stores.memberships.find(rights.organization.id, userId);
  if (membership === null) throw new AccountsError({ code: 'not-found' });
  const { roles, permissions } = await stores.roles.rightsIn(userId, rights.organization.id);
  requireHoldsAll(rights, [...memberPermissions[membership.role], ...permissions]);
  requireNamed(rights, roles);
  return membership;
}

/** Nobody gives or takes the name of a role that they have not. @throws AccountsError `permission-denied` */
export function requireNamed({ isNamed }: Pick<RightsThere, 'isNamed'>, roles: readonly string[]): void {
  if (!roles.every(isNamed)) throw new AccountsError({ code: 'permission-denied' });
}

/** Keeps the last owner who is active: the organization is locked, so that of many who leave at once one stays. @throws AccountsError `invalid-input` */
export async function refuseLastOwner(
  { memberships }: Pick<Stores, 'memberships'>,
  membership: Membership,
): Promise<void> {
  if (await isLastOwner({ memberships }, membership)) throw fieldRefusal('non_field_errors', 'last_owner');
}

/** Whether nobody else who is active owns it. */
export async function isLastOwner(
  { memberships }: Pick<Stores, 'memberships'>,
  { organizationId, userId, role }: Membership,
): Promise<boolean> {
  return role === 'owner' && !(await memberships.hasOwnerBeside(organizationId, userId));
}
