import type { FeatureJob, Job } from '../../core/outbox/job-store.ts';

/** What a handler may know of the job it works on. */
export interface JobContext {
  readonly id: number;
  readonly attempt: number;
  readonly lease: string;
  /** Fires when the job's time is up or the process stops. */
  readonly signal: AbortSignal;
}

type OwnJob = Exclude<Job, FeatureJob>;

/** How each job of ours is done. One without a handler does not compile. */
export type OwnJobHandlers = {
  readonly [Name in OwnJob['name']]: (
    job: Extract<OwnJob, { name: Name }>,
    context: JobContext,
  ) => Promise<unknown>;
};

/** How the jobs of features are done, by their full names. */
export type FeatureJobHandlers = Readonly<
  Record<FeatureJob['name'], (job: FeatureJob, context: JobContext) => Promise<unknown>>
>;

/** How each job is done. */
export type JobHandlers = OwnJobHandlers & FeatureJobHandlers;
