import type { Act } from '../access/actor.ts';
import { currentRights } from '../access/current-rights.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { RightsInOrganization } from '../role/role-store.ts';
import type { Access } from '../session/access.ts';
import { actsAsThemselves } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import { memberPermissions } from './member-permissions.ts';
import type { MemberRole, Organization } from './organization.ts';

export interface ActInOrganization {
  readonly organizationId: number;
  /** `stagedoor.change_membership` and the like. */
  readonly permission: string;
}

/** What somebody may in an organization. */
export interface RightsThere {
  readonly organization: Organization;
  /** Whether they hold a permission: by what they are there, or everywhere. */
  readonly holds: (permission: string) => boolean;
  /** Whether a role of the site's table is theirs to give there: they have it there, own the organization, or are superuser. */
  readonly isNamed: (role: string) => boolean;
}

interface Asker {
  readonly user: Pick<User, 'id' | 'isSuperuser'>;
  readonly access: Access;
  /** Whether they come as themselves: what somebody is in an organization is not for a token with a scope to be. */
  readonly isWhole: boolean;
}

type Asked = Pick<Stores, 'memberships' | 'roles'>;

const nothing: RightsInOrganization = { membership: null, roles: [], permissions: [] };

/**
 * Lets those go on who hold the permission in the organization, which is locked until the transaction ends, as is the row of whoever acts.
 * Who may not even see it is told that there is none.
 *
 * @throws AccountsError `not-found`; `permission-denied`; `not-authenticated` for who was revoked meanwhile
 */
export async function requireInOrganization(
  stores: Stores,
  { by, now }: Act,
  { organizationId, permission }: ActInOrganization,
): Promise<RightsThere> {
  if (by === 'operator')
    return {
      organization: found(await stores.organizations.lock(organizationId)),
      holds: () => true,
      isNamed: () => true,
    };
  const user = await stores.users.lockById(by.user.id);
  const current = await currentRights(stores, by, { user, now });
  const organization = await stores.organizations.lock(organizationId);
  return await judged(stores, current, { organization, permission });
}

/** The same for who only looks, outside of a transaction. @throws AccountsError `not-found`, `permission-denied` */
export async function requireSight(
  stores: Asked & Pick<Stores, 'organizations'>,
  principal: Principal,
  { organizationId, permission }: ActInOrganization,
): Promise<RightsThere> {
  const { user, access } = principal;
  const asker = { user, access, isWhole: actsAsThemselves(principal) };
  const organization = await stores.organizations.find(organizationId);
  return await judged(stores, asker, { organization, permission });
}

/** What a member holds there. */
export async function heldThere(
  { roles }: Pick<Stores, 'roles'>,
  { organizationId, userId, role }: { organizationId: number; userId: number; role: MemberRole },
): Promise<readonly string[]> {
  const { permissions } = await roles.rightsIn(userId, organizationId);
  return [...memberPermissions[role], ...permissions];
}

async function judged(
  stores: Asked,
  { user, access, isWhole: asThemselves }: Asker,
  { organization, permission }: { readonly organization: Organization | null; readonly permission: string },
): Promise<RightsThere> {
  const { id: organizationId } = found(organization);
  const membership = asThemselves ? await stores.memberships.find(organizationId, user.id) : null;
  const held = membership === null ? nothing : await stores.roles.rightsIn(user.id, organizationId);
  const there = new Set([
    ...(membership === null ? [] : memberPermissions[membership.role]),
    ...held.permissions,
  ]);
  const isAnyName = membership?.role === 'owner' || (asThemselves && user.isSuperuser);
  const isNamed = (role: string) => isAnyName || held.roles.includes(role);
  const holds = (name: string) => there.has(name) || access.has(name);
  if (holds(permission)) return { organization: found(organization), holds, isNamed };
  const mayKnow = holds('stagedoor.view_organization');
  throw new AccountsError({ code: mayKnow ? 'permission-denied' : 'not-found' });
}

function found(organization: Organization | null): Organization {
  if (organization === null) throw new AccountsError({ code: 'not-found' });
  return organization;
}
