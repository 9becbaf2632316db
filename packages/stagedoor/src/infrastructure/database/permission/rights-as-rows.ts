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

/** Permissions with what they are of, which Django keeps in a table of its own. */
export const permissionsAsRows: RawBuilder<Record<string, unknown>> = sql`
  select p.id, p.name, p.codename, t.app_label, t.model, 1 as row_version
  from auth_permission p join django_content_type t on t.id = p.content_type_id`;
