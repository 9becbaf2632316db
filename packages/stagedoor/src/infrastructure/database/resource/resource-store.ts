import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { always, type Condition } from '../../../core/policy/condition.ts';
import type { Values } from '../../../resource/read/read-row.ts';
import { isPath, type OrderEntry, type ResourcePlace, wholeOrder } from '../../../resource/resource.ts';
import type {
  ResourceStore,
  RowConflict,
  RowFilter,
  RowPosition,
  RowQuery,
} from '../../../resource/resource-store.ts';
import { columnOf, tableNameOf } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import { runKept } from '../kept-plans.ts';
import { type Granted, grantedTo } from '../object-permission/granted-to.ts';
import { conditionFilter } from '../policy/condition-filter.ts';
import type { Tables } from '../tables.ts';
import { inTransaction, orConstrained, Refused } from '../transaction.ts';
import { checkOfConstraint } from './check-clause.ts';
import { type DeclaredTables, filterExpression, type Where } from './filter-expression.ts';
import { findConflict, findTaken } from './find-conflict.ts';
import type { GrantedPage } from './first-granted.ts';
import { searchedBy } from './found-by.ts';
import { grantedInList } from './granted-in-list.ts';
import { comesAfter } from './keyset.ts';
import { linkExpression, linksOf, selectKeys, writeLinks } from './links.ts';
import { selectReadable, withoutClosed } from './readable-fields.ts';
import { changedByLossOf, type References } from './referring-rows.ts';
import { nestedExpression, relatedExpression } from './related-expression.ts';
import { removeRow } from './remove-row.ts';
import { type RowReading, rowReadings } from './row-reading.ts';
import { type DriverRow, rowReader, toColumns } from './stored-values.ts';

type Narrowing = Pick<RowQuery, 'filters' | 'anyOf' | 'seenBy' | 'related'>;
type Selection<Output> = SelectQueryBuilder<DeclaredTables, string, Output>;

/** What a store is beside its declaration. */
export interface StoredBeside {
  /** The permissions that are given on single rows of it. */
  readonly objects?: ObjectType | null;
  /** What is read in the place of the table, under its name: a select whose columns are those of the declaration. */
  readonly readAs?: RawBuilder<DriverRow>;
  /** Of the whole site: rows that refer to one of these change where it goes. */
  readonly references?: References;
}

/** The rows of a resource in SQL. Names come from the declaration, never from who asks. */
export function createResourceStore(
  connection: Connection<Tables>,
  place: ResourcePlace,
  { objects = null, readAs, references = [] }: StoredBeside = {},
): ResourceStore {
  const { dialect } = connection;
  const { resource } = place;
  const { fields } = resource;
  // Its tables are what the declaration says, which the types of accounts do not know.
  const db = connection.db as unknown as Kysely<DeclaredTables>;
  const table = tableNameOf(place.feature, resource);
  const rowsOf = () =>
    readAs === undefined
      ? db.selectFrom(table)
      : // A select under the table's name, which is the only one that queries name.
        (db.selectFrom(sql`(${readAs})`.as(table)) as unknown as ReturnType<typeof db.selectFrom<string>>);
  const qualified = (name: string) => `${table}.${columnOf(fields, name)}`;
  const isNullable = (name: string) => fields[name]?.nullable === true;
  const objectId = sql`${sql.ref(`${table}.id`)}`;
  const rowGranted = objects && grantedTo(objects, objectId);
  const holding = (condition: Condition, granted: Granted | null = rowGranted) =>
    conditionFilter(condition, { dialect, columnOf: qualified, ...(granted === null ? {} : { granted }) });
  const seen = <Output>(query: Selection<Output>, seenBy: Condition, granted: Granted | null) =>
    seenBy.kind === 'always' ? query : query.where(holding(seenBy, granted));
  const grantedOf = async ({ filters = [], seenBy = always }: Narrowing, how: 'counted' | GrantedPage) => {
    // Of rows that are named there are few to ask.
    if (objects === null || filters.some(namesRows)) return rowGranted;
    return await grantedInList(connection, seenBy, { type: objects, objectId, how });
  };
  const narrowed = <Output>(
    query: Selection<Output>,
    { filters = [], anyOf = [], seenBy = always, related }: Narrowing,
    granted: Granted | null,
  ) =>
    [...filters.map((filter) => [filter]), ...anyOf].reduce(
      (less, some) =>
        less.where((where) =>
          where.or(
            some.map((filter) => {
              const from = { db, dialect, alias: table, place };
              const asked = isPath(filter.field)
                ? relatedExpression(from, filter, related)
                : (nestedExpression(from, filter, related?.get(filter.field)) ?? expressionOf(where, filter));
              return filter.within === undefined ? asked : where.and([holding(filter.within), asked]);
            }),
          ),
        ),
      seen(query, seenBy, granted),
    );
  const links = linksOf(place);
  const keys = selectKeys(place, links, dialect);
  const expressionOf = (where: Where, filter: RowFilter) => {
    const { field, lookUp, value } = filter;
    const link = links.get(field);
    return link === undefined
      ? filterExpression(where, dialect, {
          ...{ column: columnOf(fields, field), lookUp, value },
          index: searchedBy({ table, fields }, field),
        })
      : linkExpression(link, table, filter);
  };
  /** What a constraint refuses is undone as a whole. With keys it is several statements. */
  const unlessRefused = async <Done>(write: (db: Kysely<DeclaredTables>) => Promise<Done>) =>
    links.size === 0
      ? await orConstrained(connection.db, () => write(db))
      : await inTransaction(connection.db, (inside) =>
          orConstrained(inside, () => write(inside as unknown as Kysely<DeclaredTables>)),
        );
  const conflictOf = async ({ check }: Refused, values: Values, id?: number): Promise<RowConflict> =>
    check === null
      ? await findConflict(db, place, values, id)
      : { kind: 'violates', check: checkOfConstraint(check) };
  const keysIn = (values: Values) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => links.has(name)));
  const placed = <Output>(
    query: Selection<Output>,
    order: readonly OrderEntry[],
    from: RowPosition | undefined,
  ) => {
    if (from === undefined) return query;
    const ordered = order.map(({ field, isDescending }, at) => ({
      column: qualified(field),
      isNullable: isNullable(field),
      isDescending,
      value: from.values[at],
    }));
    return query.where((where) => comesAfter(where, ordered));
  };
  const changedByLoss = changedByLossOf(table, references);
  const hasHanging = objects !== null || links.size > 0 || references.some(({ to }) => to === table);
  const toRow = rowReader(resource, dialect);
  const rowOf = (row: DriverRow | undefined) => (row === undefined ? null : toRow(row));
  const readingOf = rowReadings(place, dialect);
  const readRows = ({ columns, keys: some, readable }: RowReading) =>
    (columns === null ? rowsOf().selectAll() : rowsOf().select(columns))
      .select(some)
      .select(selectReadable(readable, holding));
  const readRow = (row: DriverRow, { toRow: made, readable }: RowReading) =>
    withoutClosed(made(row), row, readable);
  return {
    find: async (id, seenBy = always, readable) => {
      const reading = readingOf(readable === undefined ? {} : { readable });
      const one = seen(readRows(reading).where('id', '=', id), seenBy, rowGranted);
      const row = await one.executeTakeFirst();
      return row === undefined ? null : readRow(row, reading);
    },
    list: async (query) => {
      const { limit, offset = 0, from, filters = [], anyOf = [] } = query;
      const reading = readingOf(query);
      const order = wholeOrder(query.order);
      const isBackwards = from?.side === 'before';
      const walked = isBackwards ? order.map(turned) : order;
      const granted = await grantedOf(query, {
        order: walked.map((entry) => ({ ...entry, field: columnOf(fields, entry.field) })),
        after: from?.values ?? null,
        // More are asked for something else than what was granted.
        most: filters.length + anyOf.length > 0 ? Number.POSITIVE_INFINITY : limit + offset,
      });
      const ordered = walked.reduce(
        (sorted, { field, isDescending }) =>
          sorted.orderBy(qualified(field), (by) => {
            // An index is in the order of the database's own, which counts null otherwise.
            if (!isNullable(field)) return isDescending ? by.desc() : by.asc();
            return isDescending ? by.desc().nullsLast() : by.asc().nullsFirst();
          }),
        placed(narrowed(readRows(reading), query, granted), walked, from),
      );
      const page = ordered.limit(limit).offset(offset);
      // Of parts of rows there are many texts, and of pages far from the first. And a migration may add a column, which a transaction would fail by.
      const isKept =
        granted?.isPlannedOnce && query.fields === undefined && offset === 0 && !db.isTransaction;
      const rows = isKept ? await runKept(db, page.compile()) : await page.execute();
      return (isBackwards ? rows.toReversed() : rows).map((row) => readRow(row, reading));
    },
    count: async ({ cap, ...query }) => {
      const granted = await grantedOf(query, 'counted');
      const some = narrowed(rowsOf().select('id'), query, granted).limit(cap);
      const { count } = await db
        .selectFrom(some.as('some'))
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    takenIn: (values, ownId) => findTaken(db, place, values, ownId),
    create: async (id, values) => {
      const made = await unlessRefused(async (inside) => {
        const insert = inside.insertInto(table).values({ ...toColumns(resource, values), id });
        const row = await insert.returningAll().executeTakeFirstOrThrow();
        await writeLinks(inside, links, { id, values });
        return row;
      });
      if (made instanceof Refused) return await conflictOf(made, values);
      return { ...toRow(made), ...keysIn(values) };
    },
    update: async (id, values, version) => {
      // Undefined where no row is that one.
      const changed = await unlessRefused(async (inside) => {
        const update = inside
          .updateTable(table)
          .set({ ...toColumns(resource, values), row_version: sql<number>`row_version + 1` })
          .where('id', '=', id);
        const same = version === null ? update : update.where('row_version', '=', version);
        const row = await same.returningAll().returning(keys).executeTakeFirst();
        if (row !== undefined) await writeLinks(inside, links, { id, values });
        return row;
      });
      if (changed instanceof Refused) return await conflictOf(changed, values, id);
      const row = rowOf(changed);
      return row === null ? null : { ...row, ...keysIn(values) };
    },
    async hold(rows) {
      // On SQLite whoever writes is alone.
      if (dialect === 'sqlite') return;
      const some = rows.filter(({ ids }) => ids.length > 0);
      if (some.length === 0) return;
      const held = db
        .selectFrom(table)
        .select('id')
        .where((where) =>
          where.or(
            some.map(({ ids, seenBy }) => where.and([where(`${table}.id`, 'in', ids), holding(seenBy)])),
          ),
        );
      await held.orderBy('id').forUpdate().execute();
    },
    remove: (id, version) => removeRow(connection, { table, changedByLoss, hasHanging }, { id, version }),
  };
}

function namesRows({ field, lookUp }: RowFilter): boolean {
  return field === 'id' && (lookUp === 'exact' || lookUp === 'in');
}

/** The same order from its end. */
function turned({ field, isDescending }: OrderEntry): OrderEntry {
  return { field, isDescending: !isDescending };
}
