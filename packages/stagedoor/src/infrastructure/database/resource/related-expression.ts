import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { type Resource, splitPath } from '../../../resource/resource.ts';
import type { RelatedRows, RowFilter, RowQuery } from '../../../resource/resource-store.ts';
import { columnOf, tableNameOf } from '../../../resource/table-state.ts';
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
  readonly fields: Resource['fields'];
}

/**
 * Whether a row refers to one of which something holds, and which who asks may see: what may not be seen is as if it were not there, or a filter
 * would tell of it.
 */
export function relatedExpression(
  from: From,
  { field: path, ...asked }: RowFilter,
  related: RowQuery['related'],
): Expression<SqlBool> {
  const { references, field } = splitPath(path);
  const rows = references.map((_, at) => related?.get(references.slice(0, at + 1).join('__')));
  return followed(from, references, rows, (where, at, last) =>
    where.and([
      ...readableIn(at, last, field),
      filterExpression(where, at.dialect, {
        ...{ ...asked, column: `${at.alias}.${columnOf(at.fields, field)}` },
        index: searchedBy(
          { table: tableNameOf(last.to.feature, last.to.resource), alias: at.alias, fields: at.fields },
          field,
        ),
      }),
    ]),
  );
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
  const at = { ...from, alias: `${from.alias}_r`, fields: to.resource.fields };
  const table = tableNameOf(to.feature, to.resource);
  const leading = `${from.alias}.${columnOf(from.fields, reference)}`;
  const found = from.db
    .selectFrom(`${table} as ${at.alias}`)
    .select(`${at.alias}.id`)
    .whereRef(`${at.alias}.id`, '=', leading)
    .where(seenBy.kind === 'always' ? sql<SqlBool>`true` : conditionFilter(seenBy, seeing(at, rows)))
    .where((where) =>
      rest.length === 0
        ? ask(where, at, rows)
        : where.and([...readableIn(at, rows, rest[0]), followed(at, rest, further, ask)]),
    );
  return sql<SqlBool>`exists ${found}`;
}

/** Where a field may be read, if not everywhere: what is asked by it is asked of no other rows. */
function readableIn(at: From, rows: RelatedRows, field = ''): readonly Expression<SqlBool>[] {
  const condition = rows.readable.get(field);
  return condition === undefined ? [] : [conditionFilter(condition, seeing(at, rows))];
}

function seeing({ dialect, alias, fields }: From, { objects }: RelatedRows) {
  return {
    dialect,
    columnOf: (name: string) => `${alias}.${columnOf(fields, name)}`,
    ...(objects === null ? {} : { granted: grantedTo(objects, sql`${sql.ref(`${alias}.id`)}`) }),
  };
}
