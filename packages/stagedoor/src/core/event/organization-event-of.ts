import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import type { AccountEvent } from './account-event.ts';

interface InOrganization {
  readonly organizationId: number;
  readonly detail: AuditDetail;
}

type OfMember = InOrganization & { readonly userId: number };

const ofMembers: Readonly<Record<string, (told: OfMember) => AccountEvent | null>> = {
  'organization-create': ({ organizationId, userId }) => ({
    type: 'organization.created',
    data: { organizationId, userId },
  }),
  'membership-add': memberAdded,
  // Whoever was in it already takes the invitation and stays what they are.
  'invitation-accept': (told) => (told.detail.joined === true ? memberAdded(told) : null),
  'membership-change': ({ organizationId, userId, detail }) => ({
    type: 'organization.member-changed',
    data: { organizationId, userId, role: String(detail.role) },
  }),
  'membership-remove': ({ organizationId, userId }) => ({
    type: 'organization.member-removed',
    data: { organizationId, userId },
  }),
};

const ofItself: Readonly<Record<string, (told: InOrganization) => AccountEvent>> = {
  'organization-change': ({ organizationId }) => ({
    type: 'organization.renamed',
    data: { organizationId },
  }),
  'organization-delete': ({ organizationId }) => ({
    type: 'organization.deleted',
    data: { organizationId },
  }),
  'invitation-send': ({ organizationId, detail }) => ({
    type: 'organization.invitation-sent',
    data: { organizationId, invitationId: Number(detail.invitation) },
  }),
  'invitation-revoke': ({ organizationId, detail }) => ({
    type: 'organization.invitation-revoked',
    data: { organizationId, invitationId: Number(detail.invitation) },
  }),
};

function memberAdded({ organizationId, userId, detail }: OfMember): AccountEvent {
  return {
    type: 'organization.member-added',
    data: { organizationId, userId, role: String(detail.role) },
  };
}

/** What an audit event of an organization tells, of it or of one of its members; null for one of anything else. */
export function organizationEventOf({ action, userId, detail }: AuditEvent): AccountEvent | null {
  const told = { organizationId: Number(detail.organization), detail };
  if (Object.hasOwn(ofItself, action)) return ofItself[action]?.(told) ?? null;
  if (userId === null || !Object.hasOwn(ofMembers, action)) return null;
  return ofMembers[action]?.({ ...told, userId }) ?? null;
}
