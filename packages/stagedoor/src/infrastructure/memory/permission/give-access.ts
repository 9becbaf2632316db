import { codenameOf } from '../../../core/permission/permission-set.ts';
import type { MemoryState } from '../memory-state.ts';
import { fullNameOf } from './rows.ts';

/** The groups and direct permissions of a user, for tests; permissions by `app_label.codename`, or of the app `tests` by a codename alone. */
export interface MemoryAccess {
  readonly groups?: readonly {
    readonly id: number;
    readonly name: string;
    /** What its members have. */
    readonly permissions?: readonly string[];
  }[];
  readonly permissions?: readonly string[];
}

export function giveAccess(
  state: MemoryState,
  userId: number,
  { groups = [], permissions = [] }: MemoryAccess,
): void {
  for (const { id, name, permissions: ofGroup = [] } of groups) {
    state.groups.set(id, name);
    state.groupPermissions.set(id, ofGroup.map(fullNameOf));
  }
  state.memberships.set(
    userId,
    groups.map(({ id }) => id),
  );
  state.permissions.set(userId, permissions.map(fullNameOf));
  for (const permission of [...permissions, ...groups.flatMap((group) => group.permissions ?? [])])
    state.permissionNames.set(fullNameOf(permission), `Can ${codenameOf(permission)}`);
}
