import type { AuditCut, AuditEvent, AuditSeal, StoredAuditEvent } from './audit-event.ts';

/** Which events a list names: all, or only those of which all of this is true. */
export interface AuditFilter {
  readonly userId?: number | undefined;
  /** As it stands in the row; one that nothing writes names no event. */
  readonly action?: string | undefined;
  readonly success?: boolean | undefined;
  /** This moment and later. */
  readonly since?: Date | undefined;
}

/** The audit log. Rows are only ever added; the database itself refuses updates, and deletes but before a cut. */
export interface AuditStore {
  append(event: AuditEvent): Promise<void>;
  /** The user's own events, newest first. */
  listOfUser(
    userId: number,
    page: { limit: number; beforeId?: number },
  ): Promise<readonly StoredAuditEvent[]>;
  /** Everybody's events, newest first. */
  list(page: { limit: number; beforeId?: number } & AuditFilter): Promise<readonly StoredAuditEvent[]>;
  /** Committed rows without a seal, by id ascending. */
  listUnsealed(limit: number): Promise<readonly StoredAuditEvent[]>;
  lastSeal(): Promise<AuditSeal | null>;
  addSeals(seals: readonly AuditSeal[]): Promise<void>;
  /** Sealed rows by sequence ascending, for verification. */
  listSealed(
    afterSequence: number,
    limit: number,
  ): Promise<readonly { seal: AuditSeal; event: StoredAuditEvent | null }[]>;
  countUnsealed(): Promise<number>;
  /** The newest cut; null where nothing was ever removed. */
  lastCut(): Promise<AuditCut | null>;
  /** Removes the seals up to the cut with their rows, and keeps the cut in their place. Only inside a transaction. */
  removeBefore(cut: AuditCut): Promise<void>;
}
