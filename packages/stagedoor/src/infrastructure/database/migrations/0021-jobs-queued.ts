import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** When a job was written, by the database's own clock: how long the outbox has kept it waiting. Null for older ones. */
export const jobsQueued: Migration = {
  app: 'stagedoor',
  name: '0021_jobs_queued',
  statements: (dialect) => [`alter table stagedoor_job add column queued_at ${columnTypes[dialect].moment}`],
};
