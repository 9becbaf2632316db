import type { ColumnType, Generated } from 'kysely';
import type { AuditEvent } from '../../core/audit/audit-event.ts';
import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { PendingStage } from '../../core/kernel/stage.ts';
import type { LinkPurpose } from '../../core/link/one-time-link-store.ts';
import type { SessionExpiry, SessionKind } from '../../core/session/session.ts';
import type { JwtAlgorithm } from '../../core/token/jwt-settings.ts';

/** A moment: timestamptz on PostgreSQL, ISO 8601 UTC text on SQLite. Read it with `toDate`. */
type Moment = ColumnType<Date | string, Date, Date>;
type MaybeMoment = ColumnType<Date | string | null, Date | null, Date | null>;
/** A truth: boolean on PostgreSQL, 0 or 1 on SQLite. Read it with `toBoolean`. */
type Truth = ColumnType<boolean | number, boolean, boolean>;
type GeneratedTruth = ColumnType<boolean | number, boolean | undefined, boolean>;

/** Django's user table with our columns after `date_joined`, and the configured extra fields. */
export interface UserTable {
  id: number;
  password: string;
  last_login: MaybeMoment;
  is_superuser: Truth;
  username: string | null;
  first_name: string;
  last_name: string;
  /** Mirrors the primary address. */
  email: Generated<string>;
  is_staff: Truth;
  is_active: Truth;
  date_joined: Moment;
  username_key: string | null;
  security_version: Generated<number>;
  row_version: Generated<number>;
  must_change_password: GeneratedTruth;
  language: LanguageTag | null;
  time_zone: Generated<string | null>;
  awaits_welcome: GeneratedTruth;
  managed_by: Generated<string | null>;
}

/** allauth's table of addresses with the canonical form that look-ups compare. */
export interface EmailAddressTable {
  id: Generated<number>;
  user_id: number;
  email: string;
  verified: Truth;
  primary: Truth;
  /** Of the one account that proved the address. */
  email_key: string | null;
  /** The same form as long as nobody proved it. */
  unproved_key: string | null;
}

export interface IdentityTable {
  id: number;
  user_id: number;
  provider: string;
  subject: string;
  name: string;
  linked_at: Moment;
}

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
}

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

interface AuditEventTable {
  id: Generated<number>;
  action: AuditEvent['action'];
  success: Truth;
  occurred_at: Moment;
  user_id: number | null;
  ip_address: string;
  user_agent: string;
  detail: string;
}

interface JobTable {
  id: Generated<number>;
  name: string;
  payload: string;
  unique_key: string | null;
  waiting_key: string | null;
  run_at: Moment;
  queued_at: MaybeMoment;
  attempts: Generated<number>;
  lease: string | null;
  lease_until: MaybeMoment;
  is_parked: GeneratedTruth;
  error: string | null;
}

export interface Tables {
  auth_user: UserTable;
  auth_group: { id: Generated<number>; name: string };
  auth_permission: { id: Generated<number>; name: string; content_type_id: number; codename: string };
  django_content_type: { id: Generated<number>; app_label: string; model: string };
  auth_group_permissions: { id: Generated<number>; group_id: number; permission_id: number };
  auth_user_groups: { id: Generated<number>; user_id: number; group_id: number };
  auth_user_user_permissions: { id: Generated<number>; user_id: number; permission_id: number };
  /** One row, whose version moves by trigger with whatever groups hold, and with what groups and permissions are called. */
  stagedoor_access_version: { id: number; version: number };
  account_emailaddress: EmailAddressTable;
  stagedoor_identity: IdentityTable;
  stagedoor_session: SessionTable;
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
  stagedoor_ticket: {
    key_hash: string;
    purpose: string;
    session_id: number;
    created_at: Moment;
    expires_at: Moment;
  };
  stagedoor_session_data: { key_hash: string; data: string; expires_at: Moment };
  stagedoor_one_time_link: OneTimeLinkTable;
  stagedoor_limit: { key: string; attempts: number; window_started_at: Moment; blocked_until: MaybeMoment };
  stagedoor_request_log: { key: string; log: string; expires_at: Moment; row_version: number };
  stagedoor_audit_event: AuditEventTable;
  /** Events that have no seal yet, filled by a trigger: the sealer need not search all of them. */
  stagedoor_audit_unsealed: { event_id: number };
  stagedoor_audit_seal: { sequence: number; event_id: number; hash: string };
  stagedoor_audit_cut: { sequence: number; hash: string; signature: string };
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
  stagedoor_job: JobTable;
  stagedoor_request: {
    key_hash: string;
    fingerprint: string;
    is_done: Truth;
    answer: string | null;
    started_at: Moment;
    expires_at: Moment;
  };
  stagedoor_signing_key: {
    key_id: string;
    algorithm: JwtAlgorithm;
    follows: string;
    private_key: string;
    created_at: Moment;
    signs_from: Moment;
    retires_at: MaybeMoment;
  };
  stagedoor_migration: { app: string; name: string; applied_at: Moment };
  stagedoor_extra_field: { name: string; type: string };
}
