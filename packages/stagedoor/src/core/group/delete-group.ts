import type { Actor } from '../access/actor.ts';
import { lockActor } from '../access/lock-actor.ts';
import { nameOfGroup } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { lockGroup } from './lock-group.ts';

export interface DeleteGroup {
  readonly by: Actor;
  readonly groupId: number;
  /** How many people it has, to be said for one that has any: so nobody takes from many what they thought was nobody's. */
  readonly members?: number;
}

/**
 * Removes a group; its members lose what it gave them, within a second. Asks for `auth.delete_group` and all that the group holds;
 * and while somebody is in it, of who is in it too: it is taken from each of them, whom they may not act on one by one.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` at `members` (`group_in_use` with `count`) where it has
 *   another number of them
 * @example
 * await stagedoor.useCases.group.delete({ by: 'operator', groupId: managers.id, members: 12 });
 */
export async function deleteGroup(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, groupId, members = 0 }: DeleteGroup,
): Promise<void> {
  const now = clock.now();
  await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    const group = await lockGroup(stores, act, { groupId, permission: 'auth.delete_group' });
    const count = await stores.groups.countMembers(groupId);
    if (count !== members) throw fieldRefusal('members', 'group_in_use', { count });
    if (count > 0) requireNames(act, { names: [nameOfGroup(groupId)], fields: settings.extraFields });
    await stores.groups.delete(groupId);
    await stores.audit.append(groupEvent('group-delete', act, { group, detail: { members: count } }));
  });
}
