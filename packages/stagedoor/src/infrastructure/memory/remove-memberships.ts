import { membershipKey } from './membership-key.ts';
import { type MemoryState, removeWhere } from './memory-state.ts';

/** What cascades do in SQL: whatever somebody has in an organization goes with their membership. */
export function removeMemberships(
  state: MemoryState,
  matches: (member: { readonly userId: number; readonly organizationId: number }) => boolean,
): number {
  const removed = removeWhere(state.organizationMembers, matches);
  const isGone = (row: { readonly userId: number; readonly organizationId: number | null }) =>
    row.organizationId !== null &&
    !state.organizationMembers.has(membershipKey({ userId: row.userId, organizationId: row.organizationId }));
  removeWhere(state.roleAssignments, isGone);
  removeWhere(state.activeOrganizations, isGone);
  removeWhere(state.teamMembers, isGone);
  return removed.length;
}
