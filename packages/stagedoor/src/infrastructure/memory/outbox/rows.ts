import type { Job } from '../../../core/outbox/job-store.ts';

export interface JobRow {
  readonly id: number;
  readonly job: Job;
  readonly uniqueKey: string | null;
  readonly runAt: Date;
  readonly queuedAt: Date;
  readonly attempts: number;
  readonly lease: string | null;
  readonly leaseUntil: Date | null;
  readonly parked: boolean;
  readonly error: string | null;
}

export interface OutboxRows {
  readonly jobs: Map<number, JobRow>;
}
