import { expect, test } from 'vitest';
import { createQueueRoom } from '../../../src/core/webhook/queue-room.ts';

function room({ most = 250, there = 0 } = {}) {
  const state = { nowMs: 5_000, there, counts: 0 };
  const fits = createQueueRoom({ now: () => new Date(state.nowMs) });
  const count = async () => {
    state.counts += 1;
    return Math.min(state.there, most);
  };
  const add = async () => {
    const isIn = await fits({ key: 'one', most, count });
    if (isIn) state.there += 1;
    return isIn;
  };
  const fill = async (times: number) => {
    let added = 0;
    for (let at = 0; at < times; at += 1) if (await add()) added += 1;
    return added;
  };
  return { state, add, fill };
}

test('lets in what fits and no more, and counts once for a hundred', async () => {
  const { state, fill } = room();
  expect(await fill(250)).toBe(250);
  expect(state.counts).toBe(3);
  expect(await fill(50)).toBe(0);
  expect(state.counts).toBe(4);
});

test('finds after a second, and no sooner, that there is room again', async () => {
  const { state, add } = room({ there: 250 });
  expect(await add()).toBe(false);
  state.there = 0;
  state.nowMs += 999;
  expect(await add()).toBe(false);
  state.nowMs += 1;
  expect(await add()).toBe(true);
});

test('believes no clock that was put back', async () => {
  const { state, add } = room({ there: 250 });
  expect(await add()).toBe(false);
  state.there = 0;
  state.nowMs -= 1;
  expect(await add()).toBe(true);
});
