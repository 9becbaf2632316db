import type { MemoryState } from '../memory-state.ts';

/** The groups and direct permissions of a user, for tests: the stores only read them. */
export interface MemoryAccess {
  readonly groups?: readonly {
    readonly id: number;
    readonly name: string;
    /** Codenames that its members have. */
    readonly permissions?: readonly string[];
  }[];
  readonly permissions?: readonly string[];
}

export function giveAccess(
  state: MemoryState,
  userId: number,
  { groups = [], permissions = [] }: MemoryAccess,
): void {
  const members = groups.map(({ id, name }) => ({ id, name }));
  state.groups.set(userId, members);
  for (const { id, permissions: ofGroup = [] } of groups) state.groupPermissions.set(id, ofGroup);
  state.permissions.set(userId, permissions);
  for (const codename of [...permissions, ...groups.flatMap((group) => group.permissions ?? [])])
    state.permissionNames.set(codename, codename);
}
