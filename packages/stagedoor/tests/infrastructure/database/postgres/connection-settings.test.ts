import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { openDatabase } from '../../../../src/infrastructure/database/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/services.ts';

const odd = {
  datestyle: 'SQL, DMY',
  intervalstyle: 'sql_standard',
  timezone: 'Asia/Kathmandu',
  bytea_output: 'escape',
  extra_float_digits: '0',
  standard_conforming_strings: 'off',
};

describe('a connection to a PostgreSQL that writes values otherwise', () => {
  let server: TestDatabase;
  let database: OpenDatabase;
  beforeAll(async () => {
    server = await createTestDatabase();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const name = new URL(server.url).pathname.slice(1);
    for (const [setting, value] of Object.entries(odd))
      await client.query(`alter database "${name}" set ${setting} = '${value}'`);
    await client.end();
    const url = new URL(server.url);
    url.searchParams.set('options', '-c work_mem=5MB -c datestyle=German');
    database = await openDatabase(url.href, { maxConnections: 1 });
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  it('says how they are written, whatever the database or the address says', async () => {
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where lower(name) in (${sql.join(Object.keys(odd))}) order by lower(name)`.execute(
      database.db,
    );
    expect(rows.map(({ setting }) => setting)).toEqual(['hex', 'ISO, DMY', '1', 'postgres', 'on', 'UTC']);
  });

  it('reads moments and days as they are, and takes what an address says of anything else', async () => {
    const { rows } = await sql<{ at: Date; day: string; text: string; memory: string }>`
      select timestamptz '2026-02-28T23:30:00Z' as at, date '2026-02-28' as day, 'a\\b' as text, current_setting('work_mem') as memory`.execute(
      database.db,
    );
    expect(rows).toEqual([
      { at: new Date('2026-02-28T23:30:00Z'), day: '2026-02-28', text: 'a\\b', memory: '5MB' },
    ]);
  });
});
