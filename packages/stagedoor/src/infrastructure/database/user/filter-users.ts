import { type SqlBool, sql } from 'kysely';
import type { HeldPermission, UserFilter } from '../../../core/user/user-store.ts';
import type { Dialect } from '../dialect.ts';
import type { selectUsers } from './user-row.ts';

type Users = ReturnType<typeof selectUsers>;

/** Only those of whom all of it is true. */
export function filterUsers(
  users: Users,
  { isActive, isStaff, isSuperuser, holds, ids }: Omit<UserFilter, 'inGroup'>,
  dialect: Dialect,
): Users {
  let filtered = users;
  if (isActive !== undefined) filtered = filtered.where('u.is_active', '=', sql.lit(isActive));
  if (isStaff !== undefined) filtered = filtered.where('u.is_staff', '=', sql.lit(isStaff));
  if (isSuperuser !== undefined) filtered = filtered.where('u.is_superuser', '=', sql.lit(isSuperuser));
  if (ids !== undefined)
    filtered = ids.length === 0 ? filtered.where(sql.lit(false)) : filtered.where('u.id', 'in', ids);
  return holds === undefined ? filtered : filtered.where(isHolder(holds, dialect));
}

/** Whether the user `u` was given the permission, themselves, by a group, or by a role that they have everywhere. */
function isHolder({ permission, includeSuperusers }: HeldPermission, dialect: Dialect) {
  const dot = Math.max(permission.indexOf('.'), 0);
  const meant = sql`(
    select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
    where t.app_label = ${permission.slice(0, dot)} and p.codename = ${permission.slice(dot + 1)})`;
  const given = sql<SqlBool>`u.id in (
    select user_id from auth_user_user_permissions where permission_id in ${meant}
    union
    select m.user_id from auth_user_groups m
    join auth_group_permissions gp on gp.group_id = m.group_id where gp.permission_id in ${meant}
    union
    select ra.user_id from stagedoor_role_assignment ra join stagedoor_role r on r.id = ra.role_id
    where ra.organization_id is null and ${isInRole[dialect](permission)})`;
  return includeSuperusers ? sql<SqlBool>`(u.is_superuser or ${given})` : given;
}

/** Whether the permissions of the role `r` name it: `{"blog.publish_post": true}`, or a list of before. */
const isInRole = {
  sqlite: (permission: string) => sql<SqlBool>`exists (
    select 1 from json_each(r.permissions) e where (e.key = ${permission} and e.type = 'true')
      or (e.value = ${permission} and json_type(r.permissions) = 'array'))`,
  postgres: (permission: string) => sql<SqlBool>`(
    (r.permissions::jsonb -> cast(${permission} as text)) = 'true'::jsonb
    or (jsonb_typeof(r.permissions::jsonb) = 'array' and jsonb_exists(r.permissions::jsonb, ${permission})))`,
};
