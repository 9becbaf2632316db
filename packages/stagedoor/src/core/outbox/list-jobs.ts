import type { Dependencies } from '../dependencies.ts';
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
}

/** What the outbox holds, for an operator: how much waits and runs, and what was given up. */
export async function listJobs(
  deps: Pick<Dependencies, 'jobs'>,
  { limit }: { readonly limit: number },
): Promise<JobReport> {
  return {
    ...(await deps.jobs.count()),
    waitingByName: await deps.jobs.countWaiting(),
    retried: await deps.jobs.listRetried(limit),
    listed: await deps.jobs.listParked(limit),
  };
}
