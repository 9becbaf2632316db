import type { Act, Actor } from '../access/actor.ts';
import { currentRights } from '../access/current-rights.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import { fullName, type ObjectType, sharingPermission } from './object-type.ts';
import { type Subject, subjectsOf } from './subject.ts';

interface Sharing {
  readonly type: ObjectType;
  readonly codename: string;
  readonly ids: readonly number[];
  /** Those who are concerned, as the transaction holds them. */
  readonly users: LockedUsers;
}

export type LockedUsers = ReadonlyMap<number, User | null>;

/** Whoever acts and whom they act on, by their ids: of two who act on each other nobody waits in a ring. */
export async function lockUsers(
  { users }: Pick<Stores, 'users'>,
  by: Actor,
  subjects: readonly Subject[],
): Promise<LockedUsers> {
  const concerned = subjects.filter(({ kind }) => kind === 'user').map(({ id }) => id);
  const ids = new Set(by === 'operator' ? concerned : [by.user.id, ...concerned]);
  const locked = new Map<number, User | null>();
  for (const id of [...ids].toSorted((one, other) => one - other)) locked.set(id, await users.lockById(id));
  return locked;
}

/**
 * Lets those go on who hold the permission, and the one to change the object, altogether or on each of the objects, by themselves or by a
 * group. A token with a scope goes as far as what its user holds altogether. Nothing is said of objects on which they hold nothing.
 *
 * @throws AccountsError `not-found`, `permission-denied`; `not-authenticated` for who was revoked meanwhile
 */
export async function requireMayShare(
  stores: Pick<Stores, 'users' | 'groups' | 'sessions' | 'objectGrants'>,
  { by, now }: Act,
  { type, codename, ids, users }: Sharing,
): Promise<void> {
  if (by === 'operator') return;
  const { user, access, rights, isWhole } = await currentRights(stores, by, {
    user: users.get(by.user.id) ?? null,
    now,
  });
  const wanting = [fullName(type, codename), sharingPermission(type)].filter((name) => !access.has(name));
  if (wanting.length === 0) return;
  const seesAll = type.permissions.some((one) => access.has(fullName(type, one.codename)));
  const subjects = isWhole ? subjectsOf(user.id, rights.groups) : [];
  const held = await stores.objectGrants.listHeld(type, { objectIds: ids, subjects });
  const seen = new Set(held.map(({ objectId }) => objectId));
  if (!seesAll && ids.some((id) => !seen.has(id))) throw new AccountsError({ code: 'not-found' });
  const names = new Set(held.map((one) => `${one.objectId} ${fullName(type, one.codename)}`));
  if (!ids.every((id) => wanting.every((name) => names.has(`${id} ${name}`))))
    throw new AccountsError({ code: 'permission-denied' });
}
