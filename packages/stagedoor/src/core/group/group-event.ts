import { type Act, actorDetail, visitorOf } from '../access/actor.ts';
import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Group } from '../permission/group.ts';

/** What the audit log says of an act on a group: who did it, on which, and what; `userId` is the member whom it is about. */
export function groupEvent(
  action: AuditEvent['action'],
  { by, now }: Act,
  about: { readonly group: Group; readonly userId?: number; readonly detail?: AuditDetail },
): AuditEvent {
  const { group, userId = null, detail = {} } = about;
  return securityEvent(action, {
    userId,
    visitor: visitorOf(by),
    now,
    detail: { ...actorDetail(by), group: group.id, name: group.name, ...detail },
  });
}
