import type { Act } from '../access/actor.ts';
import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import type { Organization } from '../organization/organization.ts';
import { organizationEvent } from '../organization/organization-event.ts';
import type { Team } from './team.ts';

interface About {
  readonly organization: Organization;
  readonly team: Pick<Team, 'id' | 'name'>;
  readonly userId?: number;
  readonly detail?: AuditDetail;
}

/** What the audit log says of an act on a team: who did it, in which organization, and what; `userId` is whom it is about. */
export function teamEvent(
  action: AuditEvent['action'],
  act: Act,
  { organization, team, userId, detail }: About,
): AuditEvent {
  return organizationEvent(action, act, {
    organization,
    ...(userId === undefined ? {} : { userId }),
    detail: { team: team.id, teamName: team.name, ...detail },
  });
}
