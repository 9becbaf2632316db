import type { LinkPurpose } from '../../../core/link/one-time-link-store.ts';
import type { MaybeMoment, Moment } from '../tables.ts';

interface OneTimeLinkTable {
  key_hash: string;
  purpose: LinkPurpose;
  user_id: number;
  email: string;
  security_version: number;
  created_at: Moment;
  left_at: MaybeMoment;
  expires_at: Moment;
  used_at: MaybeMoment;
}

export interface LinkTables {
  stagedoor_one_time_link: OneTimeLinkTable;
}
