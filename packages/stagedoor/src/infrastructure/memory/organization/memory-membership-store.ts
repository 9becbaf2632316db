import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Membership } from '../../../core/organization/organization.ts';
import type { MembershipStore, NextMember } from '../../../core/organization/organization-store.ts';
import { membershipKey } from '../membership-key.ts';
import { type Access, type MemoryState, requireUser } from '../memory-state.ts';
import { removeMemberships } from '../remove-memberships.ts';
import { toMember } from './to-member.ts';

export function createMemoryMembershipStore(access: Access): MembershipStore {
  return {
    find: (organizationId, userId) =>
      access((state) => state.organizationMembers.get(membershipKey({ userId, organizationId })) ?? null),
    listOfUser: (userId, organizationIds) =>
      access((state) =>
        [...organizationIds]
          .toSorted((one, other) => one - other)
          .flatMap(
            (organizationId) =>
              state.organizationMembers.get(membershipKey({ userId, organizationId })) ?? [],
          ),
      ),
    list: (organizationId, { afterId, limit }) =>
      access((state) =>
        membersOf(state, organizationId)
          .filter(({ userId }) => userId > afterId)
          .toSorted((one, other) => one.userId - other.userId)
          .slice(0, limit)
          .map((membership) => toMember(state, membership)),
      ),
    add: (membership) =>
      access((state) => {
        requireUser(state, membership.userId);
        if (!state.organizations.has(membership.organizationId))
          throw new PlainError(`There is no organization ${membership.organizationId}.`);
        const key = membershipKey(membership);
        if (state.organizationMembers.has(key)) return false;
        state.organizationMembers.set(key, membership);
        return true;
      }),
    setRole: (organizationId, userId, role) =>
      access((state) => {
        const key = membershipKey({ userId, organizationId });
        const found = state.organizationMembers.get(key);
        if (found) state.organizationMembers.set(key, { ...found, role });
        return found !== undefined;
      }),
    remove: (organizationId, userId) =>
      access(
        (state) =>
          removeMemberships(
            state,
            (member) => member.userId === userId && member.organizationId === organizationId,
          ) > 0,
      ),
    hasOwnerBeside: (organizationId, besideUserId) =>
      access((state) =>
        membersOf(state, organizationId).some(
          (member) =>
            isOwner(member) && member.userId !== besideUserId && state.users.get(member.userId)?.isActive,
        ),
      ),
    listOwned: (userId) => access((state) => ownedBy(state, userId).toSorted((one, other) => one - other)),
    listNext: (ownerId) =>
      access((state) =>
        ownedBy(state, ownerId).flatMap((organizationId) => {
          const [next] = membersOf(state, organizationId)
            .filter(({ userId }) => userId !== ownerId)
            .toSorted((one, other) => inLine(state, one) - inLine(state, other) || byAge(one, other));
          return next === undefined ? [] : [toNext(state, next)];
        }),
      ),
  };
}

function membersOf(state: MemoryState, organizationId: number): readonly Membership[] {
  return [...state.organizationMembers.values()].filter((member) => member.organizationId === organizationId);
}

function ownedBy(state: MemoryState, userId: number): readonly number[] {
  const own = [...state.organizationMembers.values()].filter(
    (member) => member.userId === userId && isOwner(member),
  );
  return own.map(({ organizationId }) => organizationId);
}

function isOwner({ role }: Membership): boolean {
  return role === 'owner';
}

function inLine(state: MemoryState, { userId, role }: Membership): number {
  const line: readonly Membership['role'][] = ['owner', 'admin', 'member'];
  return Number(!state.users.get(userId)?.isActive) * line.length + line.indexOf(role);
}

function toNext(state: MemoryState, membership: Membership): NextMember {
  const { organizationId, role, user } = toMember(state, membership);
  return { organizationId, role, user: { id: user.id, username: user.username, email: user.email } };
}

function byAge(one: Membership, other: Membership): number {
  return one.joinedAt.getTime() - other.joinedAt.getTime() || one.userId - other.userId;
}
