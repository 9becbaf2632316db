import { type RawBuilder, sql } from 'kysely';
import { listAsJson } from '../column-values.ts';
import type { Dialect } from '../dialect.ts';

/** Groups as lists show them, each with the names of what it holds. They have no version of their own in Django's table. */
export function groupsAsRows(dialect: Dialect): RawBuilder<Record<string, unknown>> {
  const permissions = listAsJson[dialect](sql`
    select distinct t.app_label || '.' || p.codename as one
    from auth_group_permissions h
    join auth_permission p on p.id = h.permission_id
    join django_content_type t on t.id = p.content_type_id
    where h.group_id = g.id order by one`);
  return sql`select g.id, g.name, 1 as row_version, ${permissions} as permissions from auth_group g`;
}

/** Roles as lists show them: what each holds as a list of names, and how often it was given. */
export function rolesAsRows(dialect: Dialect): RawBuilder<Record<string, unknown>> {
  const permissions = listAsJson[dialect](namesHeld[dialect]);
  return sql`select r.id, r.name, r.label, 1 as row_version, ${permissions} as permissions,
    (select count(*) from stagedoor_role_assignment a where a.role_id = r.id) as assignments
    from stagedoor_role r`;
}

/** The column is a record of names, each true; rows of before may have a list of them. */
const namesHeld: Readonly<Record<Dialect, RawBuilder<unknown>>> = {
  sqlite: sql`
    select distinct case json_type(r.permissions) when 'array' then e.atom else e.key end as one
    from json_each(r.permissions) e
    where case json_type(r.permissions) when 'array' then e.type = 'text' else e.type = 'true' end order by one`,
  postgres: sql`
    select distinct e.key as one from jsonb_each(
      case jsonb_typeof(r.permissions::jsonb) when 'object' then r.permissions::jsonb else '{}'::jsonb end) e
    where e.value = 'true'::jsonb
    union select distinct l.value #>> '{}' from jsonb_array_elements(
      case jsonb_typeof(r.permissions::jsonb) when 'array' then r.permissions::jsonb else '[]'::jsonb end) l
    where jsonb_typeof(l.value) = 'string' order by one`,
};

/** Who has which role, and where. */
export const roleAssignmentsAsRows: RawBuilder<Record<string, unknown>> = sql`
  select a.id, a.user_id, a.role_id, a.organization_id, 1 as row_version from stagedoor_role_assignment a`;

/** Organizations as lists show them. What somebody is in one stands in no column of it. */
export const organizationsAsRows: RawBuilder<Record<string, unknown>> = sql`
  select o.id, o.name, o.created_at, 1 as row_version, cast(null as text) as role from stagedoor_organization o`;

/** Permissions with what they are of, which Django keeps in a table of its own. */
export const permissionsAsRows: RawBuilder<Record<string, unknown>> = sql`
  select p.id, p.name, p.codename, t.app_label, t.model, 1 as row_version
  from auth_permission p join django_content_type t on t.id = p.content_type_id`;
