import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { DatePart } from '../../../resource/read/read-period.ts';
import type { LookUp } from '../../../resource/resource.ts';
import type { Dialect } from '../dialect.ts';
import { FOLD, foldCase } from '../fold-case.ts';
import { BEYOND_ASCII, foundBy, type SearchedBy } from './found-by.ts';
import { indexedText, withLetters } from './search-index.ts';
import { quoted } from './sql-words.ts';
import type { DriverRow } from './stored-values.ts';

/** Tables whose columns are known from declarations alone. */
export interface DeclaredTables {
  readonly [table: string]: DriverRow;
}

export type Where = ExpressionBuilder<DeclaredTables, string>;

/** What one look-up asks of a column. */
export interface ColumnFilter {
  readonly column: string;
  readonly lookUp: LookUp;
  readonly value: unknown;
  /** By which its parts are looked for, if by any. */
  readonly index?: SearchedBy | null;
}

const compares = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** What stands before and after the text, and whether capitals count. */
const patterns = {
  iexact: ['', '', false],
  contains: ['%', '%', true],
  icontains: ['%', '%', false],
  startswith: ['', '%', true],
  istartswith: ['', '%', false],
  endswith: ['%', '', true],
  iendswith: ['%', '', false],
} as const;

interface PatternFilter extends ColumnFilter {
  readonly lookUp: keyof typeof patterns;
}

export function filterExpression(
  where: Where,
  dialect: Dialect,
  { index, column, lookUp, value }: ColumnFilter,
): Expression<SqlBool> {
  switch (lookUp) {
    case 'isnull':
      return where(column, value === true ? 'is' : 'is not', null);
    case 'in':
      return Array.isArray(value) && value.length > 0 ? where(column, 'in', value) : where.lit(false);
    case 'range':
    case 'year':
    case 'date':
      return between(where, column, value as readonly unknown[]);
    case 'exact':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return where(column, compares[lookUp], value);
    case 'month':
    case 'day':
      // As the reader of filters gives it.
      return partExpression(dialect, column, value as DatePart);
    default:
      return likeExpression(dialect, { column, lookUp, value, index: index ?? null });
  }
}

function between(where: Where, column: string, [least, most]: readonly unknown[]): Expression<SqlBool> {
  return where.and([where(column, '>=', least), where(column, '<=', most)]);
}

/** Where it stands in a date of SQLite's, and in a moment, which are texts. */
const places = { month: 6, day: 9 } as const;

/** As UTC counts, whatever the connection's own zone is. */
function partExpression(dialect: Dialect, column: string, { part, of, is }: DatePart): Expression<SqlBool> {
  if (dialect === 'sqlite')
    return sql<SqlBool>`substr(${sql.ref(column)}, ${places[part]}, 2) = ${String(is).padStart(2, '0')}`;
  const inUtc = of === 'date' ? sql`` : sql` at time zone 'UTC'`;
  return sql<SqlBool>`extract(${sql.raw(part)} from ${sql.ref(column)}${inUtc}) = ${is}`;
}

/** Letters of ASCII that are the small ones of others, too: of a dotted capital I, and of the sign of Kelvin. */
const LIKE_OTHERS = /[ik]/i;

/** Rows with such a sign are few, and the only ones for which our function is called. */
function orByOthers(found: Expression<SqlBool>, column: string, pattern: string): Expression<SqlBool> {
  const text = sql.ref(column);
  const has = sql`(instr(${text}, '\u0130') > 0 or instr(${text}, '\u212A') > 0)`;
  return sql<SqlBool>`(${found} or (${has} and ${sql.raw(FOLD)}(${text}) like ${foldCase(pattern)} escape '\\'))`;
}

/**
 * SQLite's `like` knows no capitals of ASCII, and those of other letters by a function of ours; where capitals count, its `glob` does, whose own
 * signs are escaped by brackets.
 */
function likeExpression(dialect: Dialect, filter: PatternFilter): Expression<SqlBool> {
  const { index, column, lookUp, value } = filter;
  const [before, after, isExactCase] = patterns[lookUp];
  const like = unindexed(dialect, filter);
  if (!index) return like;
  if (dialect === 'sqlite') {
    const found = foundBy(index, String(value), isExactCase ? 'exact' : 'folded');
    return found === null ? like : sql<SqlBool>`(${found} and ${like})`;
  }
  const pattern = `${before}${escaped(withLetters(String(value)))}${after}`;
  const found = sql<SqlBool>`${indexedRef(column)} ilike ${pattern} escape '\\'`;
  return isExactCase ? sql<SqlBool>`(${found} and ${like})` : found;
}

function indexedRef(column: string): RawBuilder<unknown> {
  return sql.raw(indexedText(column.split('.').map(quoted).join('.')));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

function unindexed(dialect: Dialect, { column, lookUp, value }: PatternFilter): Expression<SqlBool> {
  const [before, after, isExactCase] = patterns[lookUp];
  const text = String(value);
  if (isExactCase && dialect === 'sqlite') {
    const star = (end: string) => (end === '' ? '' : '*');
    const glob = `${star(before)}${text.replaceAll(/[*?[]/g, '[$&]')}${star(after)}`;
    return sql<SqlBool>`${sql.ref(column)} glob ${glob}`;
  }
  const pattern = `${before}${escaped(text)}${after}`;
  if (dialect === 'sqlite' && BEYOND_ASCII.test(text))
    return sql<SqlBool>`${sql.raw(FOLD)}(${sql.ref(column)}) like ${foldCase(pattern)} escape '\\'`;
  const like = sql.raw(isExactCase || dialect === 'sqlite' ? 'like' : 'ilike');
  const found = sql<SqlBool>`${sql.ref(column)} ${like} ${pattern} escape '\\'`;
  return dialect === 'sqlite' && LIKE_OTHERS.test(text) ? orByOthers(found, column, pattern) : found;
}
