import type { Generated } from 'kysely';
import type { GeneratedTruth, MaybeMoment, Moment } from '../tables.ts';

interface JobTable {
  id: Generated<number>;
  name: string;
  payload: string;
  unique_key: string | null;
  waiting_key: string | null;
  run_at: Moment;
  queued_at: MaybeMoment;
  attempts: Generated<number>;
  lease: string | null;
  lease_until: MaybeMoment;
  is_parked: GeneratedTruth;
  error: string | null;
}

export interface OutboxTables {
  stagedoor_job: JobTable;
}
