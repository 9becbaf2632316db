import type { JobKinds } from '../kernel/feature.ts';
import type { JsonValue } from '../kernel/json-value.ts';

/** A job of a feature: what it needs to know, as JSON. Its name begins with the feature's: `guestbook.thank`. */
export interface FeatureJob {
  readonly name: `${string}.${string}`;
  readonly data: JobData;
}

/** An e-mail of a feature, by its full name; who writes it knows what it carries. */
export interface FeatureMail {
  readonly mail: 'feature';
  readonly name: `${string}.${string}`;
  readonly data: JobData;
}

/** Something that happened, as whoever listens is told of it. */
export interface StoredEvent {
  /** The same for all who are told, however often. */
  readonly id: string;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  readonly data: JobData;
}

/** What a job carries. */
export type JobData = JsonValue;

/** Work that leaves through the outbox: written in the caller's transaction, done by any worker afterwards. */
export type Job = FeatureJob | OwnJob;

/** A job of a feature of accounts: its kind, and what that carries. */
export type OwnJob = {
  readonly [Name in keyof JobKinds]: { readonly name: Name } & JobKinds[Name];
}[keyof JobKinds];

/**
 * Who does a job: we ourselves; a feature, whose name is before a dot in the job's; or whoever sends webhooks, which is waiting for
 * machines of strangers and nothing else.
 */
export const jobLanes = ['accounts', 'features', 'webhooks'] as const;

/** The one kind of job of the last lane. */
export const WEBHOOK_JOB = 'webhook.deliver';

export type JobLane = (typeof jobLanes)[number];

/** Which jobs to take; of all lanes where none is named. */
export interface LeaseOptions {
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
  readonly lane?: JobLane;
}

/** A job taken by a worker until `leaseUntil`; `attempt` starts at 1. */
export interface LeasedJob {
  readonly id: number;
  readonly job: Job;
  readonly attempt: number;
  /** Fencing token: finishing or failing works only for the lease that is still the newest. */
  readonly lease: string;
}

/** A job that failed for good, as an operator may see it: never what is in it. */
export interface ParkedJob {
  readonly id: number;
  readonly name: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** A short text without secrets. */
  readonly error: string;
}

/** A job that failed and waits for its next try. */
export interface RetriedJob extends ParkedJob {
  readonly retryAt: Date;
}

/** How one job stands. `runAt` may be over: then it waits for a worker alone. */
export interface JobState {
  readonly state: 'waiting' | 'running' | 'parked';
  readonly runAt: Date;
}

/** How the jobs of one name stand. */
export interface JobMeasure {
  readonly name: string;
  /** Those that failed before among them. */
  readonly waiting: number;
  /** Of those that wait, the ones that failed before. */
  readonly retrying: number;
  readonly running: number;
  readonly parked: number;
  /**
   * Since when the oldest could have been done: the later of when it was written, by the store's own clock, and when it was to
   * run. Null where none is due.
   */
  readonly dueSince: Date | null;
}

/** The outbox table. Payloads are encrypted at rest by the adapter: they carry one-time links. */
export interface JobStore {
  /** With `uniqueKey`, a second job with the same key that is still waiting is not added. */
  enqueue(job: Job, options?: { runAt?: Date; uniqueKey?: string }): Promise<void>;
  lease(options: LeaseOptions): Promise<readonly LeasedJob[]>;
  /** Deletes the job; false when another worker took it over. */
  finish(id: number, lease: string): Promise<boolean>;
  /** Puts the job back for `retryAt`, or parks it for good when null; `error` is a short text without secrets. */
  fail(id: number, lease: string, outcome: { retryAt: Date | null; error: string }): Promise<boolean>;
  /** Gives unfinished leases back at shutdown. */
  release(leases: readonly { id: number; lease: string }[]): Promise<void>;
  count(): Promise<{ waiting: number; running: number; parked: number }>;
  /** How many wait, by name, in the order of the names. */
  countWaiting(): Promise<readonly { readonly name: string; readonly jobs: number }[]>;
  /** How all jobs stand at `now`, by name, in the order of the names. */
  measure(now: Date): Promise<readonly JobMeasure[]>;
  find(id: number): Promise<JobState | null>;
  /** The jobs that failed and are tried again, soonest first. */
  listRetried(limit: number): Promise<readonly RetriedJob[]>;
  /** The parked jobs, oldest first. */
  listParked(limit: number): Promise<readonly ParkedJob[]>;
  /** Gives one parked job, or all of them, their tries back; answers their ids. */
  retryParked(which: number | 'all'): Promise<readonly number[]>;
  /** Deletes one parked job, or all of them; answers what went. */
  discardParked(which: number | 'all'): Promise<readonly Pick<ParkedJob, 'id' | 'name'>[]>;
  /** Deletes parked jobs that tell a listener of an event, written before then by the store's own clock; answers how many. */
  removeParkedEvents(before: Date, most: number): Promise<number>;
}
