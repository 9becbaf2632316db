import type { GroupStore, Rights } from '../../../core/permission/group-store.ts';
import { PermissionSet } from '../../../core/permission/permission-set.ts';
import type { Access, MemoryState } from '../memory-state.ts';
import { APP_LABEL } from './rows.ts';

export function createMemoryGroupStore(access: Access): GroupStore {
  return { rightsOfUser: (userId) => access((state) => readRights(state, userId)) };
}

export function readRights(state: MemoryState, userId: number): Rights {
  const groups = (state.groups.get(userId) ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const permissions = (state.permissions.get(userId) ?? []).toSorted();
  const ofGroups = groups.flatMap(({ id }) => state.groupPermissions.get(id) ?? []);
  const names = [...permissions, ...ofGroups].map((codename) => `${APP_LABEL}.${codename}`);
  return { groups, permissions, held: new PermissionSet(names) };
}
