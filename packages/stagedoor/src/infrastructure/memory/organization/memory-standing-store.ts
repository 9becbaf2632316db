import type { StandingStore } from '../../../core/access/standing-store.ts';
import { memberPermissions } from '../../../core/organization/member-permissions.ts';
import type { Membership } from '../../../core/organization/organization.ts';
import type { Role } from '../../../core/role/role.ts';
import type { Access, MemoryState } from '../memory-state.ts';

export function createMemoryStandingStore(access: Access): StandingStore {
  return {
    ofUser: (userId) =>
      access((state) => {
        const memberships = [...state.organizationMembers.values()].filter(
          (member) => member.userId === userId,
        );
        return memberships.map((membership) => {
          const { organizationId, role: kind } = membership;
          const roles = rolesThere(state, membership);
          return {
            organizationId,
            permissions: [...memberPermissions[kind], ...roles.flatMap(({ permissions }) => permissions)],
            names: [...(kind === 'member' ? [] : [kind]), ...roles.map(({ name }) => name)],
          };
        });
      }),
  };
}

function rolesThere(
  { roles, roleAssignments }: MemoryState,
  { userId, organizationId }: Membership,
): readonly Role[] {
  return [...roleAssignments.values()].flatMap((assigned) => {
    const role = roles.get(assigned.roleId);
    const isThere = assigned.userId === userId && assigned.organizationId === organizationId;
    return isThere && role ? [role] : [];
  });
}
