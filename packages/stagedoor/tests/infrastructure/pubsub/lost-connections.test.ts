import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/core/kernel/json-value.ts';
import type { PubSub } from '../../../src/core/kernel/pub-sub.ts';
import { StorageUnavailable } from '../../../src/core/kernel/storage-unavailable.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { createPubSub } from '../../../src/infrastructure/pubsub/create-pub-sub.ts';
import { createPostgresBroker } from '../../../src/infrastructure/pubsub/postgres-broker.ts';
import { openRedisBroker } from '../../../src/infrastructure/pubsub/redis-broker.ts';
import { openLeavingRedis } from '../../support/leaving-redis.ts';
import { startNotificationThief } from '../../support/notification-thief.ts';
import { createTestDatabase, redisUrl, type TestDatabase } from '../../support/services.ts';
import { uniqueText } from '../../support/stores/samples.ts';

const SOON = { timeout: 10_000, interval: 10 };
const closing: (() => Promise<unknown> | unknown)[] = [];
const onFault = (error: unknown): never => {
  throw error;
};
let server: TestDatabase;
let stranger: pg.Client;

beforeAll(async () => {
  server = await createTestDatabase();
  stranger = new pg.Client({ connectionString: server.url });
  await stranger.connect();
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await stranger.end();
  await server.drop();
});

async function onPostgres(url = server.url): Promise<PubSub> {
  const database = await openDatabase(url, { applicationName: 'node' });
  if (database.dialect !== 'postgres') throw new Error('This is about PostgreSQL.');
  const pubSub = createPubSub((events) => createPostgresBroker(database, events), { onFault });
  closing.push(() => database.close());
  return pubSub;
}

function onRedis(url: string): PubSub {
  const pubSub = createPubSub((events) => openRedisBroker(url, events), { onFault });
  closing.push(() => pubSub.close());
  return pubSub;
}

/** Everything that a subscriber is told, in its order. */
async function told(pubSub: PubSub, channel: string): Promise<JsonValue[]> {
  const all: JsonValue[] = [];
  await pubSub.subscribe(channel, {
    onMessage: (message) => all.push(message),
    onMissed: () => all.push('missed'),
  });
  return all;
}

/** What is published until it arrives. */
async function publishUntilHeard(pubSub: PubSub, channel: string, all: readonly JsonValue[]): Promise<void> {
  await expect
    .poll(async () => {
      await pubSub.publish(channel, 'again').catch(() => undefined);
      await sleep(20);
      return all;
    }, SOON)
    .toContain('again');
}

describe('a subscriber whose connection ends hears again, and is told first that it missed messages', () => {
  test('in PostgreSQL', async () => {
    const [here, there] = [await onPostgres(), await onPostgres()];
    const channel = uniqueText();
    const all = await told(here, channel);
    await there.publish(channel, 'before');
    await expect.poll(() => all, SOON).toEqual(['before']);
    await stranger.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'node-changes'",
    );
    await publishUntilHeard(there, channel, all);
    expect(all.slice(0, 3)).toEqual(['before', 'missed', 'again']);
  });

  test('in Redis', async () => {
    const relay = await openLeavingRedis();
    closing.push(() => relay.leave());
    const [here, there] = [onRedis(relay.url), onRedis(redisUrl())];
    const channel = uniqueText();
    const all = await told(here, channel);
    await there.publish(channel, 'before');
    await expect.poll(() => all, SOON).toEqual(['before']);
    relay.hangUp();
    await publishUntilHeard(there, channel, all);
    expect(all.slice(0, 3)).toEqual(['before', 'missed', 'again']);
  });
});

test('in PostgreSQL a connection on which nothing arrives is made anew, though it never ended', async () => {
  const thief = await startNotificationThief(server.url);
  closing.push(() => thief.close());
  const [here, there] = [await onPostgres(thief.url), await onPostgres()];
  const channel = uniqueText();
  const all = await told(here, channel);
  await publishUntilHeard(there, channel, all);
  await sleep(1_000);
  thief.isStealing = true;
  await there.publish(channel, 'stolen');
  await sleep(100);
  thief.isStealing = false;
  expect(all).not.toContain('stolen');
  // Beats go on arriving: one message alone is not noticed, as long as the connection hears.
  thief.isStealing = true;
  await expect.poll(() => all, SOON).toContain('missed');
  thief.isStealing = false;
});

test('with Redis away, publishing says so, and who subscribed is told when it comes', async () => {
  const redis = await openLeavingRedis();
  const pubSub = onRedis(redis.url);
  const channel = uniqueText();
  await told(pubSub, channel);
  await redis.leave();
  await expect
    .poll(
      () =>
        pubSub.publish(channel, 1).then(
          () => null,
          (error) => error,
        ),
      SOON,
    )
    .toBeInstanceOf(StorageUnavailable);
  await expect(told(pubSub, uniqueText())).resolves.toEqual([]);
});

test('without subscribers PostgreSQL holds no connection to hear on', async () => {
  const name = `n${uniqueText()}`.slice(0, 30);
  const database = await openDatabase(server.url, { applicationName: name });
  if (database.dialect !== 'postgres') throw new Error('This is about PostgreSQL.');
  closing.push(() => database.close());
  const pubSub = createPubSub((events) => createPostgresBroker(database, events), { onFault });
  const count = async () => {
    const text = 'select count(*)::int as count from pg_stat_activity where application_name = $1';
    return (await stranger.query(text, [`${name}-changes`])).rows[0].count;
  };
  await pubSub.publish('x', 1);
  expect(await count()).toBe(0);
  await pubSub.subscribe('x', { onMessage: () => {} });
  expect(await count()).toBe(1);
});
