import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type {
  GrantQuestion,
  ObjectPage,
  ObjectPageQuery,
} from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { byKind, type GrantedOf, isGranted, isIn, namesOf, permissionIdOf } from './grant-sql.ts';
import type { Context, Listed } from './listed.ts';
import { isMerged, mergeGrants } from './merge-grants.ts';
import { type OrderedId, Ordering } from './object-order.ts';

/**
 * Up to so many grants are fetched and sorted; of more, the objects are walked in their order. Where one becomes slower than the other
 * was measured: decision 69.
 */
export const FEW_GRANTS = 2_000;

/** So many objects a page is looked for among, and then comes short: of a million none is walked whole for one request. */
export const WALKED_AT_ONCE = 20_000;

/** The objects on which somebody holds something, by the statement that suits how many there are. The same rows by each. */
export async function listGranted(
  context: Context,
  of: { readonly type: ObjectType; readonly question: GrantQuestion; readonly page: ObjectPageQuery },
): Promise<ObjectPage> {
  const { type, question, page } = of;
  if (question.subjects.length === 0 || question.codenames.length === 0) return { ids: [], next: null };
  const listed = { context, type, page, ordering: new Ordering(type, page.order, context.dialect) };
  if (isMerged(context, question)) return pageOf(await mergeGrants(listed, question), page);
  const few = await findFew(context, type, question);
  return few === null
    ? await walkObjects(listed, question)
    : pageOf(await sortFew(listed, question, few), page);
}

/** The objects of the rarest of the permissions, or null where there are many of each. Stops where it knows. */
export async function findFew(
  context: Context,
  type: ObjectType,
  { codenames, match, subjects }: GrantQuestion,
): Promise<readonly number[] | null> {
  const asked = match === 'any' ? [codenames] : codenames.map((codename) => [codename]);
  const few: (readonly number[])[] = [];
  for (const together of asked) {
    const found = await probe(context, type, { codenames: together, subjects, limit: FEW_GRANTS + 1 });
    if (found.length <= FEW_GRANTS) few.push(found);
  }
  return few.toSorted((one, other) => one.length - other.length)[0] ?? null;
}

/** The first objects of whatever order; one is there twice where two subjects hold it. */
export async function probe(
  { db, dialect }: Context,
  type: ObjectType,
  of: Pick<GrantQuestion, 'codenames' | 'subjects'> & { readonly limit: number },
): Promise<readonly number[]> {
  const arms = of.codenames.flatMap((codename) =>
    byKind(of.subjects).map(
      ({ kind, ids }) => sql`select g.object_id as id from ${namesOf(type).grants} as g
        where g.permission_id = ${permissionIdOf(type, codename)} and g.subject_kind = ${sql.lit(kind)}
        and ${isIn(dialect, sql.ref('g.subject_id'), ids)}`,
    ),
  );
  // A union without duplicates would read all of them before it stops.
  const { rows } = await sql<{ id: number }>`
    select id from (${sql.join(arms, sql` union all `)}) as found limit ${sql.lit(of.limit)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those that were found, sorted. What keeps the planner from walking the order until it meets them is said to each database in its way. */
export async function sortFew(
  { context: { db, dialect }, type, ordering, page }: Listed,
  question: GrantQuestion,
  ids: readonly number[],
): Promise<readonly OrderedId[]> {
  const { objects, key } = namesOf(type);
  const id = sql`o.${key}`;
  const column = ordering.by === null ? id : sql`o.${sql.id(ordering.by.column)}`;
  const position = dialect === 'sqlite' ? sql`+${column}` : column;
  const found = sql`select ${id} as id, ${position} as position from ${objects} as o
    where ${isIn(dialect, id, ids)} and ${holdsAll({ dialect, type }, question, id)}`;
  const u = { position: sql.ref('u.position'), id: sql.ref('u.id') };
  const { rows } = await sql<OrderedId>`
    with found as ${dialect === 'postgres' ? sql`materialized` : sql``} (${found})
    select u.id, ${ordering.shown(u.position)} as "order" from found as u
    where ${ordering.behind(page.after, u.position, u.id)}
    order by ${ordering.sorted(u.position, u.id)} limit ${sql.lit(page.limit + 1)}`.execute(db);
  return rows;
}

/** The objects in their order, each asked for its grants, and no more of them than `most`: then the page comes short. */
export async function walkObjects(
  listed: Listed,
  question: GrantQuestion,
  most = WALKED_AT_ONCE,
): Promise<ObjectPage> {
  const { context, type, page, ordering } = listed;
  const { db, dialect } = context;
  const u = { position: sql.ref('u.position'), id: sql.ref('u.id') };
  const isHeld = holdsAll({ dialect, type, isRowByRow: true }, question, u.id);
  const shown = sql`select u.id, ${ordering.shown(u.position)} as "order" from (${walk(listed, most)}) as u`;
  const order = sql`order by ${ordering.sorted(u.position, u.id)}`;
  const { rows } =
    await sql<OrderedId>`${shown} where ${isHeld} ${order} limit ${sql.lit(page.limit + 1)}`.execute(db);
  if (rows.length > page.limit) return pageOf(rows, page);
  const { rows: last } = await sql<OrderedId>`${shown} ${order} limit 1 offset ${sql.lit(most - 1)}`.execute(
    db,
  );
  return { ids: rows.map(({ id }) => id), next: last[0] ?? null };
}

/** Objects as they come in the order, behind the page's beginning. */
export function walk({ type, ordering, page }: Listed, most: number): RawBuilder<unknown> {
  const { objects, key } = namesOf(type);
  const id = sql`o.${key}`;
  const position = ordering.by === null ? id : sql`o.${sql.id(ordering.by.column)}`;
  return sql`select ${id} as id, ${position} as position from ${objects} as o
    where ${ordering.behind(page.after, position, id)} order by ${ordering.sorted(position, id)} limit ${sql.lit(most)}`;
}

/** All of the permissions on the object, or any of them; each by whichever subject. */
export function holdsAll(
  of: GrantedOf,
  { codenames, subjects, match }: GrantQuestion,
  objectId: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  if (match === 'any') return isGranted(of, { codenames, subjects }, objectId);
  const each = codenames.map((codename) => isGranted(of, { codenames: [codename], subjects }, objectId));
  return sql<SqlBool>`(${sql.join(each, sql` and `)})`;
}

export function pageOf(rows: readonly OrderedId[], { limit }: ObjectPageQuery): ObjectPage {
  const shown = rows.slice(0, limit);
  return { ids: shown.map(({ id }) => id), next: rows.length > limit ? (shown.at(-1) ?? null) : null };
}
