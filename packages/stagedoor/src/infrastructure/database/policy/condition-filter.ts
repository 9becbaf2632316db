import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Condition, RowQuestion } from '../../../core/policy/condition.ts';
import type { OwnRows, OwnValues, Scalar } from '../../../core/policy/policy.ts';
import type { Dialect } from '../dialect.ts';

/** What a condition is read by as SQL. */
export interface FilteredRows {
  readonly dialect: Dialect;
  /** The column that keeps a field, with its table where a query has several: `article.author_id`. The name itself unless given. */
  readonly columnOf?: (field: string) => string;
  /** Whether a user was given a permission on the row, as a predicate; null stands for visitors. */
  readonly granted?: (permission: string, userId: number | null) => Expression<SqlBool>;
}

/**
 * The predicate that is true of the rows that satisfy a condition, and of no others: what `rowSatisfies` answers of each. Of `always` no
 * predicate is needed, and of `never` no query; they are told by their `kind`. Join it by `and`: under a `not` it would say nothing of
 * rows with nulls.
 *
 * @throws PlainError for a question about grants where nothing is given to ask them by
 */
export function conditionFilter(condition: Condition, rows: FilteredRows): RawBuilder<SqlBool> {
  switch (condition.kind) {
    case 'always':
      return sql`true`;
    case 'never':
      return sql`false`;
    case 'all':
    case 'any': {
      const parts = condition.of.map((one) => conditionFilter(one, rows));
      return sql`(${sql.join(parts, condition.kind === 'all' ? sql` and ` : sql` or `)})`;
    }
    default:
      return predicateOf(condition, rows);
  }
}

function predicateOf(question: RowQuestion, rows: FilteredRows): RawBuilder<SqlBool> {
  switch (question.kind) {
    case 'equals':
      return compared(question, rows, {
        so: (column) => sql`${column} = ${stored(question.value, rows)}`,
        not: (column) => sql`${column} <> ${stored(question.value, rows)}`,
      });
    case 'is-null': {
      const column = columnIn(question.field, rows);
      return question.negated ? sql`${column} is not null` : sql`${column} is null`;
    }
    case 'one-of':
      return amongThem(question, rows, sql.join(question.values.map((value) => stored(value, rows))));
    case 'among-own':
      return amongThem(question, rows, ownValues(question.own, question.userId, rows));
    case 'has-own':
      return signed(question, sql`exists (select 1 ${ownRows(question.own, question.userId, rows)})`);
    case 'granted': {
      if (rows.granted === undefined)
        throw new PlainError(
          `A policy asks for ${question.permission} on rows that have no permissions of their own`,
        );
      return signed(question, sql`${rows.granted(question.permission, question.userId)}`);
    }
  }
}

interface Compared {
  readonly field: string;
  readonly negated: boolean;
}
type Comparison = (column: RawBuilder<unknown>) => RawBuilder<SqlBool>;

/** What is null is no value: it is not this one. */
function compared(
  { field, negated }: Compared,
  rows: FilteredRows,
  { so, not }: { readonly so: Comparison; readonly not: Comparison },
): RawBuilder<SqlBool> {
  const column = columnIn(field, rows);
  return negated ? sql`(${not(column)} or ${column} is null)` : so(column);
}

function amongThem(question: Compared, rows: FilteredRows, them: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return compared(question, rows, {
    so: (column) => sql`${column} in (${them})`,
    not: (column) => sql`${column} not in (${them})`,
  });
}

/** For what is true or false, and never null. */
function signed(
  { negated }: { readonly negated: boolean },
  predicate: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  return negated ? sql`not (${predicate})` : predicate;
}

/** Without nulls: of a list with one in it, `not in` would be true of nothing. */
export function ownValues(
  own: OwnValues,
  userId: number,
  rows: Pick<FilteredRows, 'dialect'>,
): RawBuilder<unknown> {
  const value = sql.ref(`${own.table}.${own.value}`);
  return sql`select ${value} ${ownRows(own, userId, rows)} and ${value} is not null`;
}

/** From their table, those of a user that are as the policy says. */
export function ownRows(
  { table, user, where = {} }: OwnRows,
  userId: number,
  rows: Pick<FilteredRows, 'dialect'>,
): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const conditions = Object.entries(where).map(([name, value]) =>
    value === null ? sql`${column(name)} is null` : sql`${column(name)} = ${stored(value, rows)}`,
  );
  const all = [sql`${column(user)} = ${userId}`, ...conditions];
  return sql`from ${sql.table(table)} where ${sql.join(all, sql` and `)}`;
}

function columnIn(field: string, { columnOf = (name) => name }: FilteredRows): RawBuilder<unknown> {
  return sql.ref(columnOf(field));
}

/** SQLite keeps a truth as 0 or 1. */
export function stored(value: Scalar, { dialect }: Pick<FilteredRows, 'dialect'>): RawBuilder<Scalar> {
  return sql`${dialect === 'sqlite' && typeof value === 'boolean' ? Number(value) : value}`;
}
