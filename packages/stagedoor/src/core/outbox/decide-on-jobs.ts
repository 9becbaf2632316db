import type { Dependencies } from './dependencies.ts';
import type { JobStore } from './job-store.ts';

/** What came of an operator's decision about parked jobs. Nothing is decided about a job that is not parked. */
export type JobDecision =
  | { readonly outcome: 'decided'; readonly jobs: number }
  | { readonly outcome: 'waits'; readonly until: Date; readonly isDue: boolean }
  | { readonly outcome: 'runs' }
  | { readonly outcome: 'not-there' };

/** Why there was no parked job of this id to decide about. */
export async function whyNotParked(
  deps: Pick<Dependencies, 'clock'>,
  jobs: Pick<JobStore, 'find'>,
  id: number,
): Promise<JobDecision> {
  const job = await jobs.find(id);
  if (job === null) return { outcome: 'not-there' };
  if (job.state === 'waiting') {
    return { outcome: 'waits', until: job.runAt, isDue: job.runAt <= deps.clock.now() };
  }
  // One that is parked by now was running when it was asked for.
  return { outcome: 'runs' };
}
