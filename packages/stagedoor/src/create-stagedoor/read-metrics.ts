import type { Clock } from '../core/kernel/clock.ts';
import type { JobStore } from '../core/outbox/job-store.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import type { MailCounts } from '../infrastructure/mail/counted-mailer.ts';
import type { MeasuredPasswordHasher } from '../infrastructure/password/password-hasher.ts';
import type { JobMetrics, ProcessMetrics } from './metrics.ts';

interface Parts {
  readonly passwordHasher: MeasuredPasswordHasher;
  readonly database: OpenDatabase;
  readonly mailCounts: () => MailCounts;
}

export function readProcessMetrics({ passwordHasher, database, mailCounts }: Parts): ProcessMetrics {
  const { asked, read } = database.principalReads;
  return {
    hashing: passwordHasher.load(),
    principals: { hits: asked - read, misses: read },
    mail: mailCounts(),
    connections: database.dialect === 'postgres' ? connectionsOf(database.pool) : null,
  };
}

function connectionsOf({
  totalCount,
  idleCount,
  waitingCount,
}: {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}): NonNullable<ProcessMetrics['connections']> {
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

export async function readJobMetrics(deps: {
  readonly jobs: Pick<JobStore, 'measure'>;
  readonly clock: Clock;
}): Promise<JobMetrics> {
  const now = deps.clock.now();
  const byName = await deps.jobs.measure(now);
  const due = byName.map(({ dueSince }) => dueSince).filter((since) => since !== null);
  // The store's clock wrote it, so it may be a little ahead.
  const ages = due.map((since) => Math.max(0, (now.getTime() - since.getTime()) / 1_000));
  return { byName, oldestDueSeconds: Math.max(0, ...ages) };
}
