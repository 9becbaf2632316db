import type { GroupStore } from '../../core/access/group-store.ts';
import type { Access, MemoryState } from './memory-state.ts';

export function createMemoryGroupStore(access: Access): GroupStore {
  return {
    groupsOfUser: (userId) => access((state) => readGroups(state, userId)),
    directPermissionsOfUser: (userId) => access((state) => readPermissions(state, userId)),
  };
}

export function readGroups(state: MemoryState, userId: number): readonly { id: number; name: string }[] {
  return (state.groups.get(userId) ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

export function readPermissions(state: MemoryState, userId: number): readonly string[] {
  return (state.permissions.get(userId) ?? []).toSorted();
}
