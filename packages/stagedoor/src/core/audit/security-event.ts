import type { Visitor } from '../kernel/visitor.ts';
import type { AuditEvent } from './audit-event.ts';

/** A successful security event of a user, seen from a visitor. */
export function securityEvent(
  action: AuditEvent['action'],
  of: {
    userId: number | null;
    visitor: Visitor;
    now: Date;
    success?: boolean;
    detail?: AuditEvent['detail'];
  },
): AuditEvent {
  return {
    action,
    success: of.success ?? true,
    occurredAt: of.now,
    userId: of.userId,
    ipAddress: of.visitor.ipAddress,
    userAgent: of.visitor.userAgent,
    detail: of.detail ?? {},
  };
}
