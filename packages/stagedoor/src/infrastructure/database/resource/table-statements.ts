import { createHash } from 'node:crypto';
import type { ColumnState, ColumnType, TableState } from '../../../resource/table-state.ts';
import { columnTypes } from '../column-types.ts';
import type { Dialect } from '../dialect.ts';
import { checkConstraints } from './check-clause.ts';
import { literal, quoted } from './sql-words.ts';

type NameOfType = (column: ColumnState) => string;

const postgresTypes: Readonly<Record<ColumnType, NameOfType>> = {
  text: () => 'text',
  integer: () => 'bigint',
  decimal: ({ digits, places }) => `numeric(${digits}, ${places})`,
  boolean: () => 'boolean',
  date: () => 'date',
  time: () => 'time(0)',
  moment: () => columnTypes.postgres.moment,
  json: () => 'jsonb',
  reference: () => 'bigint',
};

/** A decimal is kept as a number, as Django keeps it there: fifteen digits are exact. */
const sqliteTypes: Readonly<Record<ColumnType, NameOfType>> = {
  text: () => 'text',
  integer: () => 'integer',
  decimal: ({ digits, places }) => `decimal(${digits}, ${places})`,
  boolean: () => 'boolean',
  date: () => 'text',
  time: () => 'text',
  moment: () => columnTypes.sqlite.moment,
  json: () => 'text',
  reference: () => 'integer',
};

const typeNames = { sqlite: sqliteTypes, postgres: postgresTypes };

const onDelete = { cascade: 'cascade', protect: 'no action', 'set null': 'set null' } as const;

/** What an identifier of PostgreSQL may hold; it cuts a longer one without a word. */
const LONGEST_NAME = 63;

/** Makes a table with its indexes. */
export function createTable(table: string, state: TableState, dialect: Dialect): readonly string[] {
  return [createBareTable(table, state, dialect), ...indexesOf(table, state).map(({ create }) => create)];
}

/** The table alone. */
export function createBareTable(table: string, state: TableState, dialect: Dialect): string {
  const lines = [
    `id ${columnTypes[dialect].givenId}`,
    'row_version bigint not null default 1',
    ...Object.entries(state.columns).map(([column, one]) =>
      columnLine({ table, column, state: one }, dialect),
    ),
    ...checkConstraints(state, dialect),
  ];
  return `create table ${quoted(table)} (\n  ${lines.join(',\n  ')}\n)`;
}

/** An index of a table, with the statements that make it and take it away. */
export interface Index {
  readonly name: string;
  readonly create: string;
  /** The same on PostgreSQL beside those who write. */
  readonly createBeside: string;
}

/** All that a table has. What is unique is so by an index: it comes and goes without the table being written anew. */
export function indexesOf(table: string, { columns, uniqueTogether = [] }: TableState): readonly Index[] {
  const entries = Object.entries(columns);
  const alone = entries.filter(([, { unique }]) => unique).map(([column]) => [column]);
  const looked = entries.filter(([, { index, unique }]) => index && !unique).map(([column]) => column);
  return [
    ...[...alone, ...uniqueTogether].map((names) => indexOf(table, names, 'unique')),
    ...looked.map((column) => indexOf(table, [column], 'plain')),
  ];
}

function indexOf(table: string, columns: readonly string[], kind: 'unique' | 'plain'): Index {
  const name = shortName([table, ...columns, kind === 'unique' ? 'unique' : 'index'].join('_'));
  const on = `${quoted(table)} (${columns.map(quoted).join(', ')})`;
  const index = `create ${kind === 'unique' ? 'unique ' : ''}index`;
  return {
    name,
    create: `${index} ${quoted(name)} on ${on}`,
    createBeside: `${index} concurrently ${quoted(name)} on ${on}`,
  };
}

export function dropIndex(name: string): string {
  return `drop index ${quoted(name)}`;
}

/** The name of the constraint by which a column refers to another table. */
export function referenceName(table: string, column: string): string {
  return shortName(`${table}_${column}_fk`);
}

export function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 9)}_${digest}`;
}

/** A column of a table. */
export interface PlacedColumn {
  readonly table: string;
  readonly column: string;
  readonly state: ColumnState;
}

/** A column as it stands in the statement that makes its table, or adds it. */
export function columnLine({ table, column, state }: PlacedColumn, dialect: Dialect): string {
  return [
    quoted(column),
    typeName(state, dialect),
    ...(state.nullable ? [] : ['not null']),
    ...(state.default === undefined ? [] : [`default ${defaultLiteral(state, dialect)}`]),
    ...(state.references === undefined
      ? []
      : [`constraint ${quoted(referenceName(table, column))} ${referencesClause(state.references)}`]),
  ].join(' ');
}

export function typeName(state: ColumnState, dialect: Dialect): string {
  return typeNames[dialect][state.type](state);
}

export function referencesClause({ table, onDelete: then }: NonNullable<ColumnState['references']>): string {
  return `references ${quoted(table)} (id) on delete ${onDelete[then]}`;
}

export function defaultLiteral({ type, default: value }: ColumnState, dialect: Dialect): string {
  return literal(value, { type, dialect });
}
