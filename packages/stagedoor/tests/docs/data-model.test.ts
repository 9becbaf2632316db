import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { migrate } from '../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { namesIn, readDocument, sections, tableRows } from './markdown.ts';

const CLASSES = ['secret', 'personal', 'trace', 'plain'];
const page = readDocument('docs/reference/data-model.md');
const documented = [...sections(page, 3)].map(([heading, text]) => ({
  table: namesIn(heading)[0] ?? '',
  rows: tableRows(text.replace(/^## [\s\S]*/m, '')),
}));

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase(`sqlite:${join(directory, 'stagedoor.db')}`);
  await migrate(database);
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(
    database.db,
  );
  return rows.map(({ name }) => name);
}

describe('the page docs/reference/data-model.md', () => {
  it('lists the tables that the migrations make, and no other', async () => {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name
    `.execute(database.db);
    expect(documented.map(({ table }) => table).sort()).toEqual(rows.map(({ name }) => name));
  });

  it.each(documented)('lists the columns of $table in their order', async ({ table, rows }) => {
    expect(rows.map(([column]) => namesIn(column)[0])).toEqual(await columnsOf(table));
  });

  it.each(documented)('gives each column of $table a class', ({ rows }) => {
    for (const [column, kind] of rows) expect(CLASSES, column).toContain(kind);
  });

  it('calls secret what is a hash of a secret, sealed, or a password', () => {
    const secrets = documented.flatMap(({ rows }) => rows.filter(([, kind]) => kind === 'secret'));
    const names = new Set(secrets.map(([column]) => namesIn(column)[0]));
    // `answer` is what was told to a client that sent an Idempotency-Key.
    expect([...names].filter((name) => name !== 'answer').sort()).toEqual([
      'code_hash',
      'data',
      'former_key_hash',
      'key_hash',
      'password',
      'payload',
      'private_key',
      'request_hash',
      'sealed_key',
      'sealed_secret',
      'sealed_target',
    ]);
  });
});
