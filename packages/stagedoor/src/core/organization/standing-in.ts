import type { Standing } from '../access/standing-store.ts';
import type { RightsInOrganization } from '../role/role-store.ts';
import { memberPermissions } from './member-permissions.ts';

/** What somebody is and holds in an organization, as rank compares it: to be a member is nothing that others there are not. Null for who is none. */
export function standingIn(
  organizationId: number,
  { membership, roles, permissions }: RightsInOrganization,
): Standing | null {
  if (membership === null) return null;
  return {
    organizationId,
    permissions: [...memberPermissions[membership], ...permissions],
    names: membership === 'member' ? roles : [membership, ...roles],
  };
}
