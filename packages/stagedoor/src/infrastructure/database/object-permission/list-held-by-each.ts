import { type RawBuilder, sql } from 'kysely';
import type { HeldByEachQuery, HeldByHolder } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { isIn, isPermission, namesOf } from './grant-sql.ts';
import { subjectKinds } from './grant-table.ts';
import type { Context } from './listed.ts';

/** What each of many holds on one object, by one statement. */
export async function listHeldByEach(
  { db, dialect }: Context,
  type: ObjectType,
  { objectId, holders, ids }: HeldByEachQuery,
): Promise<readonly HeldByHolder[]> {
  if (ids.length === 0) return [];
  const kind = holders === 'group' ? 'group' : 'user';
  const own = sql`select g.subject_id as holder, g.permission_id ${grantsOn(type, objectId, kind)}
    and ${isIn(dialect, sql.ref('g.subject_id'), ids)}`;
  const byGroups = sql`select m.user_id as holder, t.permission_id from auth_user_groups as m
    join (select g.subject_id, g.permission_id ${grantsOn(type, objectId, 'group')}) as t
    on t.subject_id = m.group_id where ${isIn(dialect, sql.ref('m.user_id'), ids)}`;
  const held = holders === 'member' ? sql`${own} union ${byGroups}` : own;
  const { rows } = await sql<HeldByHolder>`
    select h.holder as "holderId", p.codename from (${held}) as h
    join auth_permission as p on p.id = h.permission_id`.execute(db);
  return rows;
}

function grantsOn(type: ObjectType, objectId: number, kind: keyof typeof subjectKinds): RawBuilder<unknown> {
  const codenames = type.permissions.map(({ codename }) => codename);
  return sql`from ${namesOf(type).grants} as g where g.object_id = ${objectId}
    and g.subject_kind = ${sql.lit(subjectKinds[kind])} and ${isPermission(type, codenames)}`;
}
