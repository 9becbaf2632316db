import type { LockedAct } from '../access/lock-actor.ts';
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
 * @throws AccountsError `permission-denied`; `not-found`
 */
export async function lockGroup(
  stores: Pick<Stores, 'groups'>,
  act: LockedAct,
  group: ActOnGroup,
): Promise<LockedGroup> {
  const locked = await lockGroupIfAny(stores, act, group);
  if (locked === null) throw new AccountsError({ code: 'not-found' });
  return locked;
}

/** The same; null for one that is not there. @throws AccountsError `permission-denied` */
export async function lockGroupIfAny(
  { groups }: Pick<Stores, 'groups'>,
  act: LockedAct,
  { groupId, permission }: ActOnGroup,
): Promise<LockedGroup | null> {
  requireHeld(act, [permission]);
  const group = await groups.lockById(groupId);
  if (group === null) return null;
  const permissions = (await groups.permissionsOf(groupId)).map(({ name }) => name);
  requireHeld(act, permissions);
  return { ...group, permissions };
}
