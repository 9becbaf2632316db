import { type Kysely, sql } from 'kysely';
import type { JobMeasure } from '../../../core/outbox/job-store.ts';
import { toMaybeDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

/** Nothing of a job that was written before the column was there. */
const couldRunSince = {
  sqlite: sql`max(run_at, queued_at)`,
  postgres: sql`case when queued_at is not null then greatest(run_at, queued_at) end`,
};

/** How the jobs of each name stand, as the outbox is measured. */
export async function measureJobs({ db, dialect }: StoreContext, now: Date): Promise<readonly JobMeasure[]> {
  const isDue = sql`not is_parked and run_at <= ${now} and (lease_until is null or lease_until <= ${now})`;
  const rows = await db
    .selectFrom('stagedoor_job')
    .select(({ fn, eb }) => [
      'name',
      'is_parked as isParked',
      eb('lease', 'is not', null).as('isLeased'),
      fn.countAll<number>().as('jobs'),
      fn.count<number>('error').as('failed'),
      sql<Date | string | null>`min(case when ${isDue} then ${couldRunSince[dialect]} end)`.as('dueSince'),
    ])
    .groupBy(['name', 'isParked', 'isLeased'])
    .orderBy('name')
    .execute();
  const names = [...new Set(rows.map(({ name }) => name))];
  return names.map((name) =>
    measureOf(
      name,
      rows.filter((row) => row.name === name),
    ),
  );
}

interface StandingJobs {
  readonly isParked: boolean | number;
  readonly isLeased: unknown;
  readonly jobs: number;
  readonly failed: number;
  readonly dueSince: Date | string | null;
}

function measureOf(name: string, rows: readonly StandingJobs[]): JobMeasure {
  const parked = rows.find((row) => Boolean(row.isParked));
  const running = rows.find((row) => !row.isParked && Boolean(row.isLeased));
  const waiting = rows.find((row) => !row.isParked && !row.isLeased);
  const due = rows.map(({ dueSince }) => toMaybeDate(dueSince)).filter((moment) => moment !== null);
  return {
    name,
    waiting: Number(waiting?.jobs ?? 0),
    retrying: Number(waiting?.failed ?? 0),
    running: Number(running?.jobs ?? 0),
    parked: Number(parked?.jobs ?? 0),
    dueSince: due.length === 0 ? null : new Date(Math.min(...due.map(Number))),
  };
}

/** How many jobs there are at all, and in which state. */
export async function countJobs(
  db: Kysely<Tables>,
): Promise<{ waiting: number; running: number; parked: number }> {
  const rows = await db
    .selectFrom('stagedoor_job')
    .select(({ fn, eb }) => [
      'is_parked as isParked',
      eb('lease', 'is not', null).as('isLeased'),
      fn.countAll<number>().as('jobs'),
    ])
    .groupBy(['isParked', 'isLeased'])
    .execute();
  const sum = (matches: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(matches).reduce((total, row) => total + Number(row.jobs), 0);
  const parked = sum((row) => Boolean(row.isParked));
  const running = sum((row) => !row.isParked && Boolean(row.isLeased));
  return { waiting: sum(() => true) - parked - running, running, parked };
}
