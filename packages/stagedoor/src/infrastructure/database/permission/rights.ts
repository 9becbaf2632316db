import { type Expression, sql } from 'kysely';
import type { Rights } from '../../../core/permission/group-store.ts';
import { PermissionSet } from '../../../core/permission/permission-set.ts';
import { setBounded } from '../../bounded-map.ts';
import type { Dialect } from '../dialect.ts';
import { rolePermissionsIn } from './role-permissions.ts';

const MOST_SETS = 500;

type Json<Value> = string | readonly Value[] | null;

/** Aggregated by the database, one row a user. */
export interface RightsRow {
  readonly groups: Json<{ id: number; name: string }>;
  readonly permissions: Json<string>;
  readonly held: string | null;
  /** Those that they have everywhere, each with its permissions as they are stored. */
  readonly roles: string | null;
}

const aggregates = {
  sqlite: {
    groups: sql<RightsRow['groups']>`json_group_array(json_object('id', g.id, 'name', g.name))`,
    codenames: sql<RightsRow['permissions']>`json_group_array(direct.codename)`,
    names: sql<string | null>`json_group_array(type.app_label || '.' || held.codename)`,
    roles: sql<
      string | null
    >`json_group_array(json_object('name', role.name, 'permissions', role.permissions))`,
  },
  postgres: {
    groups: sql<RightsRow['groups']>`json_agg(json_build_object('id', g.id, 'name', g.name))`,
    codenames: sql<RightsRow['permissions']>`json_agg(direct.codename)`,
    names: sql<string | null>`json_agg(type.app_label || '.' || held.codename order by held.id)::text`,
    roles: sql<
      string | null
    >`json_agg(json_build_object('name', role.name, 'permissions', role.permissions) order by role.id)::text`,
  },
};

/** What a user has, as columns of a statement about them. The names come in the order of the permissions' ids: those who hold the same have the same text. */
export function rightsColumns(dialect: Dialect, userId: Expression<number>) {
  const { groups, codenames, names, roles } = aggregates[dialect];
  return [
    sql<RightsRow['groups']>`(
      select ${groups} from auth_user_groups as membership
      join auth_group as g on g.id = membership.group_id
      where membership.user_id = ${userId})`.as('groups'),
    sql<RightsRow['permissions']>`(
      select ${codenames} from auth_user_user_permissions as of_user
      join auth_permission as direct on direct.id = of_user.permission_id
      where of_user.user_id = ${userId})`.as('permissions'),
    sql<RightsRow['held']>`(
      select ${names} from auth_permission as held
      join django_content_type as type on type.id = held.content_type_id
      where held.id in (
        select permission_id from auth_user_user_permissions where user_id = ${userId}
        union
        select permission_id from auth_group_permissions where group_id in (
          select group_id from auth_user_groups where user_id = ${userId})))`.as('held'),
    sql<RightsRow['roles']>`(
      select ${roles} from stagedoor_role_assignment as assigned
      join stagedoor_role as role on role.id = assigned.role_id
      where assigned.user_id = ${userId} and assigned.organization_id is null)`.as('roles'),
  ] as const;
}

export function toRights({ groups, permissions, held, roles }: RightsRow): Rights {
  const assigned = rolesIn(roles);
  return {
    groups: inOrderOfNames(parseList(groups)),
    // What two apps call alike is one codename.
    permissions: [...new Set(parseList(permissions))].toSorted(),
    roles: assigned.map(({ name }) => name).toSorted(),
    held: permissionsIn(held, assigned),
  };
}

/** Sorted here and not by the database, whose idea of the alphabet depends on how it was installed. */
export function inOrderOfNames<Named extends { readonly name: string }>(
  list: readonly Named[],
): readonly Named[] {
  return list.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function parseList<Value>(stored: Json<Value>): readonly Value[] {
  // Aggregated by our own statement, so of the shape that the type says.
  return typeof stored === 'string' ? (JSON.parse(stored) as Value[]) : (stored ?? []);
}

interface StoredRole {
  readonly name: string;
  readonly permissions: string;
}

const NO_ROLES: readonly StoredRole[] = [];

function rolesIn(stored: string | null): readonly StoredRole[] {
  // Aggregated by our own statement; the permissions are another column's text, read where they are needed.
  return stored === null || stored === '[]' ? NO_ROLES : (JSON.parse(stored) as StoredRole[]);
}

const known = new Map<string, PermissionSet>();

/** Made once for all who hold the same: members of a group share one set. */
function permissionsIn(held: string | null, roles: readonly StoredRole[]): PermissionSet {
  const isNone = held === null || held === '[]';
  if (isNone && roles.length === 0) return PermissionSet.none;
  const key = roles.length === 0 ? (held ?? '') : [held, ...roles.map((role) => role.permissions)].join('\n');
  const found = known.get(key) ?? new PermissionSet(namesOf(held, roles));
  setBounded(known, [key, found], MOST_SETS);
  return found;
}

function namesOf(held: string | null, roles: readonly StoredRole[]): readonly string[] {
  const own = held === null ? [] : (JSON.parse(held) as string[]);
  return [...own, ...roles.flatMap((role) => rolePermissionsIn(role.permissions))];
}
