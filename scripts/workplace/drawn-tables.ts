import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../packages/stagedoor/src/infrastructure/database/database.ts';
import { migrate } from '../../packages/stagedoor/src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../packages/stagedoor/src/infrastructure/database/open-database.ts';
import type { DrawnTable } from './database-diagram.ts';

type Column = { name: string; type: string; pk: number; notnull: number };
type Key = { from: string; table: string };

/** The tables of accounts as the migrations make them on SQLite; on PostgreSQL they have the same columns and keys. */
export async function drawnTables(): Promise<readonly DrawnTable[]> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-drawn-'));
  const database = await openDatabase(`sqlite:${join(directory, 'stagedoor.db')}`);
  try {
    await migrate(database);
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name
    `.execute(database.db);
    return await Promise.all(rows.map(({ name }) => drawnTable(database, name)));
  } finally {
    await database.close();
    rmSync(directory, { recursive: true });
  }
}

async function drawnTable({ db }: OpenDatabase, name: string): Promise<DrawnTable> {
  const { rows: columns } = await sql<Column>`select * from pragma_table_info(${name})`.execute(db);
  const { rows: keys } =
    await sql<Key>`select * from pragma_foreign_key_list(${name}) order by "from"`.execute(db);
  const optional = new Set(
    columns.filter(({ notnull, pk }) => notnull === 0 && pk === 0).map((one) => one.name),
  );
  return {
    name,
    // Mermaid takes a type of one word.
    columns: columns.map((one) => ({ name: one.name, type: wordOf(one.type), isKey: one.pk > 0 })),
    references: keys.map(({ from, table }) => ({ column: from, to: table, isOptional: optional.has(from) })),
  };
}

function wordOf(type: string): string {
  return (type.toLowerCase().match(/^\w+/) ?? ['any'])[0];
}
