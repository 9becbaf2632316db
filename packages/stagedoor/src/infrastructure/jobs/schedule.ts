import { Cron } from 'croner';
import type { Job, JobStore } from '../../core/outbox/job-store.ts';

export interface ScheduledJob {
  /** In UTC, five fields: `0 * * * *` is each full hour. */
  readonly cron: string;
  readonly job: Job;
}

export interface Schedule {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Enqueues jobs at their times. Each process puts the *next* occurrence into the outbox ahead of its time, under a key
 * that names it: however many nodes tick, and however unevenly, it is there once. One that came due while no process
 * ran is done at the next start.
 */
export function createSchedule(options: {
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly scheduled: readonly ScheduledJob[];
  readonly onFault?: (error: unknown) => void;
}): Schedule {
  const underWay = new Set<Promise<void>>();
  const crons: Cron[] = [];

  const announce = (cron: Cron, job: Job): void => {
    const runAt = cron.nextRun();
    if (runAt === null) return;
    const enqueued = options.jobs
      .enqueue(job, { runAt, uniqueKey: `${job.name}@${runAt.toISOString()}` })
      .catch((error) => options.onFault?.(error))
      .finally(() => underWay.delete(enqueued));
    underWay.add(enqueued);
  };

  return {
    start() {
      for (const { cron: pattern, job } of options.scheduled) {
        const cron = new Cron(pattern, { timezone: 'UTC', unref: true }, (self: Cron) => announce(self, job));
        crons.push(cron);
        announce(cron, job);
      }
    },
    async stop() {
      for (const cron of crons.splice(0)) cron.stop();
      await Promise.all(underWay);
    },
  };
}

/** Whether a text is five fields of time: with six the first would be seconds. */
export function isCron(text: unknown): boolean {
  if (typeof text !== 'string' || text.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(text, { timezone: 'UTC', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}
