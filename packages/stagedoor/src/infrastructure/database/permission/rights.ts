import { type Expression, sql } from 'kysely';
import type { Rights } from '../../../core/permission/group-store.ts';
import { PermissionSet } from '../../../core/permission/permission-set.ts';
import { setBounded } from '../../bounded-map.ts';
import type { Dialect } from '../dialect.ts';

const MOST_SETS = 500;

type Json<Value> = string | readonly Value[] | null;

/** Aggregated by the database, one row a user. */
export interface RightsRow {
  readonly groups: Json<{ id: number; name: string }>;
  readonly permissions: Json<string>;
  readonly held: string | null;
}

const aggregates = {
  sqlite: {
    groups: sql<RightsRow['groups']>`json_group_array(json_object('id', g.id, 'name', g.name))`,
    codenames: sql<RightsRow['permissions']>`json_group_array(direct.codename)`,
    names: sql<string | null>`json_group_array(type.app_label || '.' || held.codename)`,
  },
  postgres: {
    groups: sql<RightsRow['groups']>`json_agg(json_build_object('id', g.id, 'name', g.name))`,
    codenames: sql<RightsRow['permissions']>`json_agg(direct.codename)`,
    names: sql<string | null>`json_agg(type.app_label || '.' || held.codename order by held.id)::text`,
  },
};

/** What a user has, as columns of a statement about them. The names come in the order of the permissions' ids: those who hold the same have the same text. */
export function rightsColumns(dialect: Dialect, userId: Expression<number>) {
  const { groups, codenames, names } = aggregates[dialect];
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
  ] as const;
}

export function toRights({ groups, permissions, held }: RightsRow): Rights {
  return {
    groups: inOrderOfNames(parseList(groups)),
    // What two apps call alike is one codename.
    permissions: [...new Set(parseList(permissions))].toSorted(),
    held: permissionsIn(held),
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

const known = new Map<string, PermissionSet>();

/** Made once for all who hold the same: members of a group share one set. */
function permissionsIn(held: string | null): PermissionSet {
  if (held === null || held === '[]') return PermissionSet.none;
  const found = known.get(held) ?? new PermissionSet(JSON.parse(held) as string[]);
  setBounded(known, [held, found], MOST_SETS);
  return found;
}
