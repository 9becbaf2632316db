import { type RawBuilder, sql } from 'kysely';
import type { HolderQuery, UserHolderQuery } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { isPermission, namesOf } from './grant-sql.ts';
import { subjectKinds } from './grant-table.ts';
import type { Context } from './listed.ts';

export async function listUsersHolding(
  context: Context,
  type: ObjectType,
  query: UserHolderQuery,
): Promise<readonly number[]> {
  const { also } = query;
  const own = sql`select g.subject_id as id ${grantsOn(type, query, 'user')}`;
  const members = sql`select m.user_id as id from auth_user_groups as m
    where m.group_id in (select g.subject_id ${grantsOn(type, query, 'group')})`;
  const superusers = sql`select s.id from auth_user as s where s.is_superuser`;
  const arms = [
    own,
    ...(also.includes('members') ? [members] : []),
    ...(also.includes('superusers') ? [superusers] : []),
  ];
  return await idsOf(context, sql.join(arms, sql` union all `), query);
}

export async function listGroupsHolding(
  context: Context,
  type: ObjectType,
  query: HolderQuery,
): Promise<readonly number[]> {
  return await idsOf(context, sql`select g.subject_id as id ${grantsOn(type, query, 'group')}`, query);
}

async function idsOf(
  { db }: Context,
  found: RawBuilder<unknown>,
  { afterId, limit }: HolderQuery,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select distinct f.id from (${found}) as f
    where f.id > ${afterId} order by f.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

function grantsOn(
  type: ObjectType,
  { objectId, codenames }: HolderQuery,
  kind: keyof typeof subjectKinds,
): RawBuilder<unknown> {
  const meant = codenames ?? type.permissions.map(({ codename }) => codename);
  return sql`from ${namesOf(type).grants} as g where g.object_id = ${objectId}
    and g.subject_kind = ${sql.lit(subjectKinds[kind])} and ${isPermission(type, meant)}`;
}
