import type { MaybeMoment, Moment } from '../tables.ts';

export interface CredentialTables {
  stagedoor_refresh_token: {
    jti: string;
    session_id: number;
    created_at: Moment;
    expires_at: Moment;
    used_at: MaybeMoment;
    successor_jti: string | null;
    request_hash: string | null;
  };
  /** REST framework's table of API tokens, with the key hashed and sealed. */
  authtoken_token: { user_id: number; key_hash: string; sealed_key: string; created: Moment };
  stagedoor_personal_access_token: { session_id: number; user_id: number; name: string; hint: string };
  stagedoor_ticket: {
    key_hash: string;
    purpose: string;
    session_id: number;
    created_at: Moment;
    expires_at: Moment;
  };
}
