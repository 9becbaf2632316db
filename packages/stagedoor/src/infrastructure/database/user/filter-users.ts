import { type SqlBool, sql } from 'kysely';
import type { HeldPermission, UserFilter } from '../../../core/user/user-store.ts';
import type { selectUsers } from './user-row.ts';

type Users = ReturnType<typeof selectUsers>;

/** Only those of whom all of it is true. */
export function filterUsers(
  users: Users,
  { isActive, isStaff, isSuperuser, holds }: Omit<UserFilter, 'inGroup'>,
): Users {
  let filtered = users;
  if (isActive !== undefined) filtered = filtered.where('u.is_active', '=', sql.lit(isActive));
  if (isStaff !== undefined) filtered = filtered.where('u.is_staff', '=', sql.lit(isStaff));
  if (isSuperuser !== undefined) filtered = filtered.where('u.is_superuser', '=', sql.lit(isSuperuser));
  return holds === undefined ? filtered : filtered.where(isHolder(holds));
}

/** Whether the user `u` was given the permission, themselves or by a group. */
function isHolder({ permission, includeSuperusers }: HeldPermission) {
  const dot = Math.max(permission.indexOf('.'), 0);
  const meant = sql`(
    select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
    where t.app_label = ${permission.slice(0, dot)} and p.codename = ${permission.slice(dot + 1)})`;
  const given = sql<SqlBool>`u.id in (
    select user_id from auth_user_user_permissions where permission_id in ${meant}
    union
    select m.user_id from auth_user_groups m
    join auth_group_permissions gp on gp.group_id = m.group_id where gp.permission_id in ${meant})`;
  return includeSuperusers ? sql<SqlBool>`(u.is_superuser or ${given})` : given;
}
