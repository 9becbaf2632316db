import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { GrantQuestion } from '../../../core/object-permission/object-grant-store.ts';
import { byKind, hidden, namesOf, permissionIdOf, type SubjectsOfKind } from './grant-sql.ts';
import { orderColumnOf } from './grant-table.ts';
import type { Listed } from './listed.ts';
import type { OrderedId } from './object-order.ts';

/** The first grants of each subject, merged: as many rows are read as are shown, times the subjects. No object is read. */
export async function mergeGrants(
  listed: Listed,
  { codenames, subjects }: GrantQuestion,
): Promise<readonly OrderedId[]> {
  const { context, type, ordering, page } = listed;
  const permissions = codenames.map((codename) => permissionIdOf(type, codename));
  const eachFirst = context.dialect === 'sqlite' ? onSqlite : onPostgres;
  // A limit that SQLite knows as it plans costs half of one that it is given; a page has one of few sizes.
  const u = { position: sql.ref('u.position'), id: sql.ref('u.id') };
  const { rows } = await sql<OrderedId>`
    select u.id, ${ordering.shown(u.position)} as "order"
    from (${eachFirst(listed, permissions, byKind(subjects))}) as u group by u.position, u.id
    order by ${ordering.sorted(u.position, u.id)} limit ${sql.lit(page.limit + 1)}`.execute(context.db);
  return rows;
}

type Permissions = readonly RawBuilder<number>[];

/** An arm for each. */
function onSqlite(
  listed: Listed,
  permissions: Permissions,
  kinds: readonly SubjectsOfKind[],
): RawBuilder<unknown> {
  const arms = permissions.flatMap((permission) =>
    kinds.flatMap(({ kind, ids }) =>
      ids.map((id) =>
        firstGrants(listed, { permission, kind: sql.lit(kind), subject: hidden('sqlite', id) }),
      ),
    ),
  );
  return sql.join(
    arms.map((arm) => sql`select * from (${arm})`),
    sql` union all `,
  );
}

/** One look into the index for each. */
function onPostgres(
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

function firstGrants(
  { type, ordering, page }: Listed,
  { permission, kind, subject }: GrantsOf,
): RawBuilder<SqlBool> {
  const id = sql.ref('g.object_id');
  const position = ordering.by === null ? id : sql.ref(`g.${orderColumnOf(ordering.by)}`);
  return sql`select ${id} as id, ${position} as position from ${namesOf(type).grants} as g
    where g.permission_id = ${permission} and g.subject_kind = ${kind} and g.subject_id = ${subject}
    and ${ordering.behind(page.after, position, id)}
    order by ${ordering.sorted(position, id)} limit ${sql.lit(page.limit + 1)}`;
}
