import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Member, Membership } from '../../../core/organization/organization.ts';
import type { MemoryState } from '../memory-state.ts';
import { readUser } from '../user/memory-user-store.ts';

/** A membership with who it is of, and what they are there. */
export function toMember(state: MemoryState, membership: Membership): Member {
  const user = readUser(state, membership.userId);
  if (user === null) throw new PlainError(`There is no user ${membership.userId}.`);
  const { id, username, email, firstName, lastName, isActive } = user;
  const siteRoles = [...state.roleAssignments.values()].flatMap(({ userId, roleId, organizationId }) =>
    userId === id && organizationId === membership.organizationId
      ? (state.roles.get(roleId)?.name ?? [])
      : [],
  );
  return {
    ...membership,
    user: { id, username, email, firstName, lastName, isActive },
    siteRoles: siteRoles.toSorted(),
  };
}
