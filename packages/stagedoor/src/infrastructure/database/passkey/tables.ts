import type { MaybeMoment, Moment, Truth } from '../tables.ts';

export interface PasskeyTables {
  stagedoor_passkey: {
    id: number;
    user_id: number;
    name: string;
    kind: string;
    credential_id: string;
    public_key: string;
    counter: number;
    /** JSON. */
    transports: string;
    aaguid: string;
    is_synced: Truth;
    is_backed_up: Truth;
    rp_id: string;
    user_handle: string;
    created_at: Moment;
    last_used_at: MaybeMoment;
  };
  stagedoor_passkey_ceremony: {
    challenge_hash: string;
    expires_at: Moment;
  };
}
