import type { Actor } from '../access/actor.ts';
import { lockActor } from '../access/lock-actor.ts';
import { requireSuperuser } from '../access/require-superuser.ts';
import { isTakenName } from '../access/visible-name-problems.ts';
import type { Group } from '../permission/group.ts';
import { nameTaken } from './create-group.ts';
import type { Dependencies } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { readGroupName } from './group-name.ts';
import { lockGroup } from './lock-group.ts';

/**
 * Calls a group something else; its members and what it holds stay. Asks for `auth.change_group` and all that the group holds; and
 * while somebody is in it, of a superuser: who is in it has the new name, which a rule may ask for.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` at `name` for one that is taken, blank or too long
 */
export async function renameGroup(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly by: Actor; readonly groupId: number; readonly name: string },
): Promise<Group> {
  const { by, groupId } = input;
  const now = clock.now();
  return await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    // Whoever acts, then names, then rows, as everywhere: of two such acts nobody waits in a ring.
    const names = await stores.groups.holdNames();
    const { id, name: before } = await lockGroup(stores, act, { groupId, permission: 'auth.change_group' });
    const name = readGroupName(input.name);
    if (name === before) return { id, name };
    if ((await stores.groups.countMembers(id)) > 0) requireSuperuser(act);
    if (isTakenName(names, { id, name })) throw nameTaken();
    if (!(await stores.groups.rename(id, name))) throw nameTaken();
    await stores.audit.append(groupEvent('group-rename', act, { group: { id, name }, detail: { before } }));
    return { id, name };
  });
}
