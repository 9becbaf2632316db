import type { AccountFeature } from '../kernel/feature.ts';
import { assignRole, unassignRole } from './assign-role.ts';
import { changeRole } from './change-role.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { hasRole } from './has-role.ts';
import { findRole, listHeldRoles, listRoles, listRolesOfUser, showRole } from './list-roles.ts';
import { setRoleField } from './set-role-field.ts';

const auditActions = [
  'role-create',
  'role-change',
  'role-delete',
  'role-assign',
  'role-unassign',
  'role-field-change',
] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What people are: by a field, a group, or the table of roles, everywhere or in an organization. */
export const roleFeature = {
  name: 'role',
  useCases: {
    role: {
      create: createRole,
      change: changeRole,
      delete: deleteRole,
      list: listRoles,
      find: findRole,
      show: showRole,
      assign: assignRole,
      unassign: unassignRole,
      setField: setRoleField,
      has: hasRole,
      listHeld: listHeldRoles,
      listOfUser: listRolesOfUser,
    },
  },
  auditActions,
  async exportOf({ roles }: Dependencies, userId: number) {
    const held = await roles.listHeld(userId);
    return { roles: held.map(({ role, organizationId }) => ({ role, organization: organizationId })) };
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
