import type { Actor } from '../access/actor.ts';
import { type LockedAct, lockActor } from '../access/lock-actor.ts';
import { requireKnown } from '../access/require-known.ts';
import { type GroupChange, hold } from './change-group-permissions.ts';
import { createGroupIn } from './create-group.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { readGroupName } from './group-name.ts';
import type { GroupRole } from './group-role.ts';
import { lockGroup } from './lock-group.ts';

export interface SeededRole extends GroupChange {
  readonly group: string;
  readonly isNew: boolean;
}

/**
 * Makes the groups that a site says it has, and lets each hold what is said of it and no more; who is in them stays. All of it or
 * nothing; said again, it changes nothing.
 *
 * @throws AccountsError `permission-denied`; `invalid-input` at `permissions` for one that is not there
 * @example
 * await stagedoor.useCases.group.seedRoles({ by: 'operator', roles: [{ group: 'Manager', permissions: ['shop.view_order'] }] });
 */
export async function seedRoles(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { by, roles }: { readonly by: Actor; readonly roles: readonly GroupRole[] },
): Promise<readonly SeededRole[]> {
  const now = clock.now();
  return await transact(async (stores) => {
    const act = await lockActor(stores, { by, now });
    const names = roles.flatMap(({ permissions }) => permissions);
    await requireKnown(stores, 'permissions', names);
    await stores.groups.holdNames();
    const seeded: SeededRole[] = [];
    for (const role of roles) seeded.push(await seedRole(stores, act, role));
    return seeded;
  });
}

async function seedRole(stores: Stores, act: LockedAct, role: GroupRole): Promise<SeededRole> {
  const found = await stores.groups.findByName(readGroupName(role.group));
  const { id: groupId } = found ?? (await createGroupIn(stores, act, role.group));
  const group = await lockGroup(stores, act, { groupId, permission: 'auth.change_group' });
  const change = await hold(stores, act, { group, permissions: role.permissions });
  return { ...change, group: group.name, isNew: found === null };
}
