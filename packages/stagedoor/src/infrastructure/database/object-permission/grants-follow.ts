import { sql } from 'kysely';
import type { Operation } from '../../../resource/migration/operation.ts';
import type { Connection } from '../connection.ts';
import type { Work } from '../migration.ts';
import {
  followStatements,
  GRANTS,
  grantIndexes,
  grantTableOf,
  orderColumnOf,
  unfollowStatements,
} from './grant-table.ts';

/** The key of every table that is made by steps of operations. */
const KEY = 'id';

interface Beside {
  readonly before: readonly Work[];
  readonly after: readonly Work[];
}

/**
 * What becomes of the grants on the rows of a table, and of the steps that made them, where a step renames or drops the table or what
 * they are ordered by. Nothing where there are none.
 */
export function grantsFollow(operation: Operation): Beside {
  const { table } = operation;
  const work = (run: Work['run']): readonly Work[] => [
    { shownAs: [`-- The permissions on single rows of ${table} follow, where there are any`], run },
  ];
  switch (operation.kind) {
    case 'drop-table':
      return { before: work((on) => dropGrants(on, table)), after: [] };
    case 'rename-table':
      return { before: [], after: work((on) => renameGrants(on, table, operation.to)) };
    case 'drop-column':
      return { before: work((on) => dropOrder(on, table, operation.column)), after: [] };
    case 'rename-column':
      return { before: [], after: work((on) => renameOrder(on, table, operation)) };
    default:
      return { before: [], after: [] };
  }
}

async function dropGrants(on: Connection, table: string): Promise<void> {
  const { isThere, orders } = await grantsOn(on, table);
  for (const column of orders) await dropOrder(on, table, column);
  if (!isThere) return;
  const grants = grantTableOf({ table });
  await run(on, [`drop table ${grants}`, forgotten(grants)]);
}

async function dropOrder(on: Connection, table: string, column: string): Promise<void> {
  const { orders } = await grantsOn(on, table);
  if (!orders.includes(column)) return;
  const grants = grantTableOf({ table });
  await run(on, [
    ...unfollowStatements({ table, column }, on.dialect),
    `drop index ${grants}_by_${column}`,
    `alter table ${grants} drop column ${orderColumnOf({ column })}`,
    forgotten(`${grants}_by_${column}`),
  ]);
}

async function renameGrants(on: Connection, table: string, to: string): Promise<void> {
  const { isThere, orders } = await grantsOn(on, table);
  if (!isThere) return;
  const [old, now] = [grantTableOf({ table }), grantTableOf({ table: to })];
  const known = [old, ...orders.map((column) => `${old}_by_${column}`)];
  await run(on, [
    ...orders.flatMap((column) => unfollowStatements({ table, column }, on.dialect)),
    `alter table ${old} rename to ${now}`,
    ...renamedIndexes(on, grantIndexes(old, orders), grantIndexes(now, orders)),
    ...orders.flatMap((column) => followStatements({ table: to, key: KEY, column }, on.dialect)),
    ...known.map((name) => renamedStep(name, `${now}${name.slice(old.length)}`)),
  ]);
}

async function renameOrder(
  on: Connection,
  table: string,
  { column, to }: Extract<Operation, { kind: 'rename-column' }>,
): Promise<void> {
  const { orders } = await grantsOn(on, table);
  if (!orders.includes(column)) return;
  const grants = grantTableOf({ table });
  const indexOf = (name: string) => grantIndexes(grants, [name]).slice(-1);
  await run(on, [
    ...unfollowStatements({ table, column }, on.dialect),
    `alter table ${grants} rename column ${orderColumnOf({ column })} to ${orderColumnOf({ column: to })}`,
    ...renamedIndexes(on, indexOf(column), indexOf(to)),
    ...followStatements({ table, key: KEY, column: to }, on.dialect),
    renamedStep(`${grants}_by_${column}`, `${grants}_by_${to}`),
  ]);
}

/** Whether the steps were taken that make the grants of a table, and those that put them in an order. */
async function grantsOn(
  { db }: Connection,
  table: string,
): Promise<{ readonly isThere: boolean; readonly orders: readonly string[] }> {
  const { rows } = await sql<{
    name: string;
  }>`select name from stagedoor_migration where app = ${GRANTS}`.execute(db);
  const names = rows.map(({ name }) => name);
  const [grants, ordered] = [grantTableOf({ table }), `${grantTableOf({ table })}_by_`];
  return {
    isThere: names.includes(grants),
    orders: names.filter((name) => name.startsWith(ordered)).map((name) => name.slice(ordered.length)),
  };
}

type Indexes = ReturnType<typeof grantIndexes>;

/** SQLite renames no index. */
function renamedIndexes({ dialect }: Connection, old: Indexes, now: Indexes): readonly string[] {
  if (dialect === 'postgres')
    return old.map(({ name }, index) => `alter index ${name} rename to ${now[index]?.name ?? name}`);
  return [...old.map(({ name }) => `drop index ${name}`), ...now.map(({ create }) => create)];
}

function forgotten(step: string): string {
  return `delete from stagedoor_migration where app = '${GRANTS}' and name = '${step}'`;
}

function renamedStep(step: string, to: string): string {
  return `update stagedoor_migration set name = '${to}' where app = '${GRANTS}' and name = '${step}'`;
}

async function run({ db }: Connection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
