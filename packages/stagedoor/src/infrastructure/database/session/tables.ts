import type { Generated } from 'kysely';
import type { PendingStage } from '../../../core/kernel/stage.ts';
import type { SessionExpiry } from '../../../core/session/session.ts';
import type { SessionKind } from '../../../core/session/session-kind.ts';
import type { MaybeMoment, Moment } from '../tables.ts';

interface SessionTable {
  id: number;
  key_hash: string;
  user_id: number | null;
  security_version: number;
  backend: string | null;
  expiry_kind: SessionExpiry['kind'];
  expiry_seconds: number | null;
  expiry_at: MaybeMoment;
  created_at: Moment;
  last_seen_at: Moment;
  expires_at: Moment;
  ends_at: Moment;
  authenticated_at: MaybeMoment;
  methods: string | null;
  ip_address: string;
  user_agent: string;
  device_id: number | null;
  pending_stage: PendingStage | null;
  kind: Generated<SessionKind>;
  /** A `TokenScope` as JSON. */
  scope: string | null;
  row_version: Generated<number>;
  key_due: Generated<boolean>;
  /** The key that it had before `renewDueKey`, and how long that finds it. */
  former_key_hash: string | null;
  former_until: MaybeMoment;
}

export interface SessionTables {
  stagedoor_session: SessionTable;
  stagedoor_session_data: { key_hash: string; data: string; expires_at: Moment };
}
