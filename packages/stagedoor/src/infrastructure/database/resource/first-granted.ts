import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { OrderEntry } from '../../../resource/resource.ts';
import type { Connection } from '../connection.ts';
import { roundedLimit } from '../kept-plans.ts';
import { hidden } from '../object-permission/grant-sql.ts';
import { orderColumnOf, subjectKinds } from '../object-permission/grant-table.ts';
import { grantsTo } from '../object-permission/granted-to.ts';
import type { Tables } from '../tables.ts';
import type { DeclaredTables } from './filter-expression.ts';
import { comesAfter } from './keyset.ts';

/** A page of a list, in its whole order: the names of columns of the objects, and behind what it begins. */
export interface GrantedPage {
  readonly order: readonly OrderEntry[];
  readonly after: readonly unknown[] | null;
  /** With those that it passes over. */
  readonly most: number;
}

/** Beyond that the objects are walked: each subject has an arm of so many rows. */
const MOST_ROWS = 1_000;
/** On SQLite each subject has its own arm of the statement. */
const MOST_SUBJECTS = 40;

interface Asked extends GrantedPage {
  readonly type: ObjectType;
  readonly permission: string;
  readonly userId: number | null;
}

/**
 * The keys of the first objects that somebody was given a permission on, in an order that grants keep: the first of each subject, merged. Reads as many
 * rows as it answers times the subjects, however many objects or grants there are. Null where grants do not keep that order.
 */
export async function firstGranted(
  connection: Connection<Tables>,
  asked: Asked,
): Promise<RawBuilder<unknown> | null> {
  if (!isKept(asked) || asked.most > MOST_ROWS) return null;
  const first = await firstOfEach(connection, asked);
  if (first === null) return null;
  const [position, id] = sortedBy(asked.order);
  return sql`select u.id from (select f.id, f.position from (${first}) as f group by f.position, f.id
    order by f.position ${position}, f.id ${id} limit ${sql.lit(roundedLimit(asked.most))}) as u`;
}

/** By the column that the grants repeat and the key, or by the key alone. */
function isKept({ type, order }: Asked): boolean {
  const columns = order.map(({ field }) => field).join();
  return columns === type.key || (type.orderBy !== null && columns === `${type.orderBy.column},${type.key}`);
}

async function firstOfEach(
  { db, dialect }: Connection<Tables>,
  asked: Asked,
): Promise<RawBuilder<unknown> | null> {
  const { userId } = asked;
  const { user, group, anonymous } = subjectKinds;
  if (userId === null) return arm(asked, sql.lit(anonymous), sql.lit(0));
  if (dialect === 'postgres') {
    const groups = sql`select ${sql.lit(group)}, m.group_id from auth_user_groups as m where m.user_id = ${userId}`;
    const subjects = sql`select ${sql.lit(user)} as kind, cast(${userId} as bigint) as id union all ${groups}`;
    return sql`select x.* from (${subjects}) as s cross join lateral (${arm(asked, sql`s.kind`, sql`s.id`)}) as x`;
  }
  const groups = await db
    .selectFrom('auth_user_groups')
    .select('group_id')
    .where('user_id', '=', userId)
    .execute();
  if (groups.length >= MOST_SUBJECTS) return null;
  const arms = [
    arm(asked, sql.lit(user), hidden(dialect, userId)),
    ...groups.map(({ group_id }) => arm(asked, sql.lit(group), hidden(dialect, group_id))),
  ];
  return sql.join(
    arms.map((one) => sql`select a.* from (${one}) as a`),
    sql` union all `,
  );
}

function arm(asked: Asked, kind: RawBuilder<unknown>, subject: RawBuilder<unknown>): RawBuilder<unknown> {
  const { type, permission, order, after, most } = asked;
  const columns = order.map(({ field }) =>
    field === type.key ? 'g.object_id' : `g.${orderColumnOf({ column: field })}`,
  );
  const position = sql.ref(columns[0] ?? 'g.object_id');
  const [byPosition, byId] = sortedBy(order);
  const keys = order.map(({ isDescending }, at) => ({
    column: columns[at] ?? 'g.object_id',
    isNullable: false,
    isDescending,
    value: after?.[at],
  }));
  const behind =
    after === null ? sql`` : sql`and ${comesAfter(expressionBuilder<DeclaredTables, string>(), keys)}`;
  return sql`select g.object_id as id, ${position} as position ${grantsTo(type, permission)}
    and g.subject_kind = ${kind} and g.subject_id = ${subject} ${behind}
    order by ${position} ${byPosition}, g.object_id ${byId} limit ${sql.lit(roundedLimit(most))}`;
}

/** Of the position, and of the key. */
function sortedBy(order: readonly OrderEntry[]): readonly [RawBuilder<unknown>, RawBuilder<unknown>] {
  const [first, second = first] = order.map(({ isDescending }) => (isDescending ? sql`desc` : sql`asc`));
  return [first ?? sql`asc`, second ?? sql`asc`];
}
