import type { Act } from '../access/actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Group } from '../permission/group.ts';
import type { Stores } from './dependencies.ts';

/** A group that the transaction holds, with the names of what its members have by it. */
export interface LockedGroup extends Group {
  readonly permissions: readonly string[];
}

export interface ActOnGroup {
  readonly groupId: number;
  /** `auth.change_group` and the like. */
  readonly permission: string;
}

/**
 * The group for who may act on it: who holds the permission, and all that the group holds. Locked after whoever acts and whom they
 * act on, so that nobody waits in a ring.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `not-authenticated` for who was revoked meanwhile
 */
export async function lockGroup(
  stores: Pick<Stores, 'users' | 'groups' | 'sessions'>,
  act: Act,
  { groupId, permission }: ActOnGroup,
): Promise<LockedGroup> {
  await requireHeld(stores, act, [permission]);
  const group = await stores.groups.lockById(groupId);
  if (group === null) throw new AccountsError({ code: 'not-found' });
  const permissions = (await stores.groups.permissionsOf(groupId)).map(({ name }) => name);
  await requireHeld(stores, act, permissions);
  return { ...group, permissions };
}
