import { type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { fieldNamed } from '../../../resource/field-named.ts';
import { type ResourcePlace, splitPath } from '../../../resource/resource.ts';
import type { RelatedRows, RowFilter, RowQuery } from '../../../resource/resource-store.ts';
import { isNested } from '../../../resource/shown-rows.ts';
import { columnOf, linkTableOf, tableNameOf } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import { grantedTo } from '../object-permission/granted-to.ts';
import { conditionFilter } from '../policy/condition-filter.ts';
import { type DeclaredTables, filterExpression, type Where } from './filter-expression.ts';
import { searchedBy } from './found-by.ts';

/** Rows that a filter asks about, from which references lead on. */
interface From {
  readonly db: Kysely<DeclaredTables>;
  readonly dialect: Dialect;
  /** What they are called in the statement. */
  readonly alias: string;
  readonly place: ResourcePlace;
}

/**
 * Whether a row refers to one of which something holds, and which who asks may see: what may not be seen is as if it were not there, or a filter
 * would tell of it.
 */
export function relatedExpression(
  from: From,
  filter: RowFilter,
  related: RowQuery['related'],
): Expression<SqlBool> {
  const { references, field } = splitPath(filter.field);
  const rows = references.map((_, at) => related?.get(references.slice(0, at + 1).join('__')));
  return followed(from, references, rows, (where, at, last) => {
    const nested = nestedExpression(at, { ...filter, field }, related?.get(filter.field));
    const { fields } = at.place.resource;
    const asked = () =>
      filterExpression(where, at.dialect, {
        ...{ ...filter, column: `${at.alias}.${columnOf(fields, field)}` },
        index: searchedBy({ table: tableOf(at.place), alias: at.alias, fields }, field),
      });
    return where.and([...readableIn(at, last, field), nested ?? asked()]);
  });
}

/**
 * What is asked of a reference that is answered as the row it leads to: one that is shown as null, or left out, is asked as that. Null where
 * all is shown that there is, and its keys may be asked as they stand.
 */
export function nestedExpression(
  from: From,
  { field, lookUp, value }: RowFilter,
  rows: RelatedRows | undefined,
): Expression<SqlBool> | null {
  const one = fieldNamed(from.place.resource.fields, field);
  if (rows === undefined || rows.seenBy.kind === 'always' || one === undefined || !isNested(one)) return null;
  const seen = followed(from, [field], [rows], (where, { alias, dialect }) =>
    lookUp === 'isnull'
      ? sql<SqlBool>`true`
      : filterExpression(where, dialect, { column: `${alias}.id`, lookUp, value }),
  );
  return lookUp === 'isnull' && value === true ? sql<SqlBool>`not ${seen}` : seen;
}

type Ask = (where: Where, of: From, rows: RelatedRows) => Expression<SqlBool>;

function followed(
  from: From,
  [reference, ...rest]: readonly string[],
  [rows, ...further]: readonly (RelatedRows | undefined)[],
  ask: Ask,
): Expression<SqlBool> {
  if (reference === undefined || rows === undefined) return sql<SqlBool>`false`;
  const { to, seenBy } = rows;
  const at = { ...from, alias: `${from.alias}_r`, place: to };
  const found = from.db
    .selectFrom(`${tableOf(to)} as ${at.alias}`)
    .select(`${at.alias}.id`)
    .where(leads(from, reference, at.alias))
    .where(seenBy.kind === 'always' ? sql<SqlBool>`true` : conditionFilter(seenBy, seeing(at, rows)))
    .where((where) =>
      rest.length === 0
        ? ask(where, at, rows)
        : where.and([...readableIn(at, rows, rest[0]), followed(at, rest, further, ask)]),
    );
  return sql<SqlBool>`exists ${found}`;
}

/** Whether a reference leads to a row: by its column, or by the table of its keys. */
function leads({ alias, place }: From, reference: string, to: string): RawBuilder<SqlBool> {
  const { fields } = place.resource;
  const key = sql.ref(`${to}.id`);
  const field = fieldNamed(fields, reference);
  if (field?.type !== 'references')
    return sql<SqlBool>`${key} = ${sql.ref(`${alias}.${columnOf(fields, reference)}`)}`;
  const link = linkTableOf(place, reference, field);
  const column = (name: string) => sql.ref(`${link.table}.${name}`);
  return sql<SqlBool>`${key} in (select ${column(link.to)} from ${sql.table(link.table)} where ${column(link.from)} = ${sql.ref(`${alias}.id`)})`;
}

function tableOf({ feature, resource }: ResourcePlace): string {
  return tableNameOf(feature, resource);
}

/** Where a field may be read, if not everywhere: what is asked by it is asked of no other rows. */
function readableIn(at: From, rows: RelatedRows, field = ''): readonly Expression<SqlBool>[] {
  const condition = rows.readable.get(field);
  return condition === undefined ? [] : [conditionFilter(condition, seeing(at, rows))];
}

function seeing({ dialect, alias, place }: From, { objects }: RelatedRows) {
  return {
    dialect,
    columnOf: (name: string) => `${alias}.${columnOf(place.resource.fields, name)}`,
    ...(objects === null ? {} : { granted: grantedTo(objects, sql`${sql.ref(`${alias}.id`)}`) }),
  };
}
