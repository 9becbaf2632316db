import type { Actor } from '../access/actor.ts';
import { type LockedAct, lockActor } from '../access/lock-actor.ts';
import { requireHeld } from '../access/require-held.ts';
import { isTakenName } from '../access/visible-name-problems.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Group } from '../permission/group.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { readGroupName } from './group-name.ts';

/**
 * Makes a group that holds nothing and has nobody in it. Asks for `auth.add_group`.
 *
 * @throws AccountsError `permission-denied`; `invalid-input` at `name` for one that is taken, blank or too long
 * @example
 * const managers = await stagedoor.useCases.group.create({ by: 'operator', name: 'Managers' });
 */
export async function createGroup(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { by, name }: { readonly by: Actor; readonly name: string },
): Promise<Group> {
  const now = clock.now();
  return await transact(
    async (stores) => await createGroupIn(stores, await lockActor(stores, { by, now }), name),
  );
}

/** The same within a transaction. */
export async function createGroupIn(stores: Stores, act: LockedAct, name: string): Promise<Group> {
  requireHeld(act, ['auth.add_group']);
  const read = readGroupName(name);
  if (isTakenName(await stores.groups.holdNames(), { name: read })) throw nameTaken();
  const group = await stores.groups.create(read);
  if (group === null) throw nameTaken();
  await stores.audit.append(groupEvent('group-create', act, { group }));
  return group;
}

export function nameTaken() {
  return fieldRefusal('name', 'group_name_taken');
}
