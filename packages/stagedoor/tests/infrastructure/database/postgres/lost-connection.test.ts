import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../../src/core/kernel/storage-unavailable.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { openDatabase } from '../../../../src/infrastructure/database/open-database.ts';
import { createTestDatabase, postgresUrl, type TestDatabase } from '../../../support/services.ts';

let server: TestDatabase;
let database: OpenDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase(server.url, { maxConnections: 1 });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** As an operator does, or a server that stops. */
async function end(connection: number): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl() });
  await client.connect();
  await client.query('select pg_terminate_backend($1)', [connection]);
  await client.end();
  // For the goodbye to arrive, while nobody asks anything.
  await sleep(50);
}

async function connectionOf(db: OpenDatabase['db']): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

describe('a connection that PostgreSQL ends', () => {
  it('in the middle of a transaction fails that task alone, and not the process', async () => {
    const task = database.db.transaction().execute(async (tx) => {
      await end(await connectionOf(tx));
      await sql`select 1`.execute(tx);
    });
    await expect(task).rejects.toThrow(StorageUnavailable);
    expect(await connectionOf(database.db)).toBeGreaterThan(0);
  });

  it('while nobody uses it is replaced without a word', async () => {
    const before = await connectionOf(database.db);
    await end(before);
    expect(await connectionOf(database.db)).not.toBe(before);
  });
});
