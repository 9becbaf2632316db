import type { Moment } from '../tables.ts';

export interface LoginTables {
  stagedoor_flow: {
    key_hash: string;
    user_id: number;
    security_version: number;
    backend: string;
    /** JSON: the methods, with their times. */
    proofs: string;
    /** JSON: what the log-in was for. */
    asked: string;
    tries: number;
    created_at: Moment;
    expires_at: Moment;
  };
}
