import type { Generated } from 'kysely';
import type { Moment } from '../tables.ts';

export interface ActivityTables {
  stagedoor_device: {
    id: number;
    user_id: number;
    key_hash: string;
    ip_address: string;
    user_agent: string;
    first_seen_at: Moment;
    last_seen_at: Moment;
  };
  stagedoor_visit: {
    id: Generated<number>;
    visitor_key: string;
    user_id: number | null;
    ip_address: string;
    user_agent: string;
    first_seen_at: Moment;
    last_seen_at: Moment;
  };
  stagedoor_visit_day: { day: string; user_id: number };
}
