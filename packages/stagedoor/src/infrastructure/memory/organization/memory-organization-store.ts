import { PlainError } from '../../../core/kernel/plain-error.ts';
import type {
  ActiveOrganizationStore,
  OrganizationStore,
} from '../../../core/organization/organization-store.ts';
import { membershipKey } from '../membership-key.ts';
import { type Access, removeWhere } from '../memory-state.ts';
import { removeMemberships } from '../remove-memberships.ts';

interface Named {
  readonly id: number;
}

export function createMemoryOrganizationStore(access: Access): OrganizationStore {
  const find = (id: number) => access((state) => state.organizations.get(id) ?? null);
  return {
    add: (organization) =>
      access((state) => {
        state.organizations.set(organization.id, organization);
      }),
    find,
    lock: find,
    lockOfUser: (userId) =>
      access((state) =>
        [...state.organizationMembers.values()]
          .flatMap((member) =>
            member.userId === userId ? (state.organizations.get(member.organizationId) ?? []) : [],
          )
          .toSorted((one, other) => one.id - other.id),
      ),
    rename: (id, name) =>
      access((state) => {
        const found = state.organizations.get(id);
        if (found) state.organizations.set(id, { ...found, name });
        return found !== undefined;
      }),
    remove: (id) =>
      access((state) => {
        removeMemberships(state, ({ organizationId }) => organizationId === id);
        removeWhere(state.invitations, ({ organizationId }) => organizationId === id);
        removeWhere(state.teams, ({ organizationId }) => organizationId === id);
        return state.organizations.delete(id);
      }),
    list: (page) => access((state) => pageIn([...state.organizations.values()], page)),
    listNamed: (name, limit) =>
      access((state) => {
        const named = [...state.organizations.values()].filter((one) => one.name === name);
        return pageIn(named, { afterId: 0, limit });
      }),
    listOfUser: (userId, page) =>
      access((state) => {
        const own = [...state.organizationMembers.values()].flatMap(
          ({ userId: whose, organizationId, role }) => {
            const found = whose === userId ? state.organizations.get(organizationId) : undefined;
            return found ? { ...found, role } : [];
          },
        );
        return pageIn(own, page);
      }),
  };
}

export function createMemoryActiveOrganizationStore(access: Access): ActiveOrganizationStore {
  return {
    find: (sessionId) =>
      access((state) => {
        const active = state.activeOrganizations.get(sessionId);
        const isLive = [...state.sessions.values()].some(({ id }) => id === sessionId);
        return active && isLive ? (state.organizations.get(active.organizationId) ?? null) : null;
      }),
    set: ({ sessionId, userId }, organizationId) =>
      access((state) => {
        if (!state.organizationMembers.has(membershipKey({ userId, organizationId })))
          throw new PlainError(`The user ${userId} is no member of ${organizationId}.`);
        state.activeOrganizations.set(sessionId, { sessionId, userId, organizationId });
      }),
    clear: (sessionId) =>
      access((state) => {
        state.activeOrganizations.delete(sessionId);
      }),
  };
}

export function pageIn<Row extends Named>(
  rows: readonly Row[],
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): readonly Row[] {
  return rows
    .filter(({ id }) => id > afterId)
    .toSorted((one, other) => one.id - other.id)
    .slice(0, limit);
}
