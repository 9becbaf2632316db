import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { after } from '../../../core/kernel/clock.ts';
import {
  type Job,
  type JobState,
  type JobStore,
  type LeasedJob,
  type LeaseOptions,
  WEBHOOK_JOB,
} from '../../../core/outbox/job-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { countJobs, measureJobs } from './job-measures.ts';
import { readStoredJob } from './stored-job.ts';

const PURPOSE = 'job';
const FEATURE_JOB = '%.%';
/** `<feature>.on-<type of event>`, and such a type has a dot. */
const EVENT_JOB = '%.on-%.%';
const AT_ONCE = new Date(0);

/** The outbox. Without `runAt` a job is due at once. Payloads carry one-time links, so they are sealed. */
export function createJobStore(context: StoreContext): JobStore {
  const { db, sealer, dialect } = context;
  return {
    enqueue: async (
      job,
      { runAt = AT_ONCE, uniqueKey = null }: { runAt?: Date; uniqueKey?: string | null } = {},
    ) => {
      const payload = sealer.seal(PURPOSE, JSON.stringify(job));
      const keys = { unique_key: uniqueKey, waiting_key: uniqueKey };
      const row = { name: job.name, payload, ...keys, run_at: runAt, queued_at: thisMoment[dialect] };
      const insert = db.insertInto('stagedoor_job').values(row);
      await insert.onConflict((conflict) => conflict.column('waiting_key').doNothing()).execute();
    },
    lease: (options) => lease(context, options),
    finish: async (id, held) => {
      const removal = db.deleteFrom('stagedoor_job').where('id', '=', id).where('lease', '=', held);
      return touchedAny(await removal.executeTakeFirst());
    },
    fail: (id, held, outcome) => putBack(db, { id, lease: held }, outcome),
    release: async (leases) => {
      for (const { id, lease: held } of leases) await release(db, id, held);
    },
    count: () => countJobs(db),
    countWaiting: async () => {
      const rows = await db
        .selectFrom('stagedoor_job')
        .select(({ fn }) => ['name', fn.countAll<number>().as('jobs')])
        .where('is_parked', '=', sql.lit(false))
        .where('lease', 'is', null)
        .groupBy('name')
        .orderBy('name')
        .execute();
      return rows.map(({ name, jobs }) => ({ name, jobs: Number(jobs) }));
    },
    measure: (now) => measureJobs(context, now),
    find: (id) => findJob(db, id),
    listRetried: async (limit) => {
      const rows = await db
        .selectFrom('stagedoor_job')
        .select(['id', 'name', 'attempts', 'error', 'run_at'])
        .where('is_parked', '=', sql.lit(false))
        .where('lease', 'is', null)
        .where('error', 'is not', null)
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ run_at, error, ...row }) => ({
        ...row,
        error: error ?? '',
        retryAt: toDate(run_at),
      }));
    },
    listParked: async (limit) => {
      const parked = db.selectFrom('stagedoor_job').select(['id', 'name', 'attempts', 'error']);
      const rows = await parked.where('is_parked', '=', sql.lit(true)).orderBy('id').limit(limit).execute();
      return rows.map((row) => ({ ...row, error: row.error ?? '' }));
    },
    retryParked: async (which) => {
      const update = db
        .updateTable('stagedoor_job')
        .set({ is_parked: false, attempts: 0 })
        .where('is_parked', '=', sql.lit(true))
        .returning('id');
      const rows = await (which === 'all' ? update : update.where('id', '=', which)).execute();
      return rows.map(({ id }) => id).toSorted((one, other) => one - other);
    },
    discardParked: async (which) => {
      const removal = db
        .deleteFrom('stagedoor_job')
        .where('is_parked', '=', sql.lit(true))
        .returning(['id', 'name']);
      const rows = await (which === 'all' ? removal : removal.where('id', '=', which)).execute();
      return rows.toSorted((one, other) => one.id - other.id);
    },
    removeParkedEvents: async (before, most) => {
      const removal = db
        .deleteFrom('stagedoor_job')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('stagedoor_job')
            .select('id')
            .where('is_parked', '=', sql.lit(true))
            .where('name', 'like', EVENT_JOB)
            .where('queued_at', '<', before)
            .orderBy('id')
            .limit(most),
        );
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

async function findJob(db: Kysely<Tables>, id: number): Promise<JobState | null> {
  const row = await db
    .selectFrom('stagedoor_job')
    .select(['is_parked', 'lease', 'run_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const state = row.lease === null ? 'waiting' : 'running';
  return { state: row.is_parked ? 'parked' : state, runAt: toDate(row.run_at) };
}

async function lease(
  { db, dialect, sealer }: StoreContext,
  { now, leaseMs, limit, lane }: LeaseOptions,
): Promise<readonly LeasedJob[]> {
  const held = randomUUID();
  const rows = await db
    .with('due', (cte) =>
      cte
        .selectFrom('stagedoor_job')
        .select('id')
        .where('is_parked', '=', sql.lit(false))
        .where('run_at', '<=', now)
        .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .$if(lane === 'accounts', (query) => query.where('name', 'not like', FEATURE_JOB))
        .$if(lane === 'features', (query) =>
          query.where('name', 'like', FEATURE_JOB).where('name', '<>', WEBHOOK_JOB),
        )
        .$if(lane === 'webhooks', (query) => query.where('name', '=', WEBHOOK_JOB))
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit)
        // Other workers' candidates are passed over instead of waited for.
        .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
    )
    .updateTable('stagedoor_job')
    .set((eb) => ({
      lease: held,
      lease_until: after(now, leaseMs),
      attempts: eb('attempts', '+', 1),
      waiting_key: null,
    }))
    .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
    .returning(['id', 'payload', 'attempts', 'run_at'])
    .execute();
  const inOrder = rows.sort(
    (one, other) => Number(toDate(one.run_at)) - Number(toDate(other.run_at)) || one.id - other.id,
  );
  return openJobs({ db, sealer, held }, inOrder);
}

/** A job that cannot be opened any more is parked: it must not stop the ones behind it. */
async function openJobs(
  { db, sealer, held }: { db: Kysely<Tables>; sealer: Sealer; held: string },
  rows: readonly { id: number; payload: string; attempts: number }[],
): Promise<readonly LeasedJob[]> {
  const jobs: LeasedJob[] = [];
  for (const { id, payload, attempts } of rows) {
    const job = openJob(sealer, payload);
    if (job) jobs.push({ id, job, attempt: attempts, lease: held });
    else await putBack(db, { id, lease: held }, { retryAt: null, error: 'The payload cannot be opened.' });
  }
  return jobs;
}

function openJob(sealer: Sealer, payload: string): Job | null {
  return unlessSealBroken(() => readStoredJob(sealer.open(PURPOSE, payload)));
}

async function putBack(
  db: Kysely<Tables>,
  { id, lease: held }: { id: number; lease: string },
  { retryAt, error }: { retryAt: Date | null; error: string },
): Promise<boolean> {
  const update = db
    .updateTable('stagedoor_job')
    .set({ lease: null, lease_until: null, error, is_parked: retryAt === null })
    .where('id', '=', id)
    .where('lease', '=', held);
  const retried = retryAt === null ? update : update.set({ run_at: retryAt, waiting_key: freeWaitingKey });
  return touchedAny(await retried.executeTakeFirst());
}

async function release(db: Kysely<Tables>, id: number, held: string): Promise<void> {
  await db
    .updateTable('stagedoor_job')
    .set((eb) => ({
      lease: null,
      lease_until: null,
      attempts: eb('attempts', '-', 1),
      waiting_key: freeWaitingKey,
    }))
    .where('id', '=', id)
    .where('lease', '=', held)
    .execute();
}

/** A job that goes back takes its key again, unless a newer one is waiting under it by now. */
const freeWaitingKey = sql<string | null>`case when exists (
    select 1 from stagedoor_job as other where other.waiting_key = stagedoor_job.unique_key
  ) then null else unique_key end`;

/** The database's clock, which is the same for all who write. */
const thisMoment = {
  sqlite: sql<Date>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
  postgres: sql<Date>`now()`,
};
