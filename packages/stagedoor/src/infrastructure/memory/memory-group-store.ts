import type { GroupStore } from '../../core/session/group-store.ts';
import type { Access, MemoryState } from './memory-state.ts';

/** The app that permissions in memory are of. */
const APP_LABEL = 'tests';

export function createMemoryGroupStore(access: Access): GroupStore {
  return {
    groupsOfUser: (userId) => access((state) => readGroups(state, userId)),
    directPermissionsOfUser: (userId) => access((state) => readPermissions(state, userId)),
    hasPermission: (userId, { codename, appLabel }) =>
      access((state) => {
        // Everything here is of one made-up app.
        if (appLabel !== null && appLabel !== APP_LABEL) return false;
        const ofGroups = readGroups(state, userId).flatMap(({ id }) => state.groupPermissions.get(id) ?? []);
        return [...readPermissions(state, userId), ...ofGroups].includes(codename);
      }),
  };
}

export function readGroups(state: MemoryState, userId: number): readonly { id: number; name: string }[] {
  return (state.groups.get(userId) ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

export function readPermissions(state: MemoryState, userId: number): readonly string[] {
  return (state.permissions.get(userId) ?? []).toSorted();
}
