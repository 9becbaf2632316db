import { after, type Clock, seconds } from '../../core/kernel/clock.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import {
  type Job,
  type JobLane,
  type JobStore,
  jobLanes,
  type LeasedJob,
} from '../../core/outbox/job-store.ts';
import { describeFault } from '../describe-fault.ts';
import type { JobContext, JobHandlers } from './job-handlers.ts';
import type { JobNotifier } from './job-notifier.ts';
import { createJobPlaces } from './job-places.ts';
import { retryDelayMs } from './retry-delay.ts';
import { withTimeLimit } from './time-limit.ts';
import { UnrecoverableJob } from './unrecoverable-job.ts';

export interface JobRunnerOptions {
  readonly jobs: JobStore;
  readonly handlers: JobHandlers;
  readonly clock: Clock;
  readonly jobNotifier?: Pick<JobNotifier, 'onNotify'>;
  /** The most jobs of accounts at once; default 4. Those of features have half as many places of their own. */
  readonly concurrency?: number;
  /** A job that takes longer counts as failed; default 20 s. */
  readonly timeLimitMs?: number;
  /** Longer than the time limit, so that only a dead or frozen process loses a lease; default 30 s. */
  readonly leaseMs?: number;
  /** A job is parked after this many tries; default 20, about ten hours. */
  readonly mostAttempts?: number;
  /** How often to look for jobs of other processes and for due retries; default 1 s. */
  readonly pollMs?: number;
  /** Told of each failed try, and of what fails after a try had finished its job. */
  readonly onFailure?: (failure: JobFailure) => void;
  /** Told when the store itself fails; the runner goes on looking. */
  readonly onFault?: (error: unknown) => void;
}

export interface JobFailure {
  readonly id: number;
  readonly name: Job['name'];
  readonly attempt: number;
  readonly error: unknown;
  /** Null when the job was parked for good, or is finished. */
  readonly retryAt: Date | null;
  /** Whether a transaction of the handler's had finished the job: nobody tries what came after it again. */
  readonly wasFinished: boolean;
}

export interface JobRunner {
  /** Looks for jobs until `stop`. */
  start(): void;
  /** Does everything that is due at the clock's time, and resolves when nothing is left to do now. */
  drain(): Promise<void>;
  /** Takes no more jobs, lets the running ones finish for `graceMs` (default 10 s), gives the others back. */
  stop(graceMs?: number): Promise<void>;
}

/** Not a failure of the job: the process is going away, somebody else does it. */
class RunnerStopped extends PlainError {
  constructor() {
    super('the runner stops');
    this.name = 'RunnerStopped';
  }
}

/** Does the outbox's jobs in this process. Any number of runners, in any number of processes, share one outbox. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { jobs, clock, concurrency = 4, leaseMs = seconds(30), pollMs = seconds(1) } = options;
  const stopped = new AbortController();
  const alarm = createAlarm();
  const places = createJobPlaces(concurrency, alarm.notify);
  let looking: Promise<void> | null = null;
  let isStopping = false;

  const takeDue = async (): Promise<number> => {
    let taken = 0;
    for (const lane of jobLanes) taken += await takeFrom(lane);
    return taken;
  };

  const takeFrom = async (lane: JobLane): Promise<number> => {
    const limit = places.free(lane);
    if (limit === 0) return 0;
    const now = clock.now();
    const taken = await jobs.lease({ now, leaseMs, limit, lane });
    for (const leased of taken) {
      const trial = attempt({ options, leased, leaseUntil: after(now, leaseMs), stop: stopped.signal });
      places.hold(
        lane,
        trial.catch((error) => options.onFault?.(error)),
      );
    }
    return taken.length;
  };

  const look = async (): Promise<void> => {
    while (!isStopping) {
      alarm.reset();
      const taken = await takeDue().catch((error) => {
        options.onFault?.(error);
        return 0;
      });
      if (taken === 0) await alarm.wait(pollMs);
    }
  };

  const stopListening = options.jobNotifier?.onNotify(alarm.notify);
  return {
    start() {
      looking ??= look();
    },
    async drain() {
      while (!isStopping) {
        // Looked at first: one that ends while jobs are asked for frees a place that was not asked for.
        const running = places.running();
        if ((await takeDue()) > 0) continue;
        if (running.length === 0) return;
        await Promise.race(running);
      }
    },
    async stop(graceMs = seconds(10)) {
      isStopping = true;
      stopListening?.();
      alarm.notify();
      await looking;
      const timer = setTimeout(() => stopped.abort(new RunnerStopped()), graceMs);
      await Promise.all(places.running());
      clearTimeout(timer);
    },
  };
}

interface Attempt {
  readonly options: JobRunnerOptions;
  readonly leased: LeasedJob;
  readonly leaseUntil: Date;
  readonly stop: AbortSignal;
}

async function attempt({ options, leased, leaseUntil, stop }: Attempt): Promise<void> {
  const { jobs, clock, mostAttempts = 20, timeLimitMs = seconds(20) } = options;
  // The process slept through its lease: somebody else has the job by now.
  if (clock.now() >= leaseUntil) return;
  let wasFinished = false;
  const onFinished = () => {
    wasFinished = true;
  };
  try {
    // Counted at lease, so also a job that never came back from its tries ends here.
    if (leased.attempt > mostAttempts) throw new UnrecoverableJob('every try ended with the process');
    await withTimeLimit((signal) => handle(options.handlers, leased, { signal, onFinished }), {
      limitMs: timeLimitMs,
      stop,
    });
  } catch (error) {
    if (wasFinished) tellFailure(options, leased, { error, retryAt: null, wasFinished });
    else if (error instanceof RunnerStopped) await jobs.release([leased]);
    else await fail(options, leased, error);
    return;
  }
  if (!wasFinished) await jobs.finish(leased.id, leased.lease);
}

async function handle(
  handlers: JobHandlers,
  { id, job, attempt, lease }: LeasedJob,
  run: Pick<JobContext, 'signal' | 'onFinished'>,
): Promise<void> {
  const handler = handlers[job.name];
  // A job of a newer version during a roll-out: left for a process that knows it.
  if (!handler) throw new PlainError(`this version has no handler for ${job.name}`);
  await handler(job, { id, attempt, lease, ...run });
}

async function fail(options: JobRunnerOptions, leased: LeasedJob, error: unknown): Promise<void> {
  const { jobs, clock, mostAttempts = 20 } = options;
  const isUnrecoverable = error instanceof UnrecoverableJob || leased.attempt >= mostAttempts;
  const retryAt = isUnrecoverable ? null : after(clock.now(), retryDelayMs(leased.attempt));
  const isOurs = await jobs.fail(leased.id, leased.lease, { retryAt, error: describeFault(error) });
  if (isOurs) tellFailure(options, leased, { error, retryAt, wasFinished: false });
}

function tellFailure(
  { onFailure }: JobRunnerOptions,
  { id, job, attempt }: LeasedJob,
  failure: Pick<JobFailure, 'error' | 'retryAt' | 'wasFinished'>,
): void {
  onFailure?.({ id, name: job.name, attempt, ...failure });
}

/** A wait that can be cut short, also by a ring that came before it. */
function createAlarm() {
  let wasNotified = false;
  let wake: (() => void) | null = null;
  return {
    notify() {
      wasNotified = true;
      wake?.();
    },
    reset() {
      wasNotified = false;
    },
    async wait(forMs: number): Promise<void> {
      if (wasNotified) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, forMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = null;
    },
  };
}
