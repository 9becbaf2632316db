import type { ColumnState, ColumnType, TableState } from '../../../resource/table-state.ts';
import { columnTypes } from '../column-types.ts';
import type { Dialect } from '../dialect.ts';

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

/** Makes a table with its indexes, anew. Names are the declaration's, which the check at the start lets be words alone. */
export function createTable(
  name: string,
  { columns, uniqueTogether = [] }: TableState,
  dialect: Dialect,
): readonly string[] {
  const lines = [
    `id ${columnTypes[dialect].givenId}`,
    'row_version bigint not null default 1',
    ...Object.entries(columns).map(([column, state]) => columnLine(column, state, dialect)),
    ...uniqueTogether.map((together) => `unique (${together.map(quoted).join(', ')})`),
  ];
  const indexed = Object.entries(columns).filter(([, state]) => state.index && !state.unique);
  return [
    `create table ${quoted(name)} (\n  ${lines.join(',\n  ')}\n)`,
    ...indexed.map(([column]) => createIndex(name, column)),
  ];
}

export function createIndex(table: string, column: string): string {
  return `create index ${quoted(`${table}_${column}`)} on ${quoted(table)} (${quoted(column)})`;
}

/** A column as it stands in the statement that makes its table, or adds it. */
export function columnLine(name: string, state: ColumnState, dialect: Dialect): string {
  const { references } = state;
  return [
    quoted(name),
    typeNames[dialect][state.type](state),
    ...(state.nullable ? [] : ['not null']),
    ...(state.default === undefined ? [] : [`default ${literal(state, dialect)}`]),
    ...(state.unique ? ['unique'] : []),
    ...(references === undefined
      ? []
      : [`references ${quoted(references.table)} (id) on delete ${onDelete[references.onDelete]}`]),
  ].join(' ');
}

function literal({ type, default: value }: ColumnState, dialect: Dialect): string {
  if (typeof value === 'boolean') return dialect === 'sqlite' ? String(Number(value)) : String(value);
  if (typeof value === 'number' || type === 'decimal') return String(value);
  const text = typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value);
  return `'${text.replaceAll("'", "''")}'`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
