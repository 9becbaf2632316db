import type { AuditActions } from '../kernel/feature.ts';

/**
 * The actions that leave a row (at most 50 characters, the width of the column). Past tense is implied; `success` says how it went.
 * Each feature of accounts names its own.
 */
export type AuditAction = keyof AuditActions;
/** What a feature of the site's own noted: its name, and the event's within it. */
export type FeatureAuditAction = `${string}.${string}`;
/** Small facts without secrets: method, reason code, session id, counts. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** A security event. Append-only: the row has no foreign key, so that it survives its user unchanged. */
export interface AuditEvent {
  readonly action: AuditAction | FeatureAuditAction;
  readonly success: boolean;
  readonly occurredAt: Date;
  readonly userId: number | null;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly detail: AuditDetail;
}

export interface StoredAuditEvent extends AuditEvent {
  readonly id: number;
}

/**
 * Where the chain begins after old rows were removed: the last seal that went, signed, so that only the site itself can
 * say that rows are missing on purpose.
 */
export interface AuditCut {
  readonly sequence: number;
  readonly hash: string;
  readonly signature: string;
}

/** One link of the chain over the rows (ASVS V16.4.2). */
export interface AuditSeal {
  readonly sequence: number;
  readonly eventId: number;
  /** base64url SHA-256 over the previous hash and the row. */
  readonly hash: string;
}
