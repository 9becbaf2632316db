import type { Generated } from 'kysely';
import type { AuditEvent } from '../../../core/audit/audit-event.ts';
import type { Moment, Truth } from '../tables.ts';

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

export interface AuditTables {
  stagedoor_audit_event: AuditEventTable;
  /** Events that have no seal yet, filled by a trigger: the sealer need not search all of them. */
  stagedoor_audit_unsealed: { event_id: number };
  stagedoor_audit_seal: { sequence: number; event_id: number; hash: string };
  stagedoor_audit_cut: { sequence: number; hash: string; signature: string };
}
