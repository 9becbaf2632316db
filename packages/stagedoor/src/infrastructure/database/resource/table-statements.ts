import type { ColumnState, ColumnType, TableState } from '../../../resource/table-state.ts';
import { columnTypes } from '../column-types.ts';
import type { Dialect } from '../dialect.ts';
import type { Action } from '../migration.ts';
import { checkConstraints } from './check-clause.ts';
import { indexesOf } from './indexes.ts';
import { literal, quoted, shortName } from './sql-words.ts';

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

/** Makes a table with its indexes. */
export function createTable(table: string, state: TableState, dialect: Dialect): readonly Action[] {
  return [
    createBareTable(table, state, dialect),
    ...indexesOf(table, state, dialect).flatMap(({ create }) => create),
  ];
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

/** The name of the constraint by which a column refers to another table. */
export function referenceName(table: string, column: string): string {
  return shortName(`${table}_${column}_fk`);
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
