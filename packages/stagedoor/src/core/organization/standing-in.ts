import type { Standing } from '../access/standing-store.ts';
import type { RightsInOrganization } from '../role/role-store.ts';
import { memberPermissions } from './member-permissions.ts';
import type { Membership } from './organization.ts';

/** What a member is and holds in their organization, as rank compares it: to be a member is nothing that others there are not. */
export function standingIn(
  { organizationId, role }: Pick<Membership, 'organizationId' | 'role'>,
  { roles, permissions }: RightsInOrganization,
): Standing {
  return {
    organizationId,
    permissions: [...memberPermissions[role], ...permissions],
    names: roles.filter((name) => name !== 'member'),
  };
}
