import type { Group } from '../../../core/permission/group.ts';
import type { GroupStore, Rights } from '../../../core/permission/group-store.ts';
import { codenameOf, PermissionSet } from '../../../core/permission/permission-set.ts';
import { type Access, type MemoryState, nextNumber } from '../memory-state.ts';
import { namedIn } from './memory-permission-store.ts';

export function createMemoryGroupStore(access: Access): GroupStore {
  const findById = (id: number) => access((state) => readGroup(state, id));
  return {
    rightsOfUser: (userId) => access((state) => readRights(state, userId)),
    findById,
    lockById: findById,
    findByName: (name) => access((state) => listGroups(state).find((group) => group.name === name) ?? null),
    list: ({ afterId, limit }) =>
      access((state) =>
        listGroups(state)
          .filter(({ id }) => id > afterId)
          .toSorted((one, other) => one.id - other.id)
          .slice(0, limit),
      ),
    holdNames: () => access((state) => [...state.groups].map(([id, name]) => ({ id, name }))),
    create: (name) =>
      access((state) => {
        if (isTaken(state, name)) return null;
        const id = nextNumber(state, 'groups');
        state.groups.set(id, name);
        return { id, name };
      }),
    rename: (id, name) =>
      access((state) => {
        if (isTaken(state, name, id) || !state.groups.has(id)) return false;
        state.groups.set(id, name);
        return true;
      }),
    delete: (id) => access((state) => deleteGroup(state, id)),
    countMembers: (id) => access((state) => membersOf(state, id).length),
    permissionsOf: (id) => access((state) => namedIn(state, state.groupPermissions.get(id) ?? [])),
    grant: (id, names) =>
      access((state) => {
        const known = names.filter((name) => state.permissionNames.has(name));
        const before = state.groupPermissions.get(id) ?? [];
        state.groupPermissions.set(id, [...new Set([...before, ...known])]);
      }),
    revoke: (id, names) =>
      access((state) => {
        const before = state.groupPermissions.get(id) ?? [];
        state.groupPermissions.set(
          id,
          before.filter((name) => !names.includes(name)),
        );
      }),
    addMember: (id, userId) =>
      access((state) => {
        const before = state.memberships.get(userId) ?? [];
        if (before.includes(id)) return false;
        state.memberships.set(userId, [...before, id]);
        return true;
      }),
    removeMember: (id, userId) =>
      access((state) => {
        const before = state.memberships.get(userId) ?? [];
        state.memberships.set(
          userId,
          before.filter((groupId) => groupId !== id),
        );
        return before.includes(id);
      }),
  };
}

export function readRights(state: MemoryState, userId: number): Rights {
  const groups = (state.memberships.get(userId) ?? [])
    .map((id) => ({ id, name: state.groups.get(id) ?? '' }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const own = state.permissions.get(userId) ?? [];
  const ofGroups = groups.flatMap(({ id }) => state.groupPermissions.get(id) ?? []);
  const permissions = [...new Set(own.map(codenameOf))].toSorted();
  const roles = rolesOf(state, userId);
  const ofRoles = roles.flatMap((role) => role.permissions);
  return {
    groups,
    permissions,
    roles: roles.map(({ name }) => name).toSorted(),
    held: new PermissionSet([...own, ...ofGroups, ...ofRoles]),
  };
}

/** Those that they have everywhere. */
function rolesOf(
  state: MemoryState,
  userId: number,
): readonly { readonly name: string; readonly permissions: readonly string[] }[] {
  return [...state.roleAssignments.values()].flatMap(({ userId: whose, organizationId, roleId }) =>
    whose === userId && organizationId === null ? (state.roles.get(roleId) ?? []) : [],
  );
}

function readGroup(state: MemoryState, id: number): Group | null {
  const name = state.groups.get(id);
  return name === undefined ? null : { id, name };
}

function listGroups(state: MemoryState): readonly Group[] {
  return [...state.groups].map(([id, name]) => ({ id, name }));
}

function isTaken(state: MemoryState, name: string, exceptId?: number): boolean {
  return listGroups(state).some((group) => group.name === name && group.id !== exceptId);
}

function membersOf(state: MemoryState, id: number): readonly number[] {
  return [...state.memberships].filter(([, groupIds]) => groupIds.includes(id)).map(([userId]) => userId);
}

function deleteGroup(state: MemoryState, id: number): boolean {
  for (const userId of membersOf(state, id)) {
    const others = (state.memberships.get(userId) ?? []).filter((groupId) => groupId !== id);
    state.memberships.set(userId, others);
  }
  state.groupPermissions.delete(id);
  return state.groups.delete(id);
}
