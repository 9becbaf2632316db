import type { Job, JobName } from '../../core/outbox/job-store.ts';

/** What a handler may know of the job it works on. */
export interface JobContext {
  readonly id: number;
  readonly attempt: number;
  readonly lease: string;
  /** Fires when the job's time is up or the process stops. */
  readonly signal: AbortSignal;
}

/** How each job is done. A job without a handler does not compile. */
export type JobHandlers = {
  readonly [Name in JobName]: (job: Extract<Job, { name: Name }>, context: JobContext) => Promise<unknown>;
};
