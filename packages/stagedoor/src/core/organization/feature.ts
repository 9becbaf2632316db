import type { AccountFeature } from '../kernel/feature.ts';
import { acceptInvitation, findInvitation } from './accept-invitation.ts';
import { assignRoleThere, unassignRoleThere } from './assign-role-there.ts';
import {
  addOrganizationMember,
  leaveOrganization,
  mayLeaveOrganization,
  removeOrganizationMember,
  setMemberRole,
} from './change-members.ts';
import { deleteOrganization, renameOrganization } from './change-organization.ts';
import { createOrganization, mayCreateOrganization } from './create-organization.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { fateOfOwned, handOver } from './hand-over.ts';
import { resendInvitation, revokeInvitation, sendInvitation } from './invite.ts';
import { listGivableRoles } from './list-givable-roles.ts';
import { invitationsOf, listInvitations } from './list-invitations.ts';
import {
  findNamedOrganizations,
  listOrganizationMembers,
  listOrganizations,
  listOrganizationsOfUser,
  listOwnOrganizations,
  membersOf,
  showOrganization,
  showOrganizationMember,
} from './list-organizations.ts';
import { permissionSources } from './permission-sources.ts';
import { activeOrganization, switchOrganization } from './switch-organization.ts';
import { transferOrganization } from './transfer-organization.ts';

const MOST_EXPORTED = 1_000;

const auditActions = [
  'organization-create',
  'organization-change',
  'organization-delete',
  'membership-add',
  'membership-change',
  'membership-remove',
  'invitation-send',
  'invitation-revoke',
  'invitation-accept',
] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

declare module '../outbox/mail-data.ts' {
  interface MailKinds {
    'organization-invitation': {
      readonly organization: string;
      /** Null for the operator. */
      readonly inviter: string | null;
      /** The address that it is for. */
      readonly email: string;
      readonly path: string;
      readonly expiresInMinutes: number;
    };
    /** To whoever owns it from now on, because whoever did is gone. */
    'organization-passed': {
      readonly organization: string;
      readonly path: string;
    };
  }
}

/** People who do something together: who is in it, what they are there, who is invited. */
export const organizationFeature = {
  name: 'organization',
  useCases: {
    organization: {
      create: createOrganization,
      mayCreate: mayCreateOrganization,
      rename: renameOrganization,
      delete: deleteOrganization,
      list: listOrganizations,
      findNamed: findNamedOrganizations,
      listOwn: listOwnOrganizations,
      listOfUser: listOrganizationsOfUser,
      show: showOrganization,
      listMembers: listOrganizationMembers,
      showMember: showOrganizationMember,
      membersOf,
      addMember: addOrganizationMember,
      setMemberRole,
      removeMember: removeOrganizationMember,
      leave: leaveOrganization,
      mayLeave: mayLeaveOrganization,
      fateOfOwned,
      transfer: transferOrganization,
      listGivableRoles,
      assignRole: assignRoleThere,
      unassignRole: unassignRoleThere,
      switch: switchOrganization,
      active: activeOrganization,
    },
    permission: { sourcesOf: permissionSources },
    invitation: {
      send: sendInvitation,
      resend: resendInvitation,
      revoke: revokeInvitation,
      list: listInvitations,
      listOf: invitationsOf,
      find: findInvitation,
      accept: acceptInvitation,
    },
  },
  auditActions,
  async exportOf({ organizations }: Dependencies, userId: number) {
    const own = await organizations.listOfUser(userId, { afterId: 0, limit: MOST_EXPORTED });
    return { organizations: own.map(({ id, name, role }) => ({ id, name, role })) };
  },
  handOver,
  expire: ({ invitations }, { now, most }) => invitations.removeExpired(now, most),
} as const satisfies AccountFeature<Dependencies, Stores>;
