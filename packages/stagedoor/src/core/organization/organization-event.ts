import { type Act, actorDetail, visitorOf } from '../access/actor.ts';
import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Organization } from './organization.ts';

interface About {
  readonly organization: Pick<Organization, 'id' | 'name'>;
  readonly userId?: number;
  readonly detail?: AuditDetail;
}

/** What the audit log says of an act in an organization: who did it, where, and what; `userId` is whom it is about. */
export function organizationEvent(action: AuditEvent['action'], { by, now }: Act, about: About): AuditEvent {
  return eventBy(action, { ...actorDetail(by), visitor: visitorOf(by), now }, about);
}

/** The same of somebody who has no session yet. */
export function eventBy(
  action: AuditEvent['action'],
  { by, visitor, now }: { readonly by: number | 'operator'; readonly visitor: Visitor; readonly now: Date },
  { organization, userId, detail }: About,
): AuditEvent {
  return securityEvent(action, {
    userId: userId ?? null,
    visitor,
    now,
    detail: { by, organization: organization.id, name: organization.name, ...detail },
  });
}
