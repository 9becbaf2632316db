import { sql } from 'kysely';
import type { TableStates } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import type { Action } from '../migration.ts';
import { checkName } from './check-clause.ts';
import { type FoundTable, fit, fitsAsKey, readColumns } from './existing-columns.ts';
import { indexesOf } from './indexes.ts';
import { referenceName } from './table-statements.ts';
import { takenOver } from './taken-over.ts';
import { tooLargeNumbers } from './too-large-numbers.ts';

/** What is there of the tables that a step would make. `same`: just as it makes them. `alike`: what `actions` make so, and no row is lost. */
export type Existing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'same' }
  | { readonly kind: 'alike'; readonly actions: readonly Action[] }
  | { readonly kind: 'other'; readonly problems: readonly string[] };

export async function findExisting(on: Connection, tables: TableStates): Promise<Existing> {
  const found = await Promise.all(
    Object.entries(tables).map(async ([table, state]) => ({
      table,
      state,
      columns: await readColumns(on, table),
    })),
  );
  const there = found.filter(({ columns }) => columns.length > 0);
  if (there.length === 0) return { kind: 'nothing' };
  const missing = found.filter((one) => !there.includes(one));
  const problems = [
    ...missing.map(({ table }) => `${table} is not there`),
    ...there.flatMap((one) => problemsOf(one, on.dialect)),
  ];
  if (problems.length > 0) return { kind: 'other', problems };
  const actions: Action[] = [];
  const tooLarge: string[] = [];
  for (const one of there) {
    if (await isOurs(on, one)) continue;
    tooLarge.push(...(await tooLargeNumbers(on, one)));
    actions.push(...(await takenOver(on, one)));
  }
  if (tooLarge.length > 0) return { kind: 'other', problems: tooLarge };
  return actions.length === 0 ? { kind: 'same' } : { kind: 'alike', actions };
}

const OURS = ['id', 'row_version'];

function problemsOf(
  { table, state, columns }: FoundTable,
  dialect: Connection['dialect'],
): readonly string[] {
  const known = new Map(columns.map((column) => [column.name, column]));
  const key = known.get('id');
  return [
    ...(key !== undefined && fitsAsKey(key, dialect)
      ? []
      : [`${table}.id must be a whole number, not ${key?.type ?? 'missing'}`]),
    ...Object.entries(state.columns).flatMap(([name, wanted]) => {
      const column = known.get(name);
      if (column === undefined) return [`${table} has no column ${name}`];
      if (fit(column, wanted, dialect) !== 'other') return [];
      return [
        `${table}.${name} is ${column.type}${column.isNullable ? ' and may be null' : ''}, which is not what is declared`,
      ];
    }),
    ...columns
      .filter(({ name }) => !OURS.includes(name) && !Object.hasOwn(state.columns, name))
      .map(({ name }) => `${table}.${name} is not declared`),
  ];
}

const KEY_TYPES = { sqlite: 'integer', postgres: 'bigint' };

async function isOurs(on: Connection, { table, state, columns }: FoundTable): Promise<boolean> {
  const entries = Object.entries(state.columns);
  const names = new Set(await namesOn(on, table));
  const wanted = [
    ...indexesOf(table, state, on.dialect).map(({ foundAs }) => foundAs),
    ...entries
      .filter(([, { references }]) => references !== undefined)
      .map(([name]) => referenceName(table, name)),
    ...Object.keys(state.checks ?? {}).map(checkName),
  ];
  return (
    columns.some(({ name }) => name === 'row_version') &&
    columns.some(({ name, type }) => name === 'id' && type === KEY_TYPES[on.dialect]) &&
    wanted.every((name) => names.has(name)) &&
    entries.every(([name, one]) =>
      columns.some((column) => column.name === name && fit(column, one, on.dialect) === 'same'),
    )
  );
}

/** Of indexes and constraints. */
async function namesOn({ db, dialect }: Connection, table: string): Promise<readonly string[]> {
  if (dialect === 'postgres') {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = to_regclass(${`"${table}"`})
      union all select conname from pg_constraint where conrelid = to_regclass(${`"${table}"`})`.execute(db);
    return rows.map(({ name }) => name);
  }
  const { rows } = await sql<{ name: string; create: string | null }>`
    select name, sql as "create" from sqlite_master where tbl_name = ${table}`.execute(db);
  return rows.flatMap(({ name, create }) => [
    name,
    // A table that was written anew before had constraints named after it as it was called meanwhile.
    ...[...(create ?? '').matchAll(/constraint "([^"]+)"/g)].map(([, constraint = '']) =>
      constraint.replace('__new_', '_'),
    ),
  ]);
}
