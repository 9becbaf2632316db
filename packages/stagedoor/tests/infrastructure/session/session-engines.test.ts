import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionDataStore } from '../../../src/core/session/session-data-store.ts';
import { createSealer } from '../../../src/infrastructure/crypto/sealer.ts';
import {
  openSessionEngine,
  type SessionEngine,
} from '../../../src/infrastructure/session/open-session-engine.ts';
import { systemClock } from '../../../src/infrastructure/system-clock.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { redisUrl } from '../../support/services.ts';
import { uniqueText } from '../../support/stores/samples.ts';

const later = new Date(Date.now() + 3_600_000);
const sealer = createSealer([randomBytes(32).toString('base64url')]);
const opened: SessionEngine[] = [];
let stores: OpenStores;

beforeAll(async () => {
  stores = await openStores('sqlite');
});
afterAll(async () => {
  for (const engine of opened) await engine.close();
  await stores.close();
});

async function open(engine: SessionDataStore['engine']): Promise<SessionDataStore> {
  const { database, directory } = stores;
  if (!database) throw new Error('The engines need a database.');
  const options = { engine, database, sealer, clock: systemClock, redisUrl: redisUrl() };
  const session = await openSessionEngine({ ...options, directory: filesOf(directory) });
  opened.push(session);
  return session.store;
}

function filesOf(directory: string): string {
  return join(directory, 'sessions');
}

test.each(['database', 'cache', 'cached-database', 'file', 'signed-cookies'] as const)(
  'the engine %s says its name',
  async (engine) => {
    expect((await open(engine)).engine).toBe(engine);
  },
);

test('files are private, named without their key, and hold no plain data', async () => {
  const store = await open('file');
  const keyHash = uniqueText();
  await store.save(keyHash, { canary: 'yellow-bird' }, later);
  const directory = filesOf(stores.directory);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(name).toMatch(/^[0-9a-f]{64}\.session$/);
    expect(name).not.toContain(keyHash);
    expect(readFileSync(join(directory, name), 'utf8')).not.toContain('yellow-bird');
  }
});

test('a torn file reads as empty', async () => {
  const store = await open('file');
  const keyHash = uniqueText();
  await store.save(keyHash, { a: 1 }, later);
  const directory = filesOf(stores.directory);
  for (const name of readdirSync(directory)) writeFileSync(join(directory, name), 'v1.torn');
  expect(await store.load(keyHash)).toEqual({});
});

test('a key hash that looks like a path stays inside the directory', async () => {
  const store = await open('file');
  await store.save('../../escape', { a: 1 }, later);
  expect(readdirSync(stores.directory)).not.toContain('escape');
  expect(await store.load('../../escape')).toEqual({ a: 1 });
});

test('a damaged row reads as empty, and so does one sealed under a lost key', async () => {
  const store = await open('database');
  const keyHash = uniqueText();
  await store.save(keyHash, { a: 1 }, later);
  await stores.attack("update stagedoor_session_data set data = 'x' || data");
  expect(await store.load(keyHash)).toEqual({});
});

test('the cached database goes on when Redis is emptied', async () => {
  const store = await open('cached-database');
  const keyHash = uniqueText();
  await store.save(keyHash, { a: 1 }, later);
  const redis = new Redis(redisUrl());
  await redis.del(`stagedoor:session-copy:${keyHash}`);
  expect(await store.load(keyHash)).toEqual({ a: 1 });
  const copy = await redis.get(`stagedoor:session-copy:${keyHash}`);
  expect(await redis.pttl(`stagedoor:session-copy:${keyHash}`)).toBeLessThanOrEqual(60_000);
  await redis.quit();
  expect(copy).not.toBeNull();
});

test('the cached database reads the copy, and drops it with the data', async () => {
  const store = await open('cached-database');
  const keyHash = uniqueText();
  await store.save(keyHash, { a: 1 }, later);
  await stores.attack(`delete from stagedoor_session_data where key_hash = '${keyHash}'`);
  expect(await store.load(keyHash)).toEqual({ a: 1 });
  await store.remove(keyHash);
  expect(await store.load(keyHash)).toEqual({});
});

test('signed cookies keep nothing here', async () => {
  const store = await open('signed-cookies');
  await store.save('key', { a: 1 }, later);
  await store.move('key', 'other');
  expect(await store.load('key')).toEqual({});
  expect(await store.load('other')).toEqual({});
  expect(await store.removeExpired(later)).toBe(0);
});
