import { AccountsError } from '../kernel/errors.ts';
import type { OfMember } from './change-members.ts';
import type { Dependencies } from './dependencies.ts';
import { lockUsers } from './lock-users.ts';
import { organizationEvent } from './organization-event.ts';
import { requireAbove, requireHoldsAll, requireNamed } from './require-above.ts';
import { requireInOrganization } from './rights-in-organization.ts';

type Ports = Pick<Dependencies, 'transact' | 'clock'>;
type RoleOfMember = OfMember & {
  /** Of a role of the site's table. */
  readonly role: string;
};

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
  { by, organizationId, userId, role: name }: RoleOfMember,
  write: 'assign' | 'unassign',
): Promise<boolean> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    const permission = 'stagedoor.change_membership';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    await requireAbove(stores, rights, userId);
    const known = await stores.roles.findByName(name);
    const role = known === null ? null : await stores.roles.lockById(known.id);
    if (role === null) throw new AccountsError({ code: 'not-found' });
    requireHoldsAll(rights, role.permissions);
    requireNamed(rights, [name]);
    if (!(await stores.roles[write]({ userId, roleId: role.id, organizationId }))) return false;
    await stores.sessions.markKeysDue(userId);
    const { organization } = rights;
    const detail = { role: name };
    await stores.audit.append(organizationEvent(`role-${write}`, act, { organization, userId, detail }));
    return true;
  });
}
