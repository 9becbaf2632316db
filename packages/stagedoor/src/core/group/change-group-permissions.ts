import type { Actor } from '../access/actor.ts';
import { type LockedAct, lockActor } from '../access/lock-actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { requireKnown } from '../access/require-known.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { type LockedGroup, lockGroup } from './lock-group.ts';

export interface GroupPermissions {
  readonly by: Actor;
  readonly groupId: number;
  /** `app_label.codename`. */
  readonly permissions: readonly string[];
}

/** What was given to a group and taken from it, ascending. */
export interface GroupChange {
  readonly granted: readonly string[];
  readonly revoked: readonly string[];
}

type Ports = Pick<Dependencies, 'transact' | 'clock'>;
/** What it holds afterwards, out of what it held and what was said. */
type Wanted = (held: readonly string[], named: readonly string[]) => readonly string[];

/**
 * Lets a group hold these permissions and no others. Asks, as all changes of what groups hold, for `auth.change_group`, for all that the
 * group holds, and for what it is given. It counts within a second, on every node, for all of its members.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` at `permissions` for one that is not there
 * @example
 * await stagedoor.useCases.group.setPermissions({ by: 'operator', groupId: managers.id, permissions: ['shop.view_order'] });
 */
export async function setGroupPermissions(ports: Ports, input: GroupPermissions): Promise<GroupChange> {
  return await change(ports, input, (_, named) => named);
}

/** Gives permissions to a group, beside those that it has. @throws AccountsError as `setGroupPermissions` */
export async function grantToGroup(ports: Ports, input: GroupPermissions): Promise<GroupChange> {
  return await change(ports, input, (held, named) => [...held, ...named]);
}

/** Takes permissions from a group. @throws AccountsError as `setGroupPermissions` */
export async function revokeFromGroup(ports: Ports, input: GroupPermissions): Promise<GroupChange> {
  return await change(ports, input, (held, named) => held.filter((name) => !named.includes(name)));
}

async function change(
  { transact, clock }: Ports,
  { by, groupId, permissions }: GroupPermissions,
  wanted: Wanted,
): Promise<GroupChange> {
  const now = clock.now();
  return await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    const group = await lockGroup(stores, act, { groupId, permission: 'auth.change_group' });
    await requireKnown(stores, 'permissions', permissions);
    return await hold(stores, act, { group, permissions: wanted(group.permissions, permissions) });
  });
}

/** Lets the group that is held in the transaction hold these and no others. Of what stays as it is nothing is written. */
export async function hold(
  stores: Stores,
  act: LockedAct,
  { group, permissions }: { readonly group: LockedGroup; readonly permissions: readonly string[] },
): Promise<GroupChange> {
  const granted = difference(permissions, group.permissions);
  const revoked = difference(group.permissions, permissions);
  if (granted.length + revoked.length === 0) return { granted, revoked };
  requireHeld(act, granted);
  await stores.groups.grant(group.id, granted);
  await stores.groups.revoke(group.id, revoked);
  const detail = { granted: granted.join(), revoked: revoked.join() };
  await stores.audit.append(groupEvent('group-permissions-change', act, { group, detail }));
  return { granted, revoked };
}

function difference(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Set(some);
  for (const other of others) left.delete(other);
  return [...left].toSorted();
}
