import type { AuditCut, AuditSeal, StoredAuditEvent } from '../../../core/audit/audit-event.ts';

export interface AuditRows {
  readonly auditEvents: Map<number, StoredAuditEvent>;
  readonly auditSeals: Map<number, AuditSeal>;
  /** One at most: `newest`. */
  readonly auditCuts: Map<'newest', AuditCut>;
}
