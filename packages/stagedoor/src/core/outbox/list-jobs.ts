import type { Dependencies } from '../dependencies.ts';
import { pageSize } from '../page.ts';
import type { ParkedJob, RetriedJob } from './job-store.ts';

export interface JobReport {
  readonly waiting: number;
  readonly running: number;
  readonly parked: number;
  readonly waitingByName: readonly { readonly name: string; readonly jobs: number }[];
  /** Those that failed and are tried again soonest, with why they failed. */
  readonly retried: readonly RetriedJob[];
  /** The oldest of the parked jobs. */
  readonly listed: readonly ParkedJob[];
  /** Whether more failed than both name. */
  readonly hasMore: boolean;
}

/**
 * What the outbox holds, for an operator: how much waits and runs, and what was given up. Of each that failed
 * at most 1,000, and 100 unless told.
 */
export async function listJobs(
  deps: Pick<Dependencies, 'jobs'>,
  input: { readonly limit?: number | undefined },
): Promise<JobReport> {
  const limit = pageSize(input.limit);
  const counts = await deps.jobs.count();
  const retried = await deps.jobs.listRetried(limit + 1);
  const listed = await deps.jobs.listParked(limit);
  return {
    ...counts,
    waitingByName: await deps.jobs.countWaiting(),
    retried: retried.slice(0, limit),
    listed,
    hasMore: retried.length > limit || counts.parked > listed.length,
  };
}
