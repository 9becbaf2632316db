import { sql } from 'kysely';
import type { ColumnState } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import type { Action } from '../migration.ts';
import { checkConstraints, checkName } from './check-clause.ts';
import { type ExistingColumn, type FoundTable, isOfType } from './existing-columns.ts';
import { indexesOf } from './indexes.ts';
import { quoted } from './sql-words.ts';
import {
  createBareTable,
  defaultLiteral,
  referenceName,
  referencesClause,
  typeName,
} from './table-statements.ts';

/** What makes a table of somebody else's, such as Django's, one of ours, with all its rows. */
export async function takenOver(on: Connection, found: FoundTable): Promise<readonly Action[]> {
  return on.dialect === 'sqlite' ? writtenAnew(found) : await changedInPlace(on, found);
}

/** Its triggers and indexes go with it: what is unique is what is declared so. */
function writtenAnew({ table, state, columns }: FoundTable): readonly Action[] {
  const other = `${table}__new`;
  const entries = Object.entries(state.columns);
  const version = columns.some(({ name }) => name === 'row_version') ? 'row_version' : '1';
  const names = ['id', 'row_version', ...entries.map(([name]) => quoted(name))].join(', ');
  const values = ['id', version, ...entries.map(([name, one]) => asWeWrite(quoted(name), one))].join(', ');
  return [
    createBareTable(table, state, 'sqlite').replace(quoted(table), quoted(other)),
    `insert into ${quoted(other)} (${names}) select ${values} from ${quoted(table)}`,
    `drop table ${quoted(table)}`,
    `alter table ${quoted(other)} rename to ${quoted(table)}`,
    ...indexesOf(table, state, 'sqlite').flatMap(({ drop, create }) => [
      ...drop.filter(isIfExists),
      ...create,
    ]),
  ];
}

/** An index went with the table; a table beside it did not. */
function isIfExists(statement: string): boolean {
  return statement.startsWith('drop table if exists');
}

/** Django writes a moment with a blank and without a zone, which is UTC, and a time with fractions. */
function asWeWrite(value: string, { type }: ColumnState): string {
  if (type === 'moment') return `strftime('%Y-%m-%dT%H:%M:%fZ', ${value})`;
  return type === 'time' ? `substr(${value}, 1, 8)` : value;
}

/** Django keeps what refers by constraints of its own, and deletes by itself. */
async function changedInPlace(
  on: Connection,
  { table, state, columns }: FoundTable,
): Promise<readonly Action[]> {
  const alter = `alter table ${quoted(table)}`;
  const hasVersion = columns.some(({ name }) => name === 'row_version');
  const references = await referencesOn(on, table);
  return [
    ...(hasVersion ? [] : [`${alter} add column row_version bigint not null default 1`]),
    ...references.map((name) => `${alter} drop constraint ${quoted(name)}`),
    ...columns.flatMap((column) => ofOurType({ table, state }, column)),
    ...Object.entries(state.columns).flatMap(([name, one]) => [
      ...(one.nullable ? [`${alter} alter column ${quoted(name)} drop not null`] : []),
      ...(one.default === undefined
        ? []
        : [`${alter} alter column ${quoted(name)} set default ${defaultLiteral(one, 'postgres')}`]),
      ...(one.references === undefined
        ? []
        : [
            `${alter} add constraint ${quoted(referenceName(table, name))} foreign key (${quoted(name)}) ${referencesClause(one.references)}`,
          ]),
    ]),
    ...Object.keys(state.checks ?? {}).map(
      (name) => `${alter} drop constraint if exists ${quoted(checkName(name))}`,
    ),
    ...checkConstraints(state, 'postgres').map((constraint) => `${alter} add ${constraint}`),
    ...indexesOf(table, state, 'postgres').flatMap(({ create }) =>
      create.map((one) => (typeof one === 'string' ? one.replace(' index ', ' index if not exists ') : one)),
    ),
  ];
}

/** A whole number of any size becomes a large one, and a text one without a length: what clients may send is the declaration's to say. */
function ofOurType({ table, state }: Pick<FoundTable, 'table' | 'state'>, column: ExistingColumn): string[] {
  const { name, type } = column;
  const alter = `alter table ${quoted(table)} alter column ${quoted(name)} type`;
  if (name === 'id') return type === 'bigint' ? [] : [`${alter} bigint`];
  const wanted = state.columns[name];
  if (wanted === undefined || isOfType(type, wanted, 'postgres')) return [];
  return [`${alter} ${typeName(wanted, 'postgres')} using ${inOurType(quoted(name), wanted)}`];
}

/** What is finer than what we read is cut, so that a row is found by what is read of it. */
function inOurType(value: string, { type }: ColumnState): string {
  if (type === 'moment') return `date_trunc('milliseconds', ${value})`;
  if (type === 'time') return `date_trunc('second', ${value})::time`;
  return type === 'json' ? `${value}::jsonb` : value;
}

async function referencesOn({ db }: Connection, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select conname as name from pg_constraint where contype = 'f' and conrelid = to_regclass(${`"${table}"`})`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}
