import type { Device } from '../../core/activity/device-store.ts';
import type { StoredVisit } from '../../core/activity/visit-store.ts';
import type { AuditCut, AuditSeal, StoredAuditEvent } from '../../core/audit/audit-event.ts';
import type { ApiToken } from '../../core/credential/api-token-store.ts';
import type { PersonalAccessToken } from '../../core/credential/personal-access-token-store.ts';
import type { RefreshToken } from '../../core/credential/refresh-token-store.ts';
import type { Ticket } from '../../core/credential/ticket-store.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { StoredRequestLog } from '../../core/limit/request-log-store.ts';
import type { OneTimeLink } from '../../core/link/one-time-link-store.ts';
import type { StoredFlow } from '../../core/login/flow-store.ts';
import type { Job } from '../../core/outbox/job-store.ts';
import type { Session } from '../../core/session/session.ts';
import type { SigningKey } from '../../core/token/signing-key-store.ts';
import type { EmailAddress } from '../../core/user/email-address-store.ts';
import type { Identity } from '../../core/user/identity.ts';
import type { User } from '../../core/user/user.ts';

/** A user without what is read from the addresses. */
export type UserRow = Omit<User, 'email' | 'isEmailVerified'> & { readonly usernameKey: string | null };
export type LinkRow = OneTimeLink & { readonly usedAt: Date | null };

export interface LimitRow {
  readonly attempts: number;
  readonly windowStartedAt: Date;
  readonly blockedUntil: Date | null;
}

export interface RequestRow {
  readonly fingerprint: string;
  readonly isDone: boolean;
  readonly answer: string | null;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

export interface JobRow {
  readonly id: number;
  readonly job: Job;
  readonly uniqueKey: string | null;
  readonly runAt: Date;
  readonly queuedAt: Date;
  readonly attempts: number;
  readonly lease: string | null;
  readonly leaseUntil: Date | null;
  readonly parked: boolean;
  readonly error: string | null;
}

/** All rows there are. A row is never changed, only replaced, so that a copy of the maps is a snapshot. */
export interface MemoryState {
  readonly users: Map<number, UserRow>;
  /** Ids of users who are to be welcomed. */
  readonly awaitingWelcome: Map<number, true>;
  readonly emailAddresses: Map<number, EmailAddress>;
  readonly identities: Map<number, Identity>;
  readonly oneTimeLinks: Map<string, LinkRow>;
  readonly sessions: Map<string, Session>;
  readonly refreshTokens: Map<string, RefreshToken>;
  /** By user id. */
  readonly apiTokens: Map<number, ApiToken>;
  /** By session id. */
  readonly personalAccessTokens: Map<number, PersonalAccessToken>;
  readonly tickets: Map<string, Ticket>;
  readonly flows: Map<string, StoredFlow & { readonly tries: number }>;
  readonly limits: Map<string, LimitRow>;
  readonly requestLogs: Map<string, StoredRequestLog & { readonly expiresAt: Date }>;
  readonly auditEvents: Map<number, StoredAuditEvent>;
  readonly auditSeals: Map<number, AuditSeal>;
  /** One at most: `newest`. */
  readonly auditCuts: Map<'newest', AuditCut>;
  readonly devices: Map<number, Device>;
  readonly visits: Map<string, StoredVisit>;
  /** `YYYY-MM-DD` and user id, joined by a space. */
  readonly visitDays: Map<string, { readonly day: string; readonly userId: number }>;
  readonly jobs: Map<number, JobRow>;
  readonly requests: Map<string, RequestRow>;
  readonly signingKeys: Map<string, SigningKey>;
  /** Group name by group id, by user. */
  readonly groups: Map<number, readonly { readonly id: number; readonly name: string }[]>;
  readonly permissions: Map<number, readonly string[]>;
  /** Codenames by group id. */
  readonly groupPermissions: Map<number, readonly string[]>;
  /** The last number given out, by table. */
  readonly sequences: Map<string, number>;
}

/** One step over the rows, alone: nothing else reads or writes while it runs. */
export type Access = <Result>(step: (state: MemoryState) => Result) => Promise<Result>;

export function emptyState(): MemoryState {
  return {
    users: new Map(),
    awaitingWelcome: new Map(),
    emailAddresses: new Map(),
    identities: new Map(),
    oneTimeLinks: new Map(),
    sessions: new Map(),
    refreshTokens: new Map(),
    apiTokens: new Map(),
    personalAccessTokens: new Map(),
    tickets: new Map(),
    flows: new Map(),
    limits: new Map(),
    requestLogs: new Map(),
    auditEvents: new Map(),
    auditSeals: new Map(),
    auditCuts: new Map(),
    devices: new Map(),
    visits: new Map(),
    visitDays: new Map(),
    jobs: new Map(),
    requests: new Map(),
    signingKeys: new Map(),
    groups: new Map(),
    permissions: new Map(),
    groupPermissions: new Map(),
    sequences: new Map(),
  };
}

export function copyState(state: MemoryState): MemoryState {
  const copies = Object.entries(state).map(([table, rows]) => [table, new Map(rows)]);
  // Every table is a map, so the copy has the shape of the original.
  return Object.fromEntries(copies) as MemoryState;
}

export function nextNumber(state: MemoryState, table: string): number {
  const number = (state.sequences.get(table) ?? 0) + 1;
  state.sequences.set(table, number);
  return number;
}

/** The address that has been claimed by this canonical form, or null. */
export function findByEmailKey(state: MemoryState, emailKey: string | null): EmailAddress | null {
  if (emailKey === null) return null;
  return [...state.emailAddresses.values()].find((address) => address.emailKey === emailKey) ?? null;
}

/** What a foreign key does in SQL. @throws for a user that does not exist. */
export function requireUser(state: MemoryState, userId: number | null): void {
  if (userId !== null && !state.users.has(userId)) throw new PlainError(`There is no user ${userId}.`);
}

/** Deletes the entries that match, at most `limit`, and answers the keys. */
export function removeWhere<Key, Row>(
  rows: Map<Key, Row>,
  matches: (row: Row) => boolean,
  limit = Number.POSITIVE_INFINITY,
): Key[] {
  const keys = [...rows].filter(([, row]) => matches(row)).map(([key]) => key);
  const removed = keys.slice(0, limit);
  for (const key of removed) rows.delete(key);
  return removed;
}
