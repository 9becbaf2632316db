import { randomUUID } from 'node:crypto';
import { after } from '../../../core/kernel/clock.ts';
import {
  type Job,
  type JobLane,
  type JobMeasure,
  type JobStore,
  type LeasedJob,
  type ParkedJob,
  WEBHOOK_JOB,
} from '../../../core/outbox/job-store.ts';
import { type Access, type MemoryState, nextNumber } from '../memory-state.ts';
import type { JobRow } from './rows.ts';

/** The outbox in memory. Without `runAt` a job is due at once. */
export function createMemoryJobStore(access: Access): JobStore {
  return {
    enqueue: (
      job,
      { runAt = new Date(0), uniqueKey = null }: { runAt?: Date; uniqueKey?: string | null } = {},
    ) =>
      access((state) => {
        if (uniqueKey !== null && isWaiting(state, uniqueKey)) return;
        const id = nextNumber(state, 'jobs');
        const rest = { attempts: 0, lease: null, leaseUntil: null, parked: false, error: null };
        state.jobs.set(id, { id, job, uniqueKey, runAt, queuedAt: new Date(), ...rest });
      }),
    lease: ({ now, leaseMs, limit, lane }) =>
      access((state) =>
        [...state.jobs.values()]
          .filter(
            (row) => !row.parked && row.runAt <= now && (row.leaseUntil === null || row.leaseUntil <= now),
          )
          .filter(({ job }) => lane === undefined || laneOf(job) === lane)
          .sort((one, other) => one.runAt.getTime() - other.runAt.getTime() || one.id - other.id)
          .slice(0, limit)
          .map((row) => leaseRow(state, row, after(now, leaseMs))),
      ),
    finish: (id, lease) => access((state) => (isHeld(state, id, lease) ? state.jobs.delete(id) : false)),
    fail: (id, lease, { retryAt, error }) =>
      access((state) => {
        const row = state.jobs.get(id);
        if (row?.lease !== lease) return false;
        const parked = retryAt === null;
        state.jobs.set(id, {
          ...row,
          lease: null,
          leaseUntil: null,
          parked,
          runAt: retryAt ?? row.runAt,
          error,
        });
        return true;
      }),
    release: (leases) =>
      access((state) => {
        for (const { id, lease } of leases) {
          const row = state.jobs.get(id);
          if (row?.lease !== lease) continue;
          state.jobs.set(id, { ...row, lease: null, leaseUntil: null, attempts: row.attempts - 1 });
        }
      }),
    count: () => access((state) => countJobs([...state.jobs.values()])),
    countWaiting: () =>
      access((state) => {
        const waiting = [...state.jobs.values()].filter((row) => !row.parked && row.lease === null);
        const names = [...new Set(waiting.map(({ job }) => job.name))].sort();
        return names.map((name) => ({ name, jobs: waiting.filter(({ job }) => job.name === name).length }));
      }),
    measure: (now) =>
      access((state) => {
        const rows = [...state.jobs.values()];
        const names = [...new Set(rows.map(({ job }) => job.name))].sort();
        return names.map((name) =>
          measureOf(name, { rows: rows.filter(({ job }) => job.name === name), now }),
        );
      }),
    find: (id) =>
      access((state) => {
        const row = state.jobs.get(id);
        if (row === undefined) return null;
        const standing = row.lease === null ? 'waiting' : 'running';
        return { state: row.parked ? 'parked' : standing, runAt: row.runAt };
      }),
    listRetried: (limit) =>
      access((state) =>
        [...state.jobs.values()]
          .filter((row) => !row.parked && row.lease === null && row.error !== null)
          .toSorted((one, other) => Number(one.runAt) - Number(other.runAt) || one.id - other.id)
          .slice(0, limit)
          .map((row) => ({ ...toParked(row), retryAt: row.runAt })),
      ),
    listParked: (limit) => access((state) => parkedRows(state, 'all').slice(0, limit).map(toParked)),
    retryParked: (which) =>
      access((state) => {
        const rows = parkedRows(state, which);
        for (const row of rows) state.jobs.set(row.id, { ...row, parked: false, attempts: 0 });
        return rows.map(({ id }) => id);
      }),
    discardParked: (which) =>
      access((state) => {
        const rows = parkedRows(state, which);
        for (const { id } of rows) state.jobs.delete(id);
        return rows.map(({ id, job }) => ({ id, name: job.name }));
      }),
    removeParkedEvents: (before, most) =>
      access((state) => {
        const rows = parkedRows(state, 'all').filter(
          ({ job, queuedAt }) => EVENT_JOB.test(job.name) && queuedAt < before,
        );
        const removed = rows.slice(0, most);
        for (const { id } of removed) state.jobs.delete(id);
        return removed.length;
      }),
  };
}

/** `<feature>.on-<type of event>`, and such a type has a dot. */
const EVENT_JOB = /^[^.]+\.on-[^.]+\./;

function laneOf({ name }: Job): JobLane {
  if (name === WEBHOOK_JOB) return 'webhooks';
  return name.includes('.') ? 'features' : 'accounts';
}

function parkedRows(state: MemoryState, which: number | 'all'): JobRow[] {
  return [...state.jobs.values()].filter((row) => row.parked && (which === 'all' || row.id === which));
}

function toParked({ id, job, attempts, error }: JobRow): ParkedJob {
  return { id, name: job.name, attempts, error: error ?? '' };
}

function isWaiting(state: MemoryState, uniqueKey: string): boolean {
  return [...state.jobs.values()].some(
    (row) => row.uniqueKey === uniqueKey && row.lease === null && !row.parked,
  );
}

function isHeld(state: MemoryState, id: number, lease: string): boolean {
  return state.jobs.get(id)?.lease === lease;
}

function leaseRow(state: MemoryState, row: JobRow, leaseUntil: Date): LeasedJob {
  const lease = randomUUID();
  const attempt = row.attempts + 1;
  state.jobs.set(row.id, { ...row, lease, leaseUntil, attempts: attempt });
  return { id: row.id, job: row.job, attempt, lease };
}

function measureOf(
  name: string,
  { rows, now }: { readonly rows: readonly JobRow[]; readonly now: Date },
): JobMeasure {
  const due = rows.filter(
    (row) => !row.parked && row.runAt <= now && (row.leaseUntil === null || row.leaseUntil <= now),
  );
  const since = due.map(({ runAt, queuedAt }) => Math.max(Number(runAt), Number(queuedAt)));
  const waiting = rows.filter((row) => !row.parked && row.lease === null);
  return {
    name,
    ...countJobs(rows),
    retrying: waiting.filter(({ error }) => error !== null).length,
    dueSince: since.length === 0 ? null : new Date(Math.min(...since)),
  };
}

function countJobs(rows: readonly JobRow[]): { waiting: number; running: number; parked: number } {
  const parked = rows.filter((row) => row.parked).length;
  const running = rows.filter((row) => row.lease !== null).length;
  return { waiting: rows.length - parked - running, running, parked };
}
