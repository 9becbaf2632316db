import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { codenameFor, type ObjectType } from '../../../core/object-permission/object-type.ts';
import { isPermission, namesOf } from './grant-sql.ts';
import { subjectKinds } from './grant-table.ts';

/**
 * Whether a user, or whoever is not logged in (null), was given a permission on a row, themselves or by a group they are in: as a
 * condition of a statement that knows the user's id alone. Nothing is said of superusers and scopes, which need no row.
 */
export function grantedTo(
  type: ObjectType,
  objectId: RawBuilder<unknown>,
): (permission: string, userId: number | null) => RawBuilder<SqlBool> {
  return (permission, userId) => sql<SqlBool>`exists (
    select 1 from ${namesOf(type).grants} as g
    where g.object_id = ${objectId} and ${isPermission(type, [codenameFor(type, permission)])} and ${isOf(userId)})`;
}

function isOf(userId: number | null): RawBuilder<SqlBool> {
  if (userId === null) return sql<SqlBool>`g.subject_kind = ${sql.lit(subjectKinds.anonymous)}`;
  return sql<SqlBool>`(
    (g.subject_kind = ${sql.lit(subjectKinds.user)} and g.subject_id = ${userId})
    or (g.subject_kind = ${sql.lit(subjectKinds.group)}
      and g.subject_id in (select m.group_id from auth_user_groups as m where m.user_id = ${userId})))`;
}
