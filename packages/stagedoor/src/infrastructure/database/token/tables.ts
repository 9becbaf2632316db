import type { JwtAlgorithm } from '../../../core/token/jwt-settings.ts';
import type { MaybeMoment, Moment } from '../tables.ts';

export interface TokenTables {
  stagedoor_signing_key: {
    key_id: string;
    algorithm: JwtAlgorithm;
    follows: string;
    private_key: string;
    created_at: Moment;
    signs_from: Moment;
    retires_at: MaybeMoment;
  };
}
