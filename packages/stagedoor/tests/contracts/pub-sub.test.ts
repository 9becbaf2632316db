import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/kernel/json-value.ts';
import type { PubSub } from '../../src/core/kernel/pub-sub.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createPubSub, type OpenBroker } from '../../src/infrastructure/pubsub/create-pub-sub.ts';
import { createMemoryBroker } from '../../src/infrastructure/pubsub/memory-broker.ts';
import { createPostgresBroker } from '../../src/infrastructure/pubsub/postgres-broker.ts';
import { openRedisBroker } from '../../src/infrastructure/pubsub/redis-broker.ts';
import { createTestDatabase, redisUrl, type TestDatabase } from '../support/services.ts';
import { uniqueText } from '../support/stores/samples.ts';

const SOON = { timeout: 5_000, interval: 5 };
const faults: unknown[] = [];
const closing: (() => Promise<unknown>)[] = [];
let server: TestDatabase;

/** Two nodes of one site; in memory they are one. */
interface Nodes {
  readonly here: PubSub;
  readonly there: PubSub;
}

function node(open: OpenBroker): PubSub {
  const pubSub = createPubSub(open, { onFault: (error) => faults.push(error) });
  closing.push(() => pubSub.close());
  return pubSub;
}

async function onPostgres(): Promise<PubSub> {
  const database = await openDatabase(server.url);
  if (database.dialect !== 'postgres') throw new Error('This is about PostgreSQL.');
  closing.push(() => database.close());
  return node((events) => createPostgresBroker(database, events));
}

const kinds: Readonly<Record<string, () => Promise<Nodes>>> = {
  async memory() {
    const here = node(createMemoryBroker);
    return { here, there: here };
  },
  postgres: async () => ({ here: await onPostgres(), there: await onPostgres() }),
  async redis() {
    const open: OpenBroker = (events) => openRedisBroker(redisUrl(), events);
    return { here: node(open), there: node(open) };
  },
};

beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await server.drop();
});

describe.each(Object.keys(kinds))('pub/sub in %s', (kind) => {
  let nodes: Nodes;
  beforeAll(async () => {
    nodes = await (kinds[kind] as () => Promise<Nodes>)();
  });

  /** What arrives on a channel of its own. */
  async function subscribed(at: PubSub, channel = uniqueText()) {
    const messages: JsonValue[] = [];
    const leave = await at.subscribe(channel, { onMessage: (message) => messages.push(message) });
    return { channel, messages, leave };
  }

  test('brings whatever JSON holds to every subscriber of the channel, on this node and on others', async () => {
    const { channel, messages: here } = await subscribed(nodes.here);
    const { messages: alsoHere } = await subscribed(nodes.here, channel);
    const { messages: there } = await subscribed(nodes.there, channel);
    const other = await subscribed(nodes.there);
    const sent = [null, 0, '', [true, { a: ['ñ', '🙂', '\u0000', '\ud800', '"\n'] }]];
    for (const message of sent) await nodes.here.publish(channel, message);
    for (const messages of [here, alsoHere, there]) await expect.poll(() => messages, SOON).toEqual(sent);
    expect(other.messages).toEqual([]);
  });

  test('brings messages in their order', async () => {
    const { channel, messages } = await subscribed(nodes.there);
    const sent = Array.from({ length: 200 }, (_, number) => number);
    for (const number of sent) await nodes.here.publish(channel, number);
    await expect.poll(() => messages.length, SOON).toBe(sent.length);
    expect(messages).toEqual(sent);
  });

  test('brings each of many at once whole', async () => {
    const { channel, messages } = await subscribed(nodes.there);
    const sent = Array.from({ length: 16 }, (_, number) => `${number}ñ`.repeat(2_000));
    await Promise.all(sent.map((message) => nodes.here.publish(channel, message)));
    await expect.poll(() => messages.length, SOON).toBe(sent.length);
    expect(new Set(messages)).toEqual(new Set(sent));
  });

  test('takes messages of 64 KiB and refuses longer ones, and what is no JSON', async () => {
    const { channel, messages } = await subscribed(nodes.there);
    const most = 'x'.repeat(65_534);
    await nodes.here.publish(channel, most);
    const mostOfOthers = 'é'.repeat(32_767);
    await nodes.here.publish(channel, mostOfOthers);
    await expect.poll(() => messages, SOON).toEqual([most, mostOfOthers]);
    await expect(nodes.here.publish(channel, `${mostOfOthers}é`)).rejects.toThrow(/65538 bytes, where 65536/);
    await expect(nodes.here.publish(channel, `${most}x`)).rejects.toThrow(/65537 bytes, where 65536/);
    const none = undefined as unknown as JsonValue;
    await expect(nodes.here.publish(channel, none)).rejects.toThrow(/must be JSON/);
  });

  test('hands each subscriber a message of its own', async () => {
    const channel = uniqueText();
    const seen: string[] = [];
    for (const _ of [1, 2])
      await nodes.here.subscribe(channel, {
        onMessage(message) {
          const list = message as string[];
          seen.push(list.join());
          list.push('changed');
        },
      });
    await nodes.there.publish(channel, ['as sent']);
    await expect.poll(() => seen, SOON).toEqual(['as sent', 'as sent']);
  });

  test('tells nobody who left, and goes on telling those who stayed', async () => {
    const gone = await subscribed(nodes.here);
    const stayed = await subscribed(nodes.here, gone.channel);
    await gone.leave();
    await nodes.there.publish(gone.channel, 1);
    await expect.poll(() => stayed.messages, SOON).toEqual([1]);
    await stayed.leave();
    await stayed.leave();
    await nodes.there.publish(gone.channel, 2);
    const back = await subscribed(nodes.here, gone.channel);
    await nodes.there.publish(gone.channel, 3);
    await expect.poll(() => back.messages, SOON).toEqual([3]);
    expect([gone.messages, stayed.messages]).toEqual([[], [1]]);
  });

  test('lets no slow or failing subscriber hold up another', async () => {
    const channel = uniqueText();
    const never = new Promise(() => {});
    await nodes.here.subscribe(channel, { onMessage: () => never });
    const before = faults.length;
    await nodes.here.subscribe(channel, {
      onMessage() {
        throw new Error('a fault of the subscriber');
      },
    });
    const { messages } = await subscribed(nodes.here, channel);
    for (const number of [1, 2]) await nodes.there.publish(channel, number);
    await expect.poll(() => messages, SOON).toEqual([1, 2]);
    expect(faults.slice(before).map(String)).toEqual(Array(2).fill('Error: a fault of the subscriber'));
  });

  test('tells a subscriber that is far behind that it missed messages, and keeps no more of them', async () => {
    const channel = uniqueText();
    const first = Promise.withResolvers<void>();
    const told: JsonValue[] = [];
    await nodes.here.subscribe(channel, {
      async onMessage(message) {
        told.push(message);
        await first.promise;
      },
      onMissed: () => told.push('missed'),
    });
    const { messages } = await subscribed(nodes.here, channel);
    for (let number = 0; number <= 1_001; number += 1) await nodes.there.publish(channel, number);
    await expect.poll(() => messages.length, { ...SOON, timeout: 20_000 }).toBe(1_002);
    first.resolve();
    await expect.poll(() => told, SOON).toEqual([0, 'missed', 1_001]);
  });

  test('holds no more than a megabyte for a subscriber that is slow', async () => {
    const channel = uniqueText();
    const first = Promise.withResolvers<void>();
    const told: JsonValue[] = [];
    await nodes.here.subscribe(channel, {
      async onMessage(message) {
        told.push(String(message).slice(0, 2));
        await first.promise;
      },
      onMissed: () => told.push('missed'),
    });
    const { messages } = await subscribed(nodes.here, channel);
    const sent = Array.from({ length: 20 }, (_, number) => `${10 + number}${'x'.repeat(60_000)}`);
    for (const message of sent) await nodes.there.publish(channel, message);
    await expect.poll(() => messages.length, SOON).toBe(sent.length);
    first.resolve();
    await expect.poll(() => told, SOON).toEqual(['10', 'missed', '28', '29']);
  });

  test.each(['', 'with space', 'x'.repeat(201), 'línea'])('refuses the channel %j', async (channel) => {
    await expect(nodes.here.publish(channel, 1)).rejects.toThrow(/A channel: its name/);
    await expect(nodes.here.subscribe(channel, { onMessage: () => {} })).rejects.toThrow(
      /A channel: its name/,
    );
  });

  test('tells nobody after it is closed', async () => {
    const own = await (kinds[kind] as () => Promise<Nodes>)();
    const { channel, messages } = await subscribed(own.here);
    await own.here.close();
    await nodes.there.publish(channel, 1);
    await sleep(50);
    expect(messages).toEqual([]);
  });
});

test('a node is subscribed to ten thousand channels at most', async () => {
  const pubSub = node(createMemoryBroker);
  const subscriber = { onMessage: () => undefined };
  const leave = await pubSub.subscribe('c0', subscriber);
  for (let number = 1; number < 10_000; number += 1) await pubSub.subscribe(`c${number}`, subscriber);
  await expect(pubSub.subscribe('one-more', subscriber)).rejects.toThrow(/subscribed to 10000 others/);
  await pubSub.subscribe('c1', subscriber);
  await leave();
  await pubSub.subscribe('one-more', subscriber);
});
