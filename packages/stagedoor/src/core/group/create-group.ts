import type { Act, Actor } from '../access/actor.ts';
import { requireHeld } from '../access/require-held.ts';
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
  const act = { by, now: clock.now() };
  return await transact((stores) => createGroupIn(stores, act, name));
}

/** The same within a transaction. */
export async function createGroupIn(stores: Stores, act: Act, name: string): Promise<Group> {
  await requireHeld(stores, act, ['auth.add_group']);
  const group = await stores.groups.create(readGroupName(name));
  if (group === null) throw nameTaken();
  await stores.audit.append(groupEvent('group-create', act, { group }));
  return group;
}

export function nameTaken() {
  return fieldRefusal('name', 'group_name_taken');
}
