import { type Insertable, type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { PendingStage } from '../../../core/kernel/stage.ts';
import { REMOTE_USER_BACKEND } from '../../../core/login/log-in-remote-user.ts';
import {
  type AuthenticationMethod,
  assertedBy,
  provedPassword,
} from '../../../core/session/authentication.ts';
import type { Session, SessionExpiry } from '../../../core/session/session.ts';
import { kindsThatStandAlone, type SessionKind } from '../../../core/session/session-kind.ts';
import type { TokenScope } from '../../../core/session/token-scope.ts';
import { toBoolean, toDate, toMaybeDate } from '../column-values.ts';
import type { Tables } from '../tables.ts';
import type { UserTable } from '../user/tables.ts';

type SessionTable = Tables['stagedoor_session'];
type Row = Selectable<SessionTable>;

/** A session's columns beside those of its user, so they carry names of their own. */
export interface SessionRow {
  readonly session_id: number;
  readonly key_hash: string;
  readonly session_user_id: number | null;
  readonly session_security_version: number;
  readonly backend: string | null;
  readonly expiry_kind: SessionExpiry['kind'];
  readonly expiry_seconds: number | null;
  readonly expiry_at: Row['expiry_at'];
  readonly created_at: Row['created_at'];
  readonly last_seen_at: Row['last_seen_at'];
  readonly expires_at: Row['expires_at'];
  readonly ends_at: Row['ends_at'];
  readonly authenticated_at: Row['authenticated_at'];
  readonly methods: string | null;
  readonly ip_address: string;
  readonly user_agent: string;
  readonly device_id: number | null;
  readonly pending_stage: PendingStage | null;
  readonly kind: SessionKind;
  readonly scope: string | null;
  readonly key_due: boolean | number;
}

export const sessionColumns = [
  's.id as session_id',
  's.key_hash',
  's.user_id as session_user_id',
  's.security_version as session_security_version',
  's.backend',
  's.expiry_kind',
  's.expiry_seconds',
  's.expiry_at',
  's.created_at',
  's.last_seen_at',
  's.expires_at',
  's.ends_at',
  's.authenticated_at',
  's.methods',
  's.ip_address',
  's.user_agent',
  's.device_id',
  's.pending_stage',
  's.kind',
  's.scope',
  's.key_due',
] as const;

type LiveTables = Tables & { s: SessionTable; u: UserTable | null };

/**
 * Sessions that their user, if they have one, has not outlived: active and of the same security version, which personal
 * access tokens outlive.
 */
export function selectValidSessions(
  db: Kysely<Tables>,
): SelectQueryBuilder<LiveTables, 's' | 'u', SessionRow> {
  const query = db
    .selectFrom('stagedoor_session as s')
    .leftJoin('auth_user as u', 'u.id', 's.user_id')
    .select(sessionColumns)
    .where(({ eb, or, and }) =>
      or([
        eb('s.user_id', 'is', null),
        and([
          eb('u.is_active', '=', sql.lit(true)),
          or([
            eb('u.security_version', '=', eb.ref('s.security_version')),
            eb(
              's.kind',
              'in',
              kindsThatStandAlone.map((kind) => sql.lit(kind)),
            ),
          ]),
        ]),
      ]),
    );
  // Kysely's own type of the join is this one, spelt with its internal aliases.
  return query as unknown as SelectQueryBuilder<LiveTables, 's' | 'u', SessionRow>;
}

export function toSession(row: SessionRow): Session {
  const authenticatedAt = toMaybeDate(row.authenticated_at);
  return {
    id: row.session_id,
    keyHash: row.key_hash,
    userId: row.session_user_id,
    securityVersion: row.session_security_version,
    backend: row.backend,
    expiry: toExpiry(row),
    createdAt: toDate(row.created_at),
    lastSeenAt: toDate(row.last_seen_at),
    expiresAt: toDate(row.expires_at),
    endsAt: toDate(row.ends_at),
    methods: row.methods === null ? methodsBefore(row.backend, authenticatedAt) : parseMethods(row.methods),
    authenticatedAt,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    deviceId: row.device_id,
    pendingStage: row.pending_stage,
    isKeyDue: toBoolean(row.key_due),
    kind: row.kind,
    // Written by ourselves, from a scope.
    scope: row.scope === null ? null : (JSON.parse(row.scope) as TokenScope),
  };
}

export function methodsColumn(methods: readonly AuthenticationMethod[]): string {
  return JSON.stringify(methods);
}

export function parseMethods(stored: string): readonly AuthenticationMethod[] {
  // Written by ourselves, from methods; only their times are no texts.
  const methods = JSON.parse(stored) as readonly (Omit<AuthenticationMethod, 'at'> & {
    readonly at: string;
  })[];
  return methods.map((proved) => ({ ...proved, at: new Date(proved.at) }));
}

/** Of a session from before they were kept: the one proof that was noted is by whoever vouched. */
function methodsBefore(backend: string | null, at: Date | null): readonly AuthenticationMethod[] {
  if (at === null) return [];
  return [backend === REMOTE_USER_BACKEND ? assertedBy(backend, at) : provedPassword(at)];
}

export function toColumns(session: Session): Insertable<SessionTable> {
  return {
    id: session.id,
    key_hash: session.keyHash,
    user_id: session.userId,
    security_version: session.securityVersion,
    backend: session.backend,
    ...expiryColumns(session.expiry),
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
    ends_at: session.endsAt,
    authenticated_at: session.authenticatedAt,
    methods: methodsColumn(session.methods),
    ip_address: session.ipAddress,
    user_agent: session.userAgent,
    device_id: session.deviceId,
    pending_stage: session.pendingStage,
    kind: session.kind,
    scope: session.scope === null ? null : JSON.stringify(session.scope),
    key_due: session.isKeyDue,
  };
}

export function expiryColumns(
  expiry: SessionExpiry,
): Pick<Insertable<SessionTable>, 'expiry_kind' | 'expiry_seconds' | 'expiry_at'> {
  return {
    expiry_kind: expiry.kind,
    expiry_seconds: expiry.kind === 'age' ? expiry.seconds : null,
    expiry_at: expiry.kind === 'fixed' ? expiry.at : null,
  };
}

function toExpiry(row: SessionRow): SessionExpiry {
  if (row.expiry_kind === 'browser') return { kind: 'browser' };
  if (row.expiry_kind === 'age') return { kind: 'age', seconds: row.expiry_seconds ?? 0 };
  return { kind: 'fixed', at: toDate(row.expiry_at ?? row.expires_at) };
}
