import type { NamedPermission } from '../permission/permission-store.ts';
import { listRolesOfUser } from '../role/list-roles.ts';
import type { Dependencies } from './dependencies.ts';
import { memberPermissions } from './member-permissions.ts';
import type { MemberRole, Organization } from './organization.ts';

type Place = Pick<Organization, 'id' | 'name'>;

/** What somebody has a permission by. */
export type PermissionSource =
  /** They were given it themselves. */
  | { readonly by: 'user' }
  | { readonly by: 'group'; readonly name: string }
  /** Everywhere where the organization is null, else there alone. */
  | { readonly by: 'role'; readonly name: string; readonly organization: Place | null }
  /** In the organization alone, for what they are there. */
  | { readonly by: 'member'; readonly name: MemberRole; readonly organization: Place };

/** A permission with all that somebody has it by. */
export interface SourcedPermission extends NamedPermission {
  readonly sources: readonly PermissionSource[];
}

type Given = readonly [source: PermissionSource, names: readonly string[]];
type Ports = Pick<Dependencies, 'permissions' | 'groups' | 'roles' | 'organizations'>;

const MOST_ORGANIZATIONS = 1_000;

/**
 * What somebody was given, and by what: themselves, by their groups, by their roles and as a member of an organization; ascending by name, for
 * whoever may see it. It says nothing of what superusers have besides, nor that an inactive account may do nothing.
 *
 * @example
 * const held = await stagedoor.useCases.permission.sourcesOf({ userId: mary.id });
 */
export async function permissionSources(
  ports: Ports,
  { userId }: { readonly userId: number },
): Promise<readonly SourcedPermission[]> {
  const given: readonly Given[] = [
    [{ by: 'user' }, namesOf(await ports.permissions.listOfUser(userId))],
    ...(await givenByGroups(ports, userId)),
    ...(await givenByRoles(ports, userId)),
  ];
  const labels = new Map((await ports.permissions.list()).map(({ name, label }) => [name, label]));
  return [...new Set(given.flatMap(([, names]) => names))].toSorted().map((name) => ({
    name,
    label: labels.get(name) ?? name,
    sources: given.filter(([, names]) => names.includes(name)).map(([source]) => source),
  }));
}

async function givenByGroups({ groups }: Pick<Ports, 'groups'>, userId: number): Promise<readonly Given[]> {
  const given: Given[] = [];
  for (const { id, name } of (await groups.rightsOfUser(userId)).groups)
    given.push([{ by: 'group', name }, namesOf(await groups.permissionsOf(id))]);
  return given;
}

async function givenByRoles(
  { roles, organizations }: Pick<Ports, 'roles' | 'organizations'>,
  userId: number,
): Promise<readonly Given[]> {
  const own = await organizations.listOfUser(userId, { afterId: 0, limit: MOST_ORGANIZATIONS });
  const places = new Map(own.map(({ id, name }): [number, Place] => [id, { id, name }]));
  const given = own.map(
    ({ id, name, role }): Given => [
      { by: 'member', name: role, organization: { id, name } },
      memberPermissions[role],
    ],
  );
  for (const { role: name, organizationId } of await listRolesOfUser({ roles }, { userId })) {
    const organization =
      organizationId === null
        ? null
        : (places.get(organizationId) ?? { id: organizationId, name: String(organizationId) });
    given.push([{ by: 'role', name, organization }, (await roles.findByName(name))?.permissions ?? []]);
  }
  return given;
}

function namesOf(permissions: readonly NamedPermission[]): readonly string[] {
  return permissions.map(({ name }) => name);
}
