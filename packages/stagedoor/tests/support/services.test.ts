import { accessSync, constants } from 'node:fs';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { chromiumPath, createTestDatabase, postgresUrl, redisUrl, slapdPath } from './services.ts';

afterEach(() => vi.unstubAllEnvs());

test('gives each caller an empty PostgreSQL database of its own and removes it', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  await client.query('create table visible_here_only (id int)');
  await client.end();
  expect(first.url).not.toBe(second.url);
  expect(await countTables(second.url)).toBe(0);
  await Promise.all([first.drop(), second.drop()]);
  await expect(countTables(first.url)).rejects.toThrow(/does not exist/);
});

test('runs PostgreSQL as it is run in production: commits wait for the disk', async () => {
  const client = new pg.Client({ connectionString: postgresUrl() });
  await client.connect();
  const { rows } = await client.query(
    "select current_setting('fsync') || current_setting('synchronous_commit') as s",
  );
  await client.end();
  expect(rows).toEqual([{ s: 'onon' }]);
});

test('brings a Redis that answers', async () => {
  const redis = new Redis(redisUrl());
  expect(await redis.ping()).toBe('PONG');
  await redis.quit();
});

test('brings a browser that can be executed', () => {
  expect(() => accessSync(chromiumPath(), constants.X_OK)).not.toThrow();
});

test.each([
  ['TEST_POSTGRES_URL', postgresUrl],
  ['TEST_REDIS_URL', redisUrl],
  ['TEST_CHROMIUM', chromiumPath],
  ['TEST_SLAPD', slapdPath],
])('fails with the command to run where %s is missing, instead of skipping', (variable, read) => {
  vi.stubEnv(variable, '');
  expect(read).toThrow('npm test');
});

async function countTables(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select count(*)::int as tables from pg_tables where schemaname = 'public'",
    );
    return rows[0].tables;
  } finally {
    await client.end();
  }
}
