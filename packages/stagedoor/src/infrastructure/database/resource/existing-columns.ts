import { sql } from 'kysely';
import type { ColumnState, ColumnType, TableState } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import { typeName } from './table-statements.ts';

/** A column of a table that somebody made. */
export interface ExistingColumn {
  readonly name: string;
  /** In the words of the database: `numeric(10, 2)`, `varchar(100)`. */
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table as it is, and as a step would make it. */
export interface FoundTable {
  readonly table: string;
  readonly state: TableState;
  readonly columns: readonly ExistingColumn[];
}

/** Empty where there is no such table. */
export async function readColumns(
  { db, dialect }: Connection,
  table: string,
): Promise<readonly ExistingColumn[]> {
  const { rows } =
    dialect === 'sqlite'
      ? await sql<Row>`select name, lower(type) as type, "notnull" = 0 and pk = 0 as nullable
          from pragma_table_info(${table}) order by cid`.execute(db)
      : await sql<Row>`select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
          from pg_attribute where attrelid = to_regclass(${`"${table}"`}) and attnum > 0 and not attisdropped order by attnum`.execute(
          db,
        );
  return rows.map(({ name, type, nullable }) => ({
    name,
    type: type.replace('character varying', 'varchar').replace(/,(?! )/, ', '),
    isNullable: Boolean(nullable),
  }));
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean | number;
}

/** Of whatever size, such as Django's `smallint` and `integer unsigned`: it is made a large one. */
const wholeNumber = /^(?:bigint|integer|smallint)(?: unsigned)?$/;

/** What a column may be called beside what our own steps call it: as Django makes it, and whatever holds the same. */
const alike: Readonly<Record<ColumnType, RegExp>> = {
  text: /^(?:text|varchar(?:\(\d+\))?|char(?:\(\d+\))?)$/,
  integer: wholeNumber,
  reference: wholeNumber,
  // As Django calls it on SQLite; on PostgreSQL it always says how many digits.
  decimal: /^decimal$/,
  boolean: /^bool(?:ean)?$/,
  date: /^date$/,
  time: /^time(?:\(\d\))?(?: without time zone)?$/,
  moment: /^(?:datetime|timestamp(?:\(\d\))? with time zone)$/,
  json: /^(?:jsonb|text)$/,
};

/** Whether it may be the key of a table, which is made a large one. */
export function fitsAsKey({ type }: ExistingColumn, dialect: Connection['dialect']): boolean {
  return dialect === 'sqlite' ? type === 'integer' : wholeNumber.test(type);
}

/** Whether it holds what the column shall hold: `same` as a step of ours would make it, or `alike`. */
export function fit(
  { type, isNullable }: ExistingColumn,
  state: ColumnState,
  dialect: Connection['dialect'],
): 'same' | 'alike' | 'other' {
  if (isNullable && state.nullable !== true) return 'other';
  if (isOfType(type, state, dialect)) return isNullable === (state.nullable === true) ? 'same' : 'alike';
  return alike[state.type].test(type) ? 'alike' : 'other';
}

/** Whether its type is the very one that a step of ours would give it. */
export function isOfType(type: string, state: ColumnState, dialect: Connection['dialect']): boolean {
  const ours = typeName(state, dialect);
  return type === ours || (dialect === 'postgres' && type === inFull(ours));
}

function inFull(type: string): string {
  if (type.startsWith('timestamptz')) return `${type.replace('timestamptz', 'timestamp')} with time zone`;
  return type.startsWith('time(') ? `${type} without time zone` : type;
}
