import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { codenameFor, type ObjectType } from '../../../core/object-permission/object-type.ts';
import { isPermission, namesOf } from './grant-sql.ts';
import { subjectKinds } from './grant-table.ts';

/** Whether a user, or whoever is not logged in (null), was given a permission on the row of a statement. */
export interface Granted {
  (permission: string, userId: number | null): RawBuilder<SqlBool>;
  /** Whether the best plan does not depend on who asks, so that one is kept for all. */
  readonly isPlannedOnce?: true;
}

/**
 * Whether a user, or whoever is not logged in (null), was given a permission on a row, themselves or by a group they are in: as a
 * condition of a statement that knows the user's id alone. Nothing is said of superusers and scopes, which need no row.
 * `fence` ends the question, for planners that would turn it into another.
 */
export function grantedTo(
  type: ObjectType,
  objectId: RawBuilder<unknown>,
  fence: RawBuilder<unknown> = sql``,
): Granted {
  return (permission, userId) => sql<SqlBool>`exists (
    select 1 ${grantsTo(type, permission)} and g.object_id = ${objectId} and ${isOf(userId)} ${fence})`;
}

/** From the grants of one permission. */
export function grantsTo(type: ObjectType, permission: string): RawBuilder<unknown> {
  return sql`from ${namesOf(type).grants} as g where ${isPermission(type, [codenameFor(type, permission)])}`;
}

/** Whether a grant `g` is one that somebody has. */
export function isOf(userId: number | null): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.join(waysToHold(userId), sql` or `)})`;
}

/** Each of the ways in which a grant `g` is somebody's: an index serves one of them at a time. */
export function waysToHold(userId: number | null): readonly RawBuilder<SqlBool>[] {
  if (userId === null) return [sql<SqlBool>`g.subject_kind = ${sql.lit(subjectKinds.anonymous)}`];
  return [
    sql<SqlBool>`(g.subject_kind = ${sql.lit(subjectKinds.user)} and g.subject_id = ${userId})`,
    sql<SqlBool>`(g.subject_kind = ${sql.lit(subjectKinds.group)}
      and g.subject_id in (select m.group_id from auth_user_groups as m where m.user_id = ${userId}))`,
  ];
}
