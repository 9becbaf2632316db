import { actsAsThemselves } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import { type ExtraFields, isRoleField } from '../user/extra-field.ts';
import type { Dependencies } from './dependencies.ts';
import type { RightsInOrganization } from './role-store.ts';

export interface AskedRole {
  /** Null for a visitor, who has none. */
  readonly principal: Principal | null;
  /** One, or any of several. */
  readonly role: string | readonly string[];
  /** Left out, what they are everywhere counts; said, what they are there and nothing else. */
  readonly organizationId?: number | undefined;
}

/**
 * Whether somebody has a role, however the site keeps its roles: as a group, as a field of the user that is one (`role: true`), or in
 * the table of roles. What they are in one organization opens no other, and nothing everywhere. Superusers have no role but theirs; a
 * token with a scope has none, and neither has who must pass a stage first. Reads nothing where no organization is named.
 *
 * @example
 * await stagedoor.useCases.role.has({ principal, role: ['ADMIN', 'MANAGER'] });
 * await stagedoor.useCases.role.has({ principal, role: 'editor', organizationId: 7 });
 */
export async function hasRole(
  { roles, settings }: Pick<Dependencies, 'roles' | 'settings'>,
  { principal, role, organizationId }: AskedRole,
): Promise<boolean> {
  if (principal === null || !actsAsThemselves(principal)) return false;
  const asked: readonly string[] = typeof role === 'string' ? [role] : role;
  const held =
    organizationId === undefined
      ? rolesEverywhere(principal, settings.extraFields)
      : namesThere(await roles.rightsIn(principal.user.id, organizationId));
  return asked.some((name) => held.includes(name));
}

/** The names of what somebody is in an organization: as a member, and by roles. */
function namesThere({ membership, roles }: RightsInOrganization): readonly string[] {
  return membership === null ? [] : [membership, ...roles];
}

/** The names of what somebody is everywhere: their groups, their roles, and the fields that are one. */
export function rolesEverywhere(
  { user, groups, roles }: Pick<Principal, 'user' | 'groups' | 'roles'>,
  fields: ExtraFields,
): readonly string[] {
  const ofFields = Object.entries(fields).flatMap(([name, field]) => {
    const value = isRoleField(field) ? user.extra[name] : null;
    return typeof value === 'string' ? value : [];
  });
  return [...roles, ...groups.map(({ name }) => name), ...ofFields];
}
