import { type Act, actorDetail, visitorOf } from '../access/actor.ts';
import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Role } from './role.ts';

/** What the audit log says of an act on a role: who did it, on which, and what; `userId` is whom it is about. */
export function roleEvent(
  action: AuditEvent['action'],
  { by, now }: Act,
  about: { readonly role: Role; readonly userId?: number; readonly detail?: AuditDetail },
): AuditEvent {
  const { role, userId = null, detail = {} } = about;
  return securityEvent(action, {
    userId,
    visitor: visitorOf(by),
    now,
    detail: { ...actorDetail(by), role: role.id, name: role.name, ...detail },
  });
}
