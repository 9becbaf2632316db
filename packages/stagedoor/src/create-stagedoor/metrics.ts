import type { JobMeasure } from '../core/outbox/job-store.ts';
import type { MailCounts } from '../infrastructure/mail/counted-mailer.ts';
import type { HashLoad } from '../infrastructure/password/hash-queue.ts';

/** How a process of the site stands, in plain numbers; what is counted, is counted since its start. */
export interface ProcessMetrics {
  /** The line for hashing passwords. */
  readonly hashing: HashLoad;
  /** Whose request it is, looked up by session: kept in memory, or read. */
  readonly principals: { readonly hits: number; readonly misses: number };
  readonly mail: MailCounts;
  /** The connections to PostgreSQL; null on SQLite, which has none to count. */
  readonly connections: {
    readonly total: number;
    readonly idle: number;
    /** How many pieces of work wait for one. */
    readonly waiting: number;
  } | null;
}

/** How the outbox of all processes stands. */
export interface JobMetrics {
  readonly byName: readonly JobMeasure[];
  /** How long the oldest job that could be done has been waiting; 0 where none is due. */
  readonly oldestDueSeconds: number;
}
