import { codenameOf } from '../../../core/permission/permission-set.ts';
import type { NamedPermission, PermissionStore } from '../../../core/permission/permission-store.ts';
import type { Access, MemoryState } from '../memory-state.ts';
import { APP_LABEL } from './rows.ts';

export function createMemoryPermissionStore(access: Access): PermissionStore {
  return {
    list: () => access((state) => named([...state.permissionNames.keys()])),
    listOfUser: (userId) => access((state) => named(codenamesOf(state, userId))),
    grant: (userId, name) =>
      access((state) => {
        const codename = codenameOf(name);
        const isKnown = name === fullName(codename) && state.permissionNames.has(codename);
        const before = codenamesOf(state, userId);
        if (!isKnown || before.includes(codename)) return false;
        state.permissions.set(userId, [...before, codename]);
        return true;
      }),
    revoke: (userId, name) =>
      access((state) => {
        const before = codenamesOf(state, userId);
        const after = before.filter((codename) => fullName(codename) !== name);
        state.permissions.set(userId, after);
        return after.length < before.length;
      }),
  };
}

function codenamesOf(state: MemoryState, userId: number): readonly string[] {
  return state.permissions.get(userId) ?? [];
}

function named(codenames: readonly string[]): readonly NamedPermission[] {
  return codenames.toSorted().map((codename) => ({ name: fullName(codename), label: `Can ${codename}` }));
}

function fullName(codename: string): string {
  return `${APP_LABEL}.${codename}`;
}
