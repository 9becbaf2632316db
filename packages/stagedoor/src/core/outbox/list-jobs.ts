import { pageSize } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import type { ParkedJob } from './job-store.ts';

/** A job that failed: given up, or tried again at a moment. What is due waits for a worker alone. */
export type FailedJob = ParkedJob &
  (
    | { readonly state: 'parked' }
    | { readonly state: 'retried'; readonly retryAt: Date; readonly isDue: boolean }
  );

export interface JobReport {
  readonly waiting: number;
  readonly running: number;
  readonly parked: number;
  readonly waitingByName: readonly { readonly name: string; readonly jobs: number }[];
  /** First the oldest of those that were given up, then those that are tried again soonest; with why they failed. */
  readonly failed: readonly FailedJob[];
  /** Whether more failed than are named. */
  readonly hasMore: boolean;
}

/**
 * What the outbox holds, for an operator: how much waits and runs, and what failed; of the latter at most 1,000, and 100
 * unless told.
 */
export async function listJobs(
  deps: Pick<Dependencies, 'jobs' | 'clock'>,
  input: { readonly limit?: number | undefined },
): Promise<JobReport> {
  const limit = pageSize(input.limit);
  const counts = await deps.jobs.count();
  const parked = await deps.jobs.listParked(limit + 1);
  const retried = await deps.jobs.listRetried(limit + 1);
  const now = deps.clock.now();
  const failed: readonly FailedJob[] = [
    ...parked.map((job) => ({ ...job, state: 'parked' as const })),
    ...retried.map((job) => ({ ...job, state: 'retried' as const, isDue: job.retryAt <= now })),
  ];
  return {
    ...counts,
    waitingByName: await deps.jobs.countWaiting(),
    failed: failed.slice(0, limit),
    hasMore: failed.length > limit,
  };
}
