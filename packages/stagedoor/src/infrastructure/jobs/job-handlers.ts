import type { Job } from '../../core/outbox/job-store.ts';

/** What a handler may know of the job it works on. */
export interface JobContext {
  readonly id: number;
  readonly attempt: number;
  readonly lease: string;
  /** Fires when the job's time is up or the process stops. */
  readonly signal: AbortSignal;
  /** To be told that a transaction of the handler's has finished the job: what follows is tried by nobody again. */
  onFinished(): void;
}

/** How a job is done. What it carries is checked where its kind is put in and where it is handled, by the feature that has it. */
export type JobHandler = (job: Job, context: JobContext) => Promise<unknown>;

/** How each job is done, by its name. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;
