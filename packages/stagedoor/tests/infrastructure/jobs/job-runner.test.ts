import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { after, hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import type { Job, JobStore } from '../../../src/core/outbox/job-store.ts';
import type { JobContext, JobHandlers } from '../../../src/infrastructure/jobs/job-handlers.ts';
import { createJobNotifier, notifyOnEnqueue } from '../../../src/infrastructure/jobs/job-notifier.ts';
import {
  createJobRunner,
  type JobFailure,
  type JobRunner,
  type JobRunnerOptions,
} from '../../../src/infrastructure/jobs/job-runner.ts';
import { retryDelayMs } from '../../../src/infrastructure/jobs/retry-delay.ts';
import { UnrecoverableJob } from '../../../src/infrastructure/jobs/unrecoverable-job.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

type Handler = (job: Job, context: JobContext) => Promise<unknown>;

let clock = fixedClock();
let stores: OpenStores;
let jobs: JobStore;
let failures: JobFailure[] = [];
const runners: JobRunner[] = [];

/** For what happens soon, but on a busy machine not at once. */
const soon = <Result>(check: () => Result) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

function handleAll(handler: Handler): JobHandlers {
  const names: Job['name'][] = [
    'send-mail',
    'mail-password-reset',
    'mail-activation',
    'mail-email-change',
    'release-email',
    'remove-unactivated-users',
    'clear-expired',
    'prune-records',
    'seal-audit',
  ];
  return Object.fromEntries(names.map((name) => [name, handler])) as unknown as JobHandlers;
}

interface RunnerOptions extends Partial<JobRunnerOptions> {
  /** How a job of a feature goes; without it, it hangs. */
  readonly onWebhook?: Handler;
}

function runnerOf(handler: Handler, { onWebhook = never, ...options }: RunnerOptions = {}): JobRunner {
  const onFailure = (failure: JobFailure) => void failures.push(failure);
  const handlers = { ...handleAll(handler), [webhook.name]: onWebhook };
  const runner = createJobRunner({ jobs, handlers, clock, onFailure, ...options });
  runners.push(runner);
  return runner;
}

const job = (userId: number): Job => ({ name: 'release-email', userId, emailKey: 'ana@example.com' });
const numberOf = (of: Job): number => (of.name === 'release-email' ? of.userId : 0);
const webhook: Job = { name: 'webhook.on-user.created', data: {} };
const never = () => new Promise<never>(() => undefined);

describe.each(['memory', 'sqlite', 'postgres'] as const)('the job runner on %s', (kind) => {
  beforeEach(async () => {
    clock = fixedClock();
    stores = await openStores(kind);
    jobs = stores.jobs;
    failures = [];
  });
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.stop(0);
    await stores.close();
  });

  test('does a job once and forgets it', async () => {
    const done: number[] = [];
    await jobs.enqueue(job(1));
    const runner = runnerOf(async (of) => done.push(numberOf(of)));
    await runner.drain();
    await runner.drain();
    expect(done).toEqual([1]);
    expect(await jobs.count()).toEqual({ waiting: 0, running: 0, parked: 0 });
  });

  test('leaves a job alone before its time', async () => {
    const done: number[] = [];
    await jobs.enqueue(job(1), { runAt: after(clock.now(), minutes(5)) });
    const runner = runnerOf(async (of) => done.push(numberOf(of)));
    clock.advance(minutes(5) - 1);
    await runner.drain();
    expect(done).toEqual([]);
    clock.advance(1);
    await runner.drain();
    expect(done).toEqual([1]);
  });

  test('tries a failed job again later, waiting twice as long each time and never more than an hour', async () => {
    await jobs.enqueue(job(1));
    const runner = runnerOf(() => Promise.reject(new Error('down')));
    const waits: number[] = [];
    for (let round = 0; round < 14; round += 1) {
      await runner.drain();
      const retryAt = failures.at(-1)?.retryAt ?? clock.now();
      waits.push(retryAt.getTime() - clock.now().getTime());
      clock.set(retryAt);
    }
    expect(failures).toHaveLength(14);
    waits.forEach((wait, index) => {
      const full = Math.min(seconds(2) * 2 ** index, hours(1));
      expect(wait).toBeGreaterThanOrEqual(full * 0.75);
      expect(wait).toBeLessThanOrEqual(full);
    });
  });

  test('spreads the retries of jobs that failed together', () => {
    expect(retryDelayMs(3, () => 0)).toBe(8_000);
    expect(retryDelayMs(3, () => 0.999)).toBeLessThan(6_010);
  });

  test('parks a job after its last try and goes on with the others', async () => {
    const done: number[] = [];
    await jobs.enqueue(job(1));
    await jobs.enqueue(job(2));
    const runner = runnerOf(
      async (of) => {
        if (numberOf(of) === 1) throw new Error('poison');
        done.push(numberOf(of));
      },
      { mostAttempts: 3 },
    );
    for (let round = 0; round < 5; round += 1) {
      await runner.drain();
      clock.advance(hours(2));
    }
    expect(done).toEqual([2]);
    expect(failures.map(({ attempt, retryAt }) => [attempt, retryAt === null])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(await jobs.count()).toEqual({ waiting: 0, running: 0, parked: 1 });
  });

  test('parks a hopeless job at once', async () => {
    await jobs.enqueue(job(1));
    await runnerOf(() => Promise.reject(new UnrecoverableJob('no such address'))).drain();
    expect(failures).toMatchObject([{ attempt: 1, retryAt: null }]);
    expect(await jobs.count()).toMatchObject({ parked: 1 });
  });

  test('lets the others through while one job hangs, and counts its time-out as a failure', async () => {
    const done: number[] = [];
    for (const number of [1, 2, 3]) await jobs.enqueue(job(number));
    const signals: AbortSignal[] = [];
    const runner = runnerOf(
      (of, { signal }) => {
        if (numberOf(of) !== 1) return Promise.resolve(done.push(numberOf(of)));
        signals.push(signal);
        return never();
      },
      { timeLimitMs: 50 },
    );
    await runner.drain();
    expect(done).toEqual([2, 3]);
    expect(failures).toMatchObject([{ attempt: 1, error: { name: 'TimeLimitExceeded' } }]);
    expect(signals[0]?.aborted).toBe(true);
  });

  test.each([
    ['from the start', 0],
    ['of a process that did jobs before', 9],
  ])('does its own jobs while forty of features hang, %s', async (_, before) => {
    const done: number[] = [];
    const runner = runnerOf(async (of) => done.push(numberOf(of)), { pollMs: 5 });
    for (let number = 0; number < before; number += 1) await jobs.enqueue(job(0));
    await runner.drain();
    for (let count = 0; count < 40; count += 1) await jobs.enqueue(webhook);
    runner.start();
    await soon(async () => expect((await jobs.count()).running).toBeGreaterThan(0));
    for (let number = 1; number <= 9; number += 1) {
      await jobs.enqueue(job(number));
      await soon(() => expect(done.at(-1)).toBe(number));
    }
    await soon(async () => expect(await jobs.count()).toEqual({ waiting: 38, running: 2, parked: 0 }));
  });

  test('does a job of a feature while its own hang, once one has left the process alive', async () => {
    const told: string[] = [];
    await jobs.enqueue(job(0));
    const runner = runnerOf((of) => (numberOf(of) === 0 ? Promise.resolve() : never()), {
      onWebhook: async (of) => told.push(of.name),
      pollMs: 5,
    });
    await runner.drain();
    for (let number = 1; number <= 9; number += 1) await jobs.enqueue(job(number));
    runner.start();
    await soon(async () => expect((await jobs.count()).running).toBeGreaterThan(0));
    await jobs.enqueue(webhook);
    await soon(() => expect(told).toEqual([webhook.name]));
  });

  test('takes no job of its own down with one of a feature that kills the process each time', async () => {
    await jobs.enqueue(webhook);
    for (const number of [1, 2, 3]) await jobs.enqueue(job(number));
    const done: number[] = [];
    const dyingProcess = async (): Promise<void> => {
      const dead = new AbortController();
      // Whoever is dead writes nothing any more.
      const mortal: JobStore = {
        ...jobs,
        lease: async (wanted) => (dead.signal.aborted ? [] : jobs.lease(wanted)),
        finish: async (id, lease) => !dead.signal.aborted && jobs.finish(id, lease),
      };
      const runner = runnerOf(
        async (of) => {
          if (dead.signal.aborted) return never();
          return done.push(numberOf(of));
        },
        {
          jobs: mortal,
          mostAttempts: 3,
          onWebhook: () => {
            dead.abort();
            return never();
          },
        },
      );
      const died = new Promise((resolve) => dead.signal.addEventListener('abort', resolve));
      await Promise.race([runner.drain(), died]);
    };
    for (let crash = 0; crash < 5; crash += 1) {
      await dyingProcess();
      clock.advance(minutes(2));
    }
    // Once or, where the process died before it said so, again.
    expect(new Set(done)).toEqual(new Set([1, 2, 3]));
    expect(await jobs.count()).toEqual({ waiting: 0, running: 0, parked: 1 });
  });

  test('parks a job that kills the process each time, without the tries of its neighbours', async () => {
    for (const number of [1, 2, 3, 4]) await jobs.enqueue(job(number));
    const started: number[] = [];
    const done: number[] = [];
    // A process that dies in job 2: its runner is left hanging, and its leases with it.
    const dyingProcess = async (): Promise<void> => {
      const dead = new AbortController();
      const runner = runnerOf(
        (of) => {
          started.push(numberOf(of));
          if (dead.signal.aborted) return never();
          if (numberOf(of) !== 2) return Promise.resolve(done.push(numberOf(of)));
          dead.abort();
          return never();
        },
        { mostAttempts: 3 },
      );
      const died = new Promise((resolve) => dead.signal.addEventListener('abort', resolve));
      await Promise.race([runner.drain(), died]);
    };
    for (let crash = 0; crash < 4; crash += 1) {
      await dyingProcess();
      clock.advance(minutes(2));
    }
    await runnerOf(async (of) => done.push(numberOf(of)), { mostAttempts: 3 }).drain();
    expect(done.sort()).toEqual([1, 3, 4]);
    expect(started.filter((number) => number === 2)).toHaveLength(3);
    expect(await jobs.count()).toEqual({ waiting: 0, running: 0, parked: 1 });
  });

  test('runs a bounded number of jobs at once', async () => {
    let running = 0;
    let most = 0;
    let seeThree = (): void => undefined;
    const three = new Promise<void>((resolve) => {
      seeThree = resolve;
    });
    for (let number = 1; number <= 20; number += 1) await jobs.enqueue(job(number));
    const runner = runnerOf(
      async (of) => {
        running += 1;
        most = Math.max(most, running);
        if (running === 3) seeThree();
        // The first ones only show that the process survives them.
        if (numberOf(of) > 3) await three;
        running -= 1;
      },
      { concurrency: 3 },
    );
    await runner.drain();
    expect(most).toBe(3);
  });

  test('does each job once however many runners share the outbox', async () => {
    const done: number[] = [];
    for (let number = 1; number <= 60; number += 1) await jobs.enqueue(job(number));
    const handler: Handler = async (of) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      done.push(numberOf(of));
    };
    await Promise.all([1, 2, 3, 4].map(() => runnerOf(handler).drain()));
    expect(done.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
  });

  test('leaves a job to the worker that took it over, however late this one wakes up', async () => {
    await jobs.enqueue(job(1));
    let wakeUp = (): void => undefined;
    const asleep = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const frozen = runnerOf(() => asleep.then(() => Promise.reject(new Error('too late'))));
    const first = frozen.drain();
    await soon(async () => expect(await jobs.count()).toMatchObject({ running: 1 }));
    clock.advance(minutes(2));
    const [taken] = await jobs.lease({ now: clock.now(), leaseMs: minutes(1), limit: 1 });
    wakeUp();
    await first;
    expect(failures).toEqual([]);
    expect(await jobs.finish(taken?.id ?? 0, taken?.lease ?? '')).toBe(true);
  });

  test('starts nothing on a lease that ended while the process slept', async () => {
    const done: number[] = [];
    await jobs.enqueue(job(1));
    const sleepy: JobStore = {
      ...jobs,
      async lease(options) {
        const leased = await jobs.lease(options);
        clock.advance(minutes(5));
        return leased;
      },
    };
    const handlers = handleAll(async (of) => done.push(numberOf(of)));
    const runner = createJobRunner({ jobs: sleepy, handlers, clock });
    runners.push(runner);
    runner.start();
    await soon(async () => expect(await jobs.count()).toMatchObject({ running: 1 }));
    await runner.stop();
    expect(done).toEqual([]);
  });

  test('wakes up when a transaction that enqueued a job commits, not before and not without', async () => {
    const jobNotifier = createJobNotifier();
    let rings = 0;
    jobNotifier.onNotify(() => {
      rings += 1;
    });
    const ports = notifyOnEnqueue(stores, jobNotifier);
    await ports.transact(async (inside) => {
      await inside.jobs.enqueue(job(1));
      expect(rings).toBe(0);
    });
    expect(rings).toBe(1);
    await ports.transact(async () => undefined);
    const failed = ports.transact(async (inside) => {
      await inside.jobs.enqueue(job(2));
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(rings).toBe(1);
    await ports.jobs.enqueue(job(3));
    expect(rings).toBe(2);
  });

  test('does a rung-for job without waiting for the next look', async () => {
    const jobNotifier = createJobNotifier();
    const ports = notifyOnEnqueue(stores, jobNotifier);
    const done: number[] = [];
    const runner = runnerOf(async (of) => done.push(numberOf(of)), { jobNotifier, pollMs: hours(1) });
    runner.start();
    await ports.jobs.enqueue(job(1));
    await soon(() => expect(done).toEqual([1]));
    await ports.transact((inside) => inside.jobs.enqueue(job(2)));
    await soon(() => expect(done).toEqual([1, 2]));
  });

  test('finds jobs of other processes by looking', async () => {
    const done: number[] = [];
    const runner = runnerOf(async (of) => done.push(numberOf(of)), { pollMs: 5 });
    runner.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await jobs.enqueue(job(1));
    await soon(() => expect(done).toEqual([1]));
  });

  test('goes on looking after the database failed', async () => {
    const done: number[] = [];
    const faults: unknown[] = [];
    let isDown = true;
    const shaky: JobStore = {
      ...jobs,
      lease: (options) => (isDown ? Promise.reject(new Error('no connection')) : jobs.lease(options)),
    };
    await jobs.enqueue(job(1));
    const runner = createJobRunner({
      jobs: shaky,
      handlers: handleAll(async (of) => done.push(numberOf(of))),
      clock,
      pollMs: 5,
      onFault: (fault) => {
        faults.push(fault);
        isDown = false;
      },
    });
    runners.push(runner);
    runner.start();
    await soon(() => expect(done).toEqual([1]));
    expect(faults).toHaveLength(1);
  });

  test('lets running jobs finish when it stops, and takes no more', async () => {
    const done: number[] = [];
    await jobs.enqueue(job(1));
    await jobs.enqueue(job(2));
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const runner = runnerOf((of) => gate.then(() => done.push(numberOf(of))));
    runner.start();
    await soon(async () => expect(await jobs.count()).toMatchObject({ running: 1 }));
    const stopped = runner.stop();
    finish();
    await stopped;
    expect(done).toEqual([1]);
    expect(await jobs.count()).toEqual({ waiting: 1, running: 0, parked: 0 });
  });

  test('gives back what does not finish in time when it stops, as if never tried', async () => {
    await jobs.enqueue(job(1));
    const runner = runnerOf(never);
    runner.start();
    await soon(async () => expect(await jobs.count()).toMatchObject({ running: 1 }));
    await runner.stop(10);
    expect(await jobs.count()).toEqual({ waiting: 1, running: 0, parked: 0 });
    const [again] = await jobs.lease({ now: clock.now(), leaseMs: 1, limit: 1 });
    expect(again?.attempt).toBe(1);
  });

  test('stores what went wrong without the words of the failure, which may quote a link', async () => {
    const told: string[] = [];
    await jobs.enqueue(job(1));
    const spying: JobStore = {
      ...jobs,
      fail: (id, lease, outcome) => {
        told.push(outcome.error);
        return jobs.fail(id, lease, outcome);
      },
    };
    const refused = Object.assign(new Error('550 <ana@example.com> /activation/s3cr3t/'), {
      code: 'EENVELOPE',
      responseCode: 550,
    });
    const handlers = handleAll(() => Promise.reject(refused));
    await createJobRunner({ jobs: spying, handlers, clock }).drain();
    expect(told).toEqual(['Error EENVELOPE 550']);
  });

  test('leaves a job that this version does not know to one that does', async () => {
    await jobs.enqueue(job(1));
    const onFailure = (failure: JobFailure) => void failures.push(failure);
    await createJobRunner({ jobs, handlers: {} as JobHandlers, clock, onFailure }).drain();
    expect(failures[0]?.retryAt).toBeInstanceOf(Date);
    expect(await jobs.count()).toMatchObject({ waiting: 1 });
  });
});
