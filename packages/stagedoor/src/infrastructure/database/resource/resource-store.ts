import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { always, type Condition } from '../../../core/policy/condition.ts';
import { type OrderEntry, type ResourcePlace, wholeOrder } from '../../../resource/resource.ts';
import type { ResourceStore, RowFilter, RowPosition, RowQuery } from '../../../resource/resource-store.ts';
import { columnOf, tableNameOf } from '../../../resource/table-state.ts';
import { touchedAny } from '../column-values.ts';
import type { Connection } from '../connection.ts';
import { grantedTo } from '../object-permission/granted-to.ts';
import { conditionFilter } from '../policy/condition-filter.ts';
import type { Tables } from '../tables.ts';
import { unlessConstrained } from '../transaction.ts';
import { type DeclaredTables, filterExpression, type Where } from './filter-expression.ts';
import { findConflict } from './find-conflict.ts';
import { comesAfter } from './keyset.ts';
import { type DriverRow, toColumns, toRow } from './stored-values.ts';

type Selection<Output> = SelectQueryBuilder<DeclaredTables, string, Output>;

/** The rows of a resource in SQL. Names come from the declaration, never from who asks. */
export function createResourceStore(
  connection: Connection<Tables>,
  place: ResourcePlace,
  objects: ObjectType | null = null,
): ResourceStore {
  const { dialect } = connection;
  const { resource } = place;
  const { fields } = resource;
  // Its tables are what the declaration says, which the types of accounts do not know.
  const db = connection.db as unknown as Kysely<DeclaredTables>;
  const table = tableNameOf(place.feature, resource);
  const qualified = (name: string) => `${table}.${columnOf(fields, name)}`;
  const isNullable = (name: string) => fields[name]?.nullable === true;
  const granting = objects === null ? {} : { granted: grantedTo(objects, sql`${sql.ref(`${table}.id`)}`) };
  const seen = <Output>(query: Selection<Output>, seenBy: Condition = always) =>
    seenBy.kind === 'always'
      ? query
      : query.where(conditionFilter(seenBy, { dialect, columnOf: qualified, ...granting }));
  const narrowed = <Output>(
    query: Selection<Output>,
    { filters = [], anyOf = [], seenBy }: Pick<RowQuery, 'filters' | 'anyOf' | 'seenBy'>,
  ) =>
    [...filters.map((filter) => [filter]), ...anyOf].reduce(
      (less, some) => less.where((where) => where.or(some.map((filter) => expressionOf(where, filter)))),
      seen(query, seenBy),
    );
  const expressionOf = (where: Where, { field, lookUp, value }: RowFilter) =>
    filterExpression(where, dialect, { column: columnOf(fields, field), lookUp, value });
  const placed = <Output>(
    query: Selection<Output>,
    order: readonly OrderEntry[],
    from: RowPosition | undefined,
  ) => {
    if (from === undefined) return query;
    const keys = order.map(({ field, isDescending }, at) => ({
      column: qualified(field),
      isNullable: isNullable(field),
      isDescending,
      value: from.values[at],
    }));
    return query.where((where) => comesAfter(where, keys));
  };
  const rowOf = (row: DriverRow | undefined) => (row === undefined ? null : toRow(resource, row, dialect));
  return {
    find: async (id, seenBy) => {
      const one = seen(db.selectFrom(table).selectAll().where('id', '=', id), seenBy);
      return rowOf(await one.executeTakeFirst());
    },
    list: async (query) => {
      const { limit, offset = 0, from } = query;
      const order = wholeOrder(query.order);
      const isBackwards = from?.side === 'before';
      const walked = isBackwards ? order.map(turned) : order;
      const ordered = walked.reduce(
        (sorted, { field, isDescending }) =>
          sorted.orderBy(qualified(field), (by) => {
            // An index is in the order of the database's own, which counts null otherwise.
            if (!isNullable(field)) return isDescending ? by.desc() : by.asc();
            return isDescending ? by.desc().nullsLast() : by.asc().nullsFirst();
          }),
        placed(narrowed(db.selectFrom(table).selectAll(), query), walked, from),
      );
      const rows = await ordered.limit(limit).offset(offset).execute();
      return (isBackwards ? rows.toReversed() : rows).map((row) => toRow(resource, row, dialect));
    },
    count: async ({ cap, ...query }) => {
      const some = narrowed(db.selectFrom(table).select('id'), query).limit(cap);
      const { count } = await db
        .selectFrom(some.as('some'))
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    create: async (id, values) => {
      const insert = db.insertInto(table).values({ ...toColumns(resource, values), id });
      const made = await unlessConstrained(connection.db, () =>
        insert.returningAll().executeTakeFirstOrThrow(),
      );
      return made === null ? await findConflict(db, place, values) : toRow(resource, made, dialect);
    },
    update: async (id, values, version) => {
      const update = db
        .updateTable(table)
        .set({ ...toColumns(resource, values), row_version: sql<number>`row_version + 1` })
        .where('id', '=', id);
      const same = version === null ? update : update.where('row_version', '=', version);
      // Undefined where no row is that one, null where a constraint refuses.
      const changed = await unlessConstrained(connection.db, () => same.returningAll().executeTakeFirst());
      return changed === null ? await findConflict(db, place, values, id) : rowOf(changed);
    },
    remove: async (id, version) => {
      const removal = db.deleteFrom(table).where('id', '=', id);
      const same = version === null ? removal : removal.where('row_version', '=', version);
      const removed = await unlessConstrained(connection.db, () => same.executeTakeFirstOrThrow());
      return removed === null ? 'protected' : touchedAny(removed);
    },
  };
}

/** The same order from its end. */
function turned({ field, isDescending }: OrderEntry): OrderEntry {
  return { field, isDescending: !isDescending };
}
