import type { NamedPermission, PermissionStore } from '../../../core/permission/permission-store.ts';
import type { Access, MemoryState } from '../memory-state.ts';

export function createMemoryPermissionStore(access: Access): PermissionStore {
  return {
    list: () => access((state) => namedIn(state, [...state.permissionNames.keys()])),
    listOfUser: (userId) => access((state) => namedIn(state, state.permissions.get(userId) ?? [])),
    listOfGroups: (userId) =>
      access((state) => {
        const groups = state.memberships.get(userId) ?? [];
        return namedIn(state, [...new Set(groups.flatMap((id) => state.groupPermissions.get(id) ?? []))]);
      }),
    grant: (userId, name) =>
      access((state) => {
        const before = state.permissions.get(userId) ?? [];
        if (!state.permissionNames.has(name) || before.includes(name)) return false;
        state.permissions.set(userId, [...before, name]);
        return true;
      }),
    revoke: (userId, name) =>
      access((state) => {
        const before = state.permissions.get(userId) ?? [];
        const after = before.filter((own) => own !== name);
        state.permissions.set(userId, after);
        return after.length < before.length;
      }),
  };
}

export function namedIn(state: MemoryState, names: readonly string[]): readonly NamedPermission[] {
  return names.toSorted().map((name) => ({ name, label: state.permissionNames.get(name) ?? name }));
}
