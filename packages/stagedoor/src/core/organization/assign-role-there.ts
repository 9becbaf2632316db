import { AccountsError } from '../kernel/errors.ts';
import type { Role } from '../role/role.ts';
import { roleEvent } from '../role/role-event.ts';
import type { OfMember } from './change-members.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { lockUsers } from './lock-users.ts';
import { requireAbove, requireHoldsAll, requireNamed } from './require-above.ts';
import { requireInOrganization } from './rights-in-organization.ts';

type Ports = Pick<Dependencies, 'transact' | 'clock'>;
/** A role of the site's table, by its name or by its id. */
type WhichRole = { readonly role: string } | { readonly roleId: number };
type RoleOfMember = OfMember & WhichRole;

/**
 * Gives a member a role of the site's in this organization; answers whether they had it not. Asks for `stagedoor.change_membership`, of
 * who holds all that the member and the role hold, and is an owner there or has the role there themselves: a role that holds nothing is still a
 * name. Superusers need not.
 *
 * @throws AccountsError `not-found` for no such organization, member or role; `permission-denied`
 */
export async function assignRoleThere(ports: Ports, input: RoleOfMember): Promise<boolean> {
  return await change(ports, input, 'assign');
}

/** Takes it; answers whether they had it. @throws AccountsError as `assignRoleThere` */
export async function unassignRoleThere(ports: Ports, input: RoleOfMember): Promise<boolean> {
  return await change(ports, input, 'unassign');
}

async function change(
  { transact, clock }: Ports,
  { by, organizationId, userId, ...which }: RoleOfMember,
  write: 'assign' | 'unassign',
): Promise<boolean> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    const permission = 'stagedoor.change_membership';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    await requireAbove(stores, rights, userId);
    const role = await lockWhich(stores, which);
    requireHoldsAll(rights, role.permissions);
    requireNamed(rights, [role.name]);
    if (!(await stores.roles[write]({ userId, roleId: role.id, organizationId }))) return false;
    await stores.sessions.markKeysDue(userId);
    const detail = { organization: organizationId };
    await stores.audit.append(roleEvent(`role-${write}`, act, { role, userId, detail }));
    return true;
  });
}

/** A name that went to another role before it was locked names none. @throws AccountsError `not-found` */
async function lockWhich({ roles }: Pick<Stores, 'roles'>, which: WhichRole): Promise<Role> {
  const known = 'roleId' in which ? { id: which.roleId, name: null } : await roles.findByName(which.role);
  const role = known === null ? null : await roles.lockById(known.id);
  if (known === null || role === null || (known.name !== null && known.name !== role.name))
    throw new AccountsError({ code: 'not-found' });
  return role;
}
