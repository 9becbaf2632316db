import { checkRecord } from '../core/kernel/record-shape.ts';
import type { Transact } from '../core/kernel/transact.ts';
import type { ObjectPermissionChange } from '../core/object-permission/change-grants.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import type { RowsFor } from '../resource/typed-rows.ts';
import type { Audit } from './define-audit-event.ts';
import type { SendMail } from './define-mail.ts';
import type { Emit } from './event-type.ts';
import { ownName } from './full-name.ts';

/** Inside a transaction: everything that is written here is kept together, or nothing of it. */
export interface Inside<Stores> {
  readonly stores: Stores;
  /** The rows of the site's resources, read and written in this transaction. */
  readonly rows: RowsFor;
  readonly enqueue: Enqueue;
  readonly audit: Audit;
  readonly sendMail: SendMail;
  readonly emit: Emit;
  readonly objectPermission: ObjectPermissionInside;
}

/** Permissions on objects, given and taken with what else is written: a row is there with its grants, or not at all. */
export interface ObjectPermissionInside {
  assign(change: ObjectPermissionChange): Promise<number>;
  remove(change: ObjectPermissionChange): Promise<number>;
}

/** Puts a job of the feature's own into the outbox. With `uniqueKey`, not beside one of that key that still waits. */
export type Enqueue = <Data extends JobData>(
  job: JobKind<Data>,
  data: Data,
  options?: { readonly runAt?: Date; readonly uniqueKey?: string },
) => Promise<void>;

/** A kind of job, by its name within the feature. */
export interface JobKind<Data extends JobData> {
  readonly name: string;
  /** What does it: tried again until it succeeds, so it may run more than once. Throwing means "later". */
  handledBy<Stores>(handler: JobHandler<Stores, Data>): HandledJob;
}

export interface JobRun<Stores> {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Fires when the job's time is up (20 s) or the process stops. */
  readonly signal: AbortSignal;
  /** A transaction that finishes the job too: what is written in it is written once, wherever the process dies. */
  readonly transact: Transact<Inside<Stores>>;
}

export type JobHandler<Stores, Data> = (data: Data, run: JobRun<Stores>) => Promise<unknown>;

export interface HandledJob {
  readonly name: string;
  /** Of whatever data: what is stored under the name was put there by `enqueue`, with this kind. */
  readonly handler: JobHandler<never, never>;
}

const NAME = ownName('send-report');

/**
 * Names a kind of job and says what it carries.
 *
 * @example
 * const thank = defineJob<{ entryId: number }>('thank');
 */
export function defineJob<Data extends JobData = null>(name: string): JobKind<Data> {
  checkRecord('A job', { name }, { name: NAME });
  // Kept apart by its name: what is read from the outbox under it is what was put there.
  return {
    name,
    handledBy: (handler) => ({ name, handler: handler as unknown as JobHandler<never, never> }),
  };
}
