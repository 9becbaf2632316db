import { type Kysely, sql } from 'kysely';
import type { ImportedTable } from '../../../resource/migration/import-outcome.ts';
import { codeOf } from '../../describe-fault.ts';
import { isPostgresAnswer } from '../../storage-fault.ts';
import type { Tables } from '../tables.ts';
import { copyTable } from './copy-table.ts';
import { ImportRefused, refuseAny } from './import-refused.ts';
import type { SqliteSource } from './sqlite-source.ts';
import { deleteMadeRows, LEDGER, refuseRows } from './target-rows.ts';
import { readTables, type TargetTable, withoutGuards } from './target-tables.ts';

/**
 * Copies every table in a transaction, and answers how many rows each has. What the file has and the database has not must be named in `without`.
 *
 * @throws ImportRefused
 */
export async function copyAll(
  tx: Kysely<Tables>,
  source: SqliteSource,
  without: readonly string[],
): Promise<readonly ImportedTable[]> {
  const tables = tablesOfBoth(source, await readTables(tx), new Set([...without, LEDGER]));
  const names = tables.map(({ name }) => name);
  // Whoever wrote until now is seen, and nobody writes from here on.
  await sql`lock table ${sql.join(names.map((name) => sql.table(name)))} in access exclusive mode`.execute(
    tx,
  );
  await refuseRows(tx);
  return await refusing(null, () =>
    withoutGuards(tx, names, async () => {
      await deleteMadeRows(tx);
      for (const table of tables) await refusing(table.name, () => copyTable(tx, source, table));
      return await counted(tx, source, names);
    }),
  );
}

function tablesOfBoth(
  source: SqliteSource,
  target: readonly TargetTable[],
  without: ReadonlySet<string>,
): readonly TargetTable[] {
  const made = new Map(target.map((table) => [table.name, table]));
  const kept = source.tables().filter(({ name }) => !without.has(name));
  const strange: string[] = [];
  const lacking: string[] = [];
  const tables = kept.map(({ name, columns }): TargetTable => {
    const there = made.get(name)?.columns ?? [];
    const [inFile, inDatabase] = [new Set(columns), new Set(there.map((column) => column.name))];
    const onlyInFile = columns
      .filter((column) => !inDatabase.has(column))
      .map((column) => `${name}.${column}`);
    if (!made.has(name)) strange.push(name);
    else strange.push(...onlyInFile.filter((column) => !without.has(column)));
    lacking.push(
      ...there.filter((column) => !inFile.has(column.name)).map((column) => `${name}.${column.name}`),
    );
    return {
      name,
      columns: there.filter((column) => inFile.has(column.name) && !without.has(`${name}.${column.name}`)),
    };
  });
  refuseAny('not-made-here', strange);
  refuseAny('not-in-file', lacking);
  return tables;
}

/** @throws ImportRefused where a table has not as many rows as in the file */
async function counted(
  tx: Kysely<Tables>,
  source: SqliteSource,
  names: readonly string[],
): Promise<readonly ImportedTable[]> {
  const tables: ImportedTable[] = [];
  for (const table of names) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(
      tx,
    );
    const [came, expected] = [rows[0]?.rows ?? 0, source.count(table)];
    if (came !== expected)
      throw new ImportRefused({ kind: 'refused', why: 'counts-differ', table, came, expected });
    tables.push({ table, rows: came });
  }
  return tables;
}

/** What a server says of rows, with the table; that it is away is another thing. */
async function refusing<Result>(table: string | null, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isPostgresAnswer(error) || !OF_ROWS.test(codeOf(error) ?? '')) throw error;
    const { message, detail, table: named } = error as PostgresAnswer;
    const reason = detail === undefined ? message : `${message} (${detail})`;
    throw new ImportRefused({ kind: 'refused', why: 'not-taken', table: table ?? named ?? '', reason });
  }
}

/** Values that are none of the type (22), and constraints (23). https://www.postgresql.org/docs/current/errcodes-appendix.html */
const OF_ROWS = /^2[23]/;

type PostgresAnswer = Error & { readonly detail?: string; readonly table?: string };
