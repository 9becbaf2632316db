import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import { createSchedule, type Schedule } from '../../../src/infrastructure/jobs/schedule.ts';
import { createTicker } from '../../../src/infrastructure/jobs/ticker.ts';
import { createMemoryStores } from '../../../src/infrastructure/memory/memory-stores.ts';

const NOON = new Date('2026-01-01T12:00:00.500Z');
const hourly = { cron: '0 * * * *', job: { name: 'clear-expired' } } as const;

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

const { jobs } = createMemoryStores();
async function due(now: Date): Promise<readonly string[]> {
  const leased = await jobs.lease({ now, leaseMs: hours(1), limit: 10 });
  for (const { id, lease } of leased) await jobs.finish(id, lease);
  return leased.map(({ job }) => job.name);
}

test('announces the next run ahead of its time, on every node, and has it done once each hour', async () => {
  const nodes: Schedule[] = Array.from({ length: 3 }, () => createSchedule({ jobs, scheduled: [hourly] }));
  for (const node of nodes) node.start();
  for (let hour = 13; hour < 16; hour += 1) {
    const full = new Date(`2026-01-01T${hour}:00:00Z`);
    await vi.advanceTimersByTimeAsync(full.getTime() - Date.now() - 1);
    expect(await due(new Date())).toEqual([]);
    await vi.advanceTimersByTimeAsync(seconds(5));
    expect(await due(new Date())).toEqual(['clear-expired']);
  }
  for (const node of nodes) await node.stop();
  await vi.advanceTimersByTimeAsync(hours(3));
  expect(await due(new Date())).toHaveLength(1);
});

test('tells when a run could not be announced', async () => {
  const faults: unknown[] = [];
  const enqueue = () => Promise.reject(new Error('no database'));
  const schedule = createSchedule({
    jobs: { enqueue },
    scheduled: [hourly],
    onFault: (fault) => faults.push(fault),
  });
  schedule.start();
  await schedule.stop();
  expect(faults).toMatchObject([{ message: 'no database' }]);
});

test('ticks without overlapping, and waits for its round when it stops', async () => {
  let running = 0;
  let most = 0;
  let rounds = 0;
  const ticker = createTicker({
    everyMs: seconds(1),
    async work() {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, seconds(2.5)));
      running -= 1;
      rounds += 1;
    },
  });
  ticker.start();
  await vi.advanceTimersByTimeAsync(seconds(7));
  expect(most).toBe(1);
  const stopped = ticker.stop();
  await vi.advanceTimersByTimeAsync(minutes(1));
  await stopped;
  expect(running).toBe(0);
  expect(rounds).toBe(3);
});

test('tells a lasting fault of a tick once, and again after it went away', async () => {
  const faults: unknown[] = [];
  let isBroken = true;
  const ticker = createTicker({
    everyMs: seconds(1),
    work: async () => {
      if (isBroken) throw new Error('broken');
    },
    onFault: (fault) => faults.push(fault),
  });
  ticker.start();
  await vi.advanceTimersByTimeAsync(seconds(5));
  expect(faults).toHaveLength(1);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(seconds(2));
  isBroken = true;
  await vi.advanceTimersByTimeAsync(seconds(2));
  expect(faults).toHaveLength(2);
  await ticker.stop();
});
