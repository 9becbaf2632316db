import type { Actor } from '../access/actor.ts';
import type { LockedAct } from '../access/lock-actor.ts';
import { nameOfGroup } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { ExtraFields } from '../user/extra-field.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { groupEvent } from './group-event.ts';
import { lockGroupIfAny } from './lock-group.ts';

/** Whose groups change, and by whom. */
interface OfUser {
  readonly by: Actor;
  readonly userId: number;
}

export interface Membership extends OfUser {
  readonly groupId: number;
}

interface Move {
  readonly write: 'addMember' | 'removeMember';
  readonly groupId: number;
  /** What is said of a group that is not there. */
  readonly missing: AccountsError;
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
export async function addMember(ports: Ports, { groupId, ...whom }: Membership): Promise<boolean> {
  return await move(ports, whom, () => [{ write: 'addMember', groupId, missing: notFound() }]);
}

/** Takes somebody out of a group; answers whether they were in it. @throws AccountsError as `addMember` */
export async function removeMember(ports: Ports, { groupId, ...whom }: Membership): Promise<boolean> {
  return await move(ports, whom, () => [{ write: 'removeMember', groupId, missing: notFound() }]);
}

/**
 * Takes somebody into the groups that are named and out of all others, each of them judged as `addMember` and `removeMember` do: all, or none.
 * Answers whether anything changed.
 *
 * @throws AccountsError as `addMember`; `invalid-input` at `groups` for a group that is not there
 */
export async function setGroupsOf(
  ports: Ports,
  { groupIds, ...whom }: OfUser & { readonly groupIds: readonly number[] },
): Promise<boolean> {
  return await move(ports, whom, async ({ groups }) => {
    const had = (await groups.rightsOfUser(whom.userId)).groups.map(({ id }) => id);
    return [
      ...moves('removeMember', ascendingWithout(had, groupIds)),
      ...moves('addMember', ascendingWithout(groupIds, had)),
    ];
  });
}

/** Both ends are judged on what was read once of whoever acts, however many groups there are. */
async function move(
  { transact, clock, settings: { extraFields: fields } }: Ports,
  { by, userId }: OfUser,
  movesIn: (stores: Stores) => readonly Move[] | Promise<readonly Move[]>,
): Promise<boolean> {
  const now = clock.now();
  return await transact(async (stores) => {
    const whom = { userId, permission: 'auth.change_user', fields };
    const { act } = await requireOutranks(stores, { by, now }, whom);
    let hasChanged = false;
    for (const one of await movesIn(stores))
      hasChanged = (await moveOne(stores, act, { ...one, userId, fields })) || hasChanged;
    if (hasChanged) await stores.sessions.markKeysDue(userId);
    return hasChanged;
  });
}

async function moveOne(
  stores: Stores,
  act: LockedAct,
  {
    write,
    groupId,
    missing,
    userId,
    fields,
  }: Move & { readonly userId: number; readonly fields: ExtraFields },
): Promise<boolean> {
  const group = await lockGroupIfAny(stores, act, { groupId, permission: 'auth.change_group' });
  if (group === null) throw missing;
  requireNames(act, { names: [nameOfGroup(groupId)], fields });
  if (!(await stores.groups[write](groupId, userId))) return false;
  const action = write === 'addMember' ? 'group-member-add' : 'group-member-remove';
  await stores.audit.append(groupEvent(action, act, { group, userId }));
  return true;
}

function moves(write: Move['write'], groupIds: readonly number[]): readonly Move[] {
  return groupIds.map((groupId) => ({
    write,
    groupId,
    missing: fieldRefusal('groups', 'does_not_exist', { pk_value: String(groupId) }),
  }));
}

/** In one order everywhere: of two who move the same groups nobody waits in a ring. */
function ascendingWithout(some: readonly number[], others: readonly number[]): readonly number[] {
  return some.filter((id) => !others.includes(id)).toSorted((one, other) => one - other);
}

function notFound(): AccountsError {
  return new AccountsError({ code: 'not-found' });
}
