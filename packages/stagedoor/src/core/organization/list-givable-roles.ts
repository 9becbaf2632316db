import type { Role } from '../role/role.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { requireSight } from './rights-in-organization.ts';

const MOST_LISTED = 200;

/**
 * The roles of the site that somebody may give in an organization, by ascending id: those of which they hold all, and which they have there
 * unless they own it. To choose from; `assignRole` judges.
 *
 * @throws AccountsError `not-found`, `permission-denied` for who may not change its members
 */
export async function listGivableRoles(
  stores: Pick<Dependencies, 'organizations' | 'memberships' | 'roles'>,
  { principal, organizationId }: { readonly principal: Principal; readonly organizationId: number },
): Promise<readonly Role[]> {
  const permission = 'stagedoor.change_membership';
  const { holds, isNamed } = await requireSight(stores, principal, { organizationId, permission });
  const roles = await stores.roles.list({ afterId: 0, limit: MOST_LISTED });
  return roles.filter(({ name, permissions }) => isNamed(name) && permissions.every(holds));
}
