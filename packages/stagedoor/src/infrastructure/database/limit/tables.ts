import type { MaybeMoment, Moment } from '../tables.ts';

export interface LimitTables {
  stagedoor_limit: { key: string; attempts: number; window_started_at: Moment; blocked_until: MaybeMoment };
  stagedoor_request_log: { key: string; log: string; expires_at: Moment; row_version: number };
}
