import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionDataStore } from '../../src/core/session/session-data-store.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import { createMemorySessionDataStore } from '../../src/infrastructure/memory/session/memory-session-data-store.ts';
import {
  openSessionEngine,
  type SessionEngine,
} from '../../src/infrastructure/session/open-session-engine.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { type OpenStores, openStores } from '../support/open-stores.ts';
import { redisUrl } from '../support/services.ts';
import { naughtyTexts, race, uniqueText } from '../support/stores/samples.ts';

const sealer = createSealer([randomBytes(32).toString('base64url')]);
// Redis keeps its own time, so the moments here are real ones, far from now.
const hour = 3_600_000;
const later = new Date(Date.now() + hour);

interface EngineCase {
  readonly name: string;
  open(stores: OpenStores): Promise<SessionEngine>;
  readonly database: 'sqlite' | 'postgres';
  /** Whether the engine itself removes what ended, so that nothing is left to clear. */
  readonly clearsItself?: boolean;
}

const engine = (
  stores: OpenStores,
  name: SessionDataStore['engine'],
  redis: string | null = null,
): Promise<SessionEngine> => {
  if (!stores.database) throw new Error('The engines need a database.');
  const { database, directory } = stores;
  const options = { database, sealer, clock: systemClock, redisUrl: redis };
  return openSessionEngine({ ...options, engine: name, directory: join(directory, 'sessions') });
};

const cases: readonly EngineCase[] = [
  {
    name: 'memory',
    open: async () => ({ store: createMemorySessionDataStore(), close: async () => {} }),
    database: 'sqlite',
  },
  { name: 'database on SQLite', open: (stores) => engine(stores, 'database'), database: 'sqlite' },
  { name: 'database on PostgreSQL', open: (stores) => engine(stores, 'database'), database: 'postgres' },
  { name: 'cache in memory', open: (stores) => engine(stores, 'cache'), database: 'sqlite' },
  {
    name: 'cache in Redis',
    open: (stores) => engine(stores, 'cache', redisUrl()),
    database: 'sqlite',
    clearsItself: true,
  },
  {
    name: 'cached database',
    open: (stores) => engine(stores, 'cached-database', redisUrl()),
    database: 'postgres',
  },
  {
    name: 'cached database without Redis answering',
    open: (stores) => engine(stores, 'cached-database', 'redis://127.0.0.1:1'),
    database: 'sqlite',
  },
  { name: 'file', open: (stores) => engine(stores, 'file'), database: 'sqlite' },
];

describe.each(cases)('session data: $name', ({ open, database, clearsItself }) => {
  let stores: OpenStores;
  let opened: SessionEngine;
  const data = () => opened.store;

  beforeAll(async () => {
    stores = await openStores(database);
    opened = await open(stores);
  });
  afterAll(async () => {
    await opened.close();
    await stores.close();
  });

  test('is empty for a session that stored nothing', async () => {
    expect(await data().load(uniqueText())).toEqual({});
  });

  test('comes back as it was saved', async () => {
    const key = uniqueText();
    const saved = {
      text: 'é',
      number: 1.5,
      none: null,
      truth: false,
      list: [1, ['two']],
      nested: { a: { b: '' } },
    };
    await data().save(key, saved, later);
    expect(await data().load(key)).toEqual(saved);
    await data().save(key, { only: 'this' }, later);
    expect(await data().load(key)).toEqual({ only: 'this' });
  });

  test.each([...naughtyTexts, 'nul \u0000 inside'])('keeps every character of %j', async (text) => {
    const key = uniqueText();
    await data().save(key, { [`k${text}`]: text }, later);
    expect(await data().load(key)).toEqual({ [`k${text}`]: text });
  });

  test('is not changed by what the caller does to it afterwards', async () => {
    const key = uniqueText();
    const list = ['one'];
    await data().save(key, { list }, later);
    list.push('two');
    expect(await data().load(key)).toEqual({ list: ['one'] });
  });

  test('moves to the new key of its session, and only there', async () => {
    const [from, to] = [uniqueText(), uniqueText()];
    await data().save(from, { basket: 1 }, later);
    await data().move(from, to);
    expect(await data().load(from)).toEqual({});
    expect(await data().load(to)).toEqual({ basket: 1 });
    await data().move(uniqueText(), to);
    expect(await data().load(to)).toEqual({ basket: 1 });
  });

  test('is gone once removed', async () => {
    const key = uniqueText();
    await data().save(key, { a: 1 }, later);
    await data().remove(key);
    await data().remove(key);
    expect(await data().load(key)).toEqual({});
  });

  test('is whole, whoever of sixteen saves last', async () => {
    const key = uniqueText();
    await race((index) => data().save(key, { index, filler: 'x'.repeat(2_000) }, later));
    expect(await data().load(key)).toMatchObject({ filler: 'x'.repeat(2_000) });
  });

  test('is cleared once its end has come, not before', async () => {
    const [ended, running] = [uniqueText(), uniqueText()];
    await data().save(ended, { a: 1 }, new Date(later.getTime() - 1));
    await data().save(running, { a: 2 }, new Date(later.getTime() + hour));
    expect(await data().removeExpired(new Date(later.getTime() - 2))).toBe(0);
    const cleared = await data().removeExpired(new Date(later.getTime() - 1));
    if (!clearsItself) expect(cleared).toBe(1);
    expect(await data().load(running)).toEqual({ a: 2 });
  });
});
