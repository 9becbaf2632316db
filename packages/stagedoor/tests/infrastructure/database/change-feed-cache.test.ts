import { describe, expect, test } from 'vitest';
import type {
  ChangeFeed,
  ChangeListener,
  Changes,
} from '../../../src/infrastructure/database/change-feed.ts';
import {
  type ChangeFeedCacheOptions,
  createChangeFeedCache,
} from '../../../src/infrastructure/database/change-feed-cache.ts';

interface Row {
  readonly id: number;
}

/** A feed that a test speaks for, and a cache of rows `r1`, `r2` … that follows it. */
function rig(options: Partial<ChangeFeedCacheOptions<Row>> = {}) {
  const followers: ChangeListener[] = [];
  const state = { isListening: true, isCurrent: true };
  const tell = (changes: Changes) => {
    for (const follower of followers) follower.changed(changes);
  };
  const feed: ChangeFeed = {
    get isListening() {
      return state.isListening;
    },
    isCurrent: () => state.isCurrent,
    follow: (follower) => void followers.push(follower),
    tell,
  };
  const cache = createChangeFeedCache<Row>(feed, { madeOf: ({ id }) => [`row ${id}`], ...options });
  return { cache, state, tell, load: (id: number) => cache.load(`r${id}`, async () => ({ id })) };
}

describe('a cache that follows changes', () => {
  test('answers with what was read, as long as the feed is current', async () => {
    const { cache, load, state } = rig();
    const row = await load(1);
    expect(cache.find('r1')).toBe(row);
    state.isCurrent = false;
    expect(cache.find('r1')).toBeUndefined();
    state.isCurrent = true;
    expect(cache.find('r1')).toBe(row);
  });

  test('drops what changed, and nothing else', async () => {
    const { cache, load, tell } = rig();
    const [first, second] = [await load(1), await load(2)];
    tell(['row 1']);
    expect(cache.find('r1')).toBeUndefined();
    expect(cache.find('r2')).toBe(second);
    const again = await load(1);
    expect(again).not.toBe(first);
    expect(cache.find('r1')).toBe(again);
  });

  test('drops everything when it is told so, and when it is told of more than it can remember', async () => {
    const { cache, load, tell } = rig({ mostChanges: 3 });
    await load(1);
    tell('everything');
    expect(cache.find('r1')).toBeUndefined();
    await load(1);
    for (const other of [2, 3, 4]) tell([`row ${other}`]);
    expect(cache.find('r1')).toBeDefined();
    tell(['row 5']);
    expect(cache.find('r1')).toBeUndefined();
  });

  test.each([[['row 1']], ['everything' as const]])(
    'does not keep a row that was read before its change (%j) and came back after it',
    async (changes) => {
      const { cache, tell } = rig();
      const late = Promise.withResolvers<Row>();
      const loading = cache.load('r1', () => late.promise);
      tell(changes);
      late.resolve({ id: 1 });
      expect(await loading).toEqual({ id: 1 });
      expect(cache.find('r1')).toBeUndefined();
    },
  );

  test('keeps a row during whose reading something else changed', async () => {
    const { cache, tell } = rig();
    await cache.load('r1', async () => {
      tell(['row 2']);
      return { id: 1 };
    });
    expect(cache.find('r1')).toBeDefined();
  });

  test('keeps nothing whose reading began when nobody listened', async () => {
    const { cache, state } = rig();
    state.isListening = false;
    await cache.load('r1', async () => {
      state.isListening = true;
      return { id: 1 };
    });
    expect(cache.find('r1')).toBeUndefined();
  });

  test('never keeps that there is nothing', async () => {
    const { cache, load } = rig();
    expect(await cache.load('r1', async () => null)).toBeNull();
    expect(cache.find('r1')).toBeUndefined();
    await load(1);
    expect(cache.find('r1')).toBeDefined();
  });

  test('holds no more entries than it may; the one read longest ago goes first', async () => {
    const { cache, load } = rig({ mostEntries: 2 });
    for (const id of [1, 2, 1, 3]) await load(id);
    expect([1, 2, 3].map((id) => cache.find(`r${id}`)?.id)).toEqual([1, undefined, 3]);
  });
});
