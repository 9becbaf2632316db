import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { HeldRole, Role } from '../../../core/role/role.ts';
import type { RightsInOrganization, RoleAssignment, RoleStore } from '../../../core/role/role-store.ts';
import { membershipKey } from '../membership-key.ts';
import { type Access, type MemoryState, nextNumber, removeWhere, requireUser } from '../memory-state.ts';

export function createMemoryRoleStore(access: Access): RoleStore {
  const findById = (id: number) => access((state) => state.roles.get(id) ?? null);
  return {
    findById,
    lockById: findById,
    findByName: (name) => access((state) => named(state, name) ?? null),
    list: ({ afterId, limit }) =>
      access((state) => [...state.roles.values()].filter(({ id }) => id > afterId).slice(0, limit)),
    holdNames: () => access((state) => [...state.roles.values()]),
    create: (role) =>
      access((state) => {
        if (named(state, role.name)) return null;
        const made = { ...role, id: nextNumber(state, 'roles') };
        state.roles.set(made.id, made);
        return made;
      }),
    update: (role) =>
      access((state) => {
        const holder = named(state, role.name);
        if (!state.roles.has(role.id) || (holder && holder.id !== role.id)) return false;
        state.roles.set(role.id, role);
        return true;
      }),
    delete: (id) =>
      access((state) => {
        removeWhere(state.roleAssignments, ({ roleId }) => roleId === id);
        return state.roles.delete(id);
      }),
    countAssignments: (id) => access((state) => assigned(state, ({ roleId }) => roleId === id).length),
    assign: (assignment) => access((state) => assign(state, assignment)),
    unassign: (assignment) => access((state) => state.roleAssignments.delete(keyOf(assignment))),
    listHeld: (userId) => access((state) => listHeld(state, userId)),
    rightsIn: (userId, organizationId) => access((state) => rightsIn(state, { userId, organizationId })),
  };
}

function named({ roles }: MemoryState, name: string): Role | undefined {
  return [...roles.values()].find((role) => role.name === name);
}

function keyOf({ userId, roleId, organizationId }: RoleAssignment): string {
  return `${roleId} of ${userId} in ${organizationId}`;
}

function assigned(
  { roleAssignments }: MemoryState,
  matches: (one: RoleAssignment) => boolean,
): readonly RoleAssignment[] {
  return [...roleAssignments.values()].filter(matches);
}

function assign(state: MemoryState, assignment: RoleAssignment): boolean {
  const { userId, roleId, organizationId } = assignment;
  requireUser(state, userId);
  if (!state.roles.has(roleId)) throw new PlainError(`There is no role ${roleId}.`);
  if (organizationId !== null && !state.organizationMembers.has(membershipKey({ userId, organizationId })))
    throw new PlainError(`The user ${userId} is no member of ${organizationId}.`);
  if (state.roleAssignments.has(keyOf(assignment))) return false;
  state.roleAssignments.set(keyOf(assignment), assignment);
  return true;
}

function listHeld(state: MemoryState, userId: number): readonly HeldRole[] {
  const memberships = [...state.organizationMembers.values()].filter((member) => member.userId === userId);
  const roles = assigned(state, (one) => one.userId === userId).flatMap(({ roleId, organizationId }) => {
    const role = state.roles.get(roleId);
    return role ? { role: role.name, organizationId } : [];
  });
  const held = [...memberships.map(({ role, organizationId }) => ({ role, organizationId })), ...roles];
  return held.toSorted((one, other) => compare(one, other));
}

function compare(one: HeldRole, other: HeldRole): number {
  return (one.organizationId ?? 0) - (other.organizationId ?? 0) || (one.role < other.role ? -1 : 1);
}

export function rightsIn(
  state: MemoryState,
  asked: { readonly userId: number; readonly organizationId: number },
): RightsInOrganization {
  const membership = state.organizationMembers.get(membershipKey(asked));
  if (membership === undefined) return { membership: null, roles: [], permissions: [] };
  const roles = assigned(
    state,
    ({ userId, organizationId }) => userId === asked.userId && organizationId === asked.organizationId,
  ).flatMap(({ roleId }) => state.roles.get(roleId) ?? []);
  return {
    membership: membership.role,
    roles: [...new Set(roles.map(({ name }) => name))].toSorted(),
    permissions: [...new Set(roles.flatMap(({ permissions }) => permissions))].toSorted(),
  };
}
