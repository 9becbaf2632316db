import { type Act, actorDetail, visitorOf } from '../access/actor.ts';
import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Organization } from './organization.ts';

/** What the audit log says of an act in an organization: who did it, where, and what; `userId` is whom it is about. */
export function organizationEvent(
  action: AuditEvent['action'],
  { by, now }: Act,
  about: {
    readonly organization: Pick<Organization, 'id' | 'name'>;
    readonly userId?: number;
    readonly detail?: AuditDetail;
  },
): AuditEvent {
  const { organization, userId = null, detail = {} } = about;
  return securityEvent(action, {
    userId,
    visitor: visitorOf(by),
    now,
    detail: { ...actorDetail(by), organization: organization.id, name: organization.name, ...detail },
  });
}
