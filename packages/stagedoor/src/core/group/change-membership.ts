import type { Actor } from '../access/actor.ts';
import { nameOfGroup } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import type { Dependencies } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { lockGroup } from './lock-group.ts';

export interface Membership {
  readonly by: Actor;
  readonly groupId: number;
  readonly userId: number;
}

interface MembershipChange {
  readonly write: 'addMember' | 'removeMember';
  readonly action: 'group-member-add' | 'group-member-remove';
}

type Ports = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

/**
 * Takes somebody into a group, and answers whether they were not in it. Asks for both ends of it: for `auth.change_user`, of who does
 * not stand below the user, and for `auth.change_group`, of who holds all that the group holds and is in it themselves: its name is a right too.
 * A superuser need not be.
 *
 * @throws AccountsError `permission-denied`; `not-found` for no such group or user
 * @example
 * await stagedoor.useCases.group.addMember({ by: principal, groupId: managers.id, userId: ana.id });
 */
export async function addMember(ports: Ports, input: Membership): Promise<boolean> {
  return await change(ports, input, { write: 'addMember', action: 'group-member-add' });
}

/** Takes somebody out of a group; answers whether they were in it. @throws AccountsError as `addMember` */
export async function removeMember(ports: Ports, input: Membership): Promise<boolean> {
  return await change(ports, input, { write: 'removeMember', action: 'group-member-remove' });
}

async function change(
  { transact, clock, settings }: Ports,
  { by, groupId, userId }: Membership,
  { write, action }: MembershipChange,
): Promise<boolean> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    await requireOutranks(stores, act, {
      userId,
      permission: 'auth.change_user',
      fields: settings.extraFields,
    });
    const group = await lockGroup(stores, act, { groupId, permission: 'auth.change_group' });
    await requireNames(stores, act, { names: [nameOfGroup(groupId)], fields: settings.extraFields });
    if (!(await stores.groups[write](groupId, userId))) return false;
    await stores.sessions.markKeysDue(userId);
    await stores.audit.append(groupEvent(action, act, { group, userId }));
    return true;
  });
}
