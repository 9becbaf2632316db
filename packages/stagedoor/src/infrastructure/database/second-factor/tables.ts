import type { Generated } from 'kysely';
import type { MaybeMoment, Moment } from '../tables.ts';

export interface SecondFactorTables {
  stagedoor_totp_device: {
    id: number;
    user_id: number;
    name: string;
    /** Bound to its row. */
    sealed_secret: string;
    digits: number;
    period_seconds: number;
    /** The last that opened something: neither it nor an earlier one opens anything again. */
    last_step: number | null;
    created_at: Moment;
    confirmed_at: MaybeMoment;
    last_used_at: MaybeMoment;
    /** The session that began it; null of what was begun before that was kept. */
    begun_in: number | null;
  };
  stagedoor_recovery_code: {
    id: Generated<number>;
    user_id: number;
    code_hash: string;
    created_at: Moment;
    used_at: MaybeMoment;
  };
}
