import type { Moment, Truth } from '../tables.ts';

export interface IdempotencyTables {
  stagedoor_request: {
    key_hash: string;
    fingerprint: string;
    is_done: Truth;
    answer: string | null;
    started_at: Moment;
    expires_at: Moment;
  };
}
