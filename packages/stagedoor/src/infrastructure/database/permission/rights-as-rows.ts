import { type RawBuilder, sql } from 'kysely';

/** Groups as lists show them. They have no version of their own in Django's table. */
export const groupsAsRows: RawBuilder<Record<string, unknown>> =
  sql`select id, name, 1 as row_version from auth_group`;

/** Permissions with what they are of, which Django keeps in a table of its own. */
export const permissionsAsRows: RawBuilder<Record<string, unknown>> = sql`
  select p.id, p.name, p.codename, t.app_label, t.model, 1 as row_version
  from auth_permission p join django_content_type t on t.id = p.content_type_id`;
