import { type RawBuilder, sql } from 'kysely';
import type { GrantQuestion } from '../../../core/object-permission/object-grant-store.ts';
import { roundedLimit, runKept } from '../kept-plans.ts';
import { byKind, hidden, namesOf, permissionIdOf, type SubjectsOfKind } from './grant-sql.ts';
import { orderColumnOf } from './grant-table.ts';
import type { Context, Listed } from './listed.ts';
import type { OrderedId } from './object-order.ts';

/** So many permissions times subjects are merged in a statement that has an arm for each. */
const MOST_ARMS = 40;

/** Whether the grants come in the order of the list by themselves: where one of them suffices for an object, and SQLite has arms for them. */
export function isMerged({ dialect }: Context, { codenames, subjects, match }: GrantQuestion): boolean {
  if (match === 'all' && codenames.length > 1) return false;
  return dialect === 'postgres' || codenames.length * subjects.length <= MOST_ARMS;
}

/** The first grants of each subject, merged: as many rows are read as are shown, times the subjects at most. No object is read. */
export async function mergeGrants(
  listed: Listed,
  { codenames, subjects }: GrantQuestion,
): Promise<readonly OrderedId[]> {
  const { context, ordering } = listed;
  const permissions = permissionsOf(listed, codenames);
  const hasArms = codenames.length * subjects.length <= MOST_ARMS;
  const firstOfEach = (hasArms ? inArms : bySubject)(listed, permissions.ids, byKind(subjects));
  const u = { position: sql.ref('u.position'), id: sql.ref('u.id') };
  const statement = sql<OrderedId>`${permissions.asked}
    select u.id, ${ordering.shown(u.position)} as "order" from (${firstOfEach}) as u group by u.position, u.id
    order by ${ordering.sorted(u.position, u.id)} limit ${shownOf(listed)}`;
  return await runKept(context.db, statement.compile(context.db));
}

/** The ids of permissions, and what has PostgreSQL ask for each once rather than in every arm. SQLite does so by itself. */
function permissionsOf({ context: { dialect }, type }: Listed, codenames: readonly string[]) {
  const ids = codenames.map((codename) => permissionIdOf(type, codename));
  if (dialect === 'sqlite') return { asked: sql``, ids };
  const names = ids.map((_, index) => sql.table(`p${index}`));
  const asked = ids.map((id, index) => sql`${names[index]} (id) as materialized (${id})`);
  return {
    asked: sql`with ${sql.join(asked)}`,
    ids: names.map((name) => sql<number>`(select id from ${name})`),
  };
}

/** A limit that SQLite knows as it plans costs half of one that it is given, and a page has one of few sizes. */
function shownOf({ context: { dialect }, page: { limit } }: Listed): RawBuilder<unknown> {
  return dialect === 'sqlite' ? sql.lit(limit + 1) : sql`${limit + 1}`;
}

/** So many grants of each subject. */
function readOf({ context: { dialect }, page: { limit } }: Listed): RawBuilder<unknown> {
  return sql.lit(dialect === 'sqlite' ? limit + 1 : roundedLimit(limit + 1));
}

type Permissions = readonly RawBuilder<number>[];

function inArms(
  listed: Listed,
  permissions: Permissions,
  kinds: readonly SubjectsOfKind[],
): RawBuilder<unknown> {
  const { dialect } = listed.context;
  const arms = permissions.flatMap((permission) =>
    kinds.flatMap(({ kind, ids }) =>
      ids.map((id) => firstGrants(listed, { permission, kind: sql.lit(kind), subject: hidden(dialect, id) })),
    ),
  );
  return sql.join(
    arms.map((arm) => sql`select a.* from (${arm}) as a`),
    sql` union all `,
  );
}

/** One look into the index for each, of however many: on PostgreSQL alone. */
function bySubject(
  listed: Listed,
  permissions: Permissions,
  kinds: readonly SubjectsOfKind[],
): RawBuilder<unknown> {
  const asked = sql.join(permissions.map((permission) => sql`(${permission})`));
  const subjects = sql.join(
    kinds.map(({ kind, ids }) => sql`select ${sql.lit(kind)} as kind, unnest(${ids}::bigint[]) as id`),
    sql` union all `,
  );
  const first = firstGrants(listed, { permission: sql`p.id`, kind: sql`s.kind`, subject: sql`s.id` });
  return sql`select x.* from (values ${asked}) as p (id) cross join (${subjects}) as s cross join lateral (${first}) as x`;
}

interface GrantsOf {
  readonly permission: RawBuilder<unknown>;
  readonly kind: RawBuilder<unknown>;
  readonly subject: RawBuilder<unknown>;
}

function firstGrants(listed: Listed, { permission, kind, subject }: GrantsOf): RawBuilder<unknown> {
  const { type, ordering, page } = listed;
  const id = sql.ref('g.object_id');
  const position = ordering.by === null ? id : sql.ref(`g.${orderColumnOf(ordering.by)}`);
  return sql`select ${id} as id, ${position} as position from ${namesOf(type).grants} as g
    where g.permission_id = ${permission} and g.subject_kind = ${kind} and g.subject_id = ${subject}
    and ${ordering.behind(page.after, position, id)}
    order by ${ordering.sorted(position, id)} limit ${readOf(listed)}`;
}
