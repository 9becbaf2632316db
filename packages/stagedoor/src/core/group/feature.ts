import type { AccountFeature } from '../kernel/feature.ts';
import { grantToGroup, revokeFromGroup, setGroupPermissions } from './change-group-permissions.ts';
import { addMember, removeMember } from './change-membership.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { listGroups, listGroupsOfUser } from './list-groups.ts';
import { listMembers } from './list-members.ts';
import { renameGroup } from './rename-group.ts';
import { seedRoles } from './seed-roles.ts';
import { findGroup, showGroup } from './show-group.ts';

const auditActions = [
  'group-create',
  'group-rename',
  'group-delete',
  'group-permissions-change',
  'group-member-add',
  'group-member-remove',
] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** Groups as data: what they are called, who is in them, what these may. */
export const groupFeature = {
  name: 'group',
  useCases: {
    group: {
      create: createGroup,
      rename: renameGroup,
      delete: deleteGroup,
      list: listGroups,
      listOfUser: listGroupsOfUser,
      find: findGroup,
      show: showGroup,
      setPermissions: setGroupPermissions,
      grant: grantToGroup,
      revoke: revokeFromGroup,
      addMember,
      removeMember,
      listMembers,
      seedRoles,
    },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
