import { AccountsError } from '../kernel/errors.ts';
import type { Rights } from '../permission/group-store.ts';
import type { ExtraFields } from '../user/extra-field.ts';
import type { User } from '../user/user.ts';
import type { Act } from './actor.ts';
import { type CurrentRights, currentRights, type JudgingStores } from './current-rights.ts';
import type { Stores } from './dependencies.ts';
import type { LockedAct } from './lock-actor.ts';
import { namesHeld } from './names-held.ts';
import type { Standing } from './standing-store.ts';

/** What rank is judged by. */
type RankStores = JudgingStores & Pick<Stores, 'standings' | 'grantStandings'>;

/** On whom somebody acts, and by which permission. */
export interface ActOnUser {
  readonly userId: number;
  /** `auth.change_user` and the like. */
  readonly permission: string;
  /** Which of them are roles: whoever has one has a name that rules may ask for. */
  readonly fields: ExtraFields;
}

/** The user who is acted on, and the act, as the transaction has them. */
export interface RankedAct {
  readonly user: User;
  readonly act: LockedAct;
}

/**
 * Lets those go on who hold the permission and do not stand below the user: who is superuser themselves, or acts on nobody
 * who is superuser, or staff unless they are it too, or holds (by groups too, active or not) anything that they hold not, or is by name
 * (a group, a role everywhere, a field that is one) anything that they are not; or is or holds anything in an organization, or was given anything on a
 * single row, that they are not and hold not there. On themselves nobody acts so by a token of a part of their rights. Both rows are locked, in one order everywhere. Comes before any other row is locked,
 * but for `guardLastSuperuser`, which comes first. The operator stands above everybody.
 *
 * @throws AccountsError `permission-denied`; `not-found` for no such user; `not-authenticated` for who was revoked meanwhile
 */
export async function requireOutranks(
  stores: RankStores,
  { by, now }: Act,
  whom: ActOnUser,
): Promise<RankedAct> {
  const { userId, permission } = whom;
  if (by === 'operator') return { user: found(await stores.users.lockById(userId)), act: { by, now } };
  const locked = await lockBoth(stores, by.user.id, userId);
  const actor = await currentRights(stores, by, { user: locked.get(by.user.id) ?? null, now });
  if (!actor.access.has(permission)) throw new AccountsError({ code: 'permission-denied' });
  const user = found(locked.get(userId));
  if (!(await isAbove(stores, actor, { user, whom }))) throw new AccountsError({ code: 'permission-denied' });
  return { user, act: { by, now, actor } };
}

async function isAbove(
  stores: RankStores,
  actor: CurrentRights,
  { user, whom }: { readonly user: User; readonly whom: ActOnUser },
): Promise<boolean> {
  if (user.id === actor.user.id) return actor.isWhole;
  const rights = await stores.groups.rightsOfUser(user.id);
  if (!outranks(actor, { user, rights }, whom)) return false;
  return (actor.user.isSuperuser && actor.isWhole) || (await isAboveThere(stores, actor, user.id));
}

/** Beside what both are and hold everywhere. */
async function isAboveThere(stores: RankStores, actor: CurrentRights, userId: number): Promise<boolean> {
  const theirs = await stores.standings.ofUser(userId);
  const own = actor.isWhole && theirs.length > 0 ? await stores.standings.ofUser(actor.user.id) : [];
  const there = new Map(own.map((standing) => [standing.organizationId, standing]));
  if (!theirs.every((standing) => covers(actor, there.get(standing.organizationId), standing))) return false;
  return !(await stores.grantStandings.hasBeyond(userId, {
    userId: actor.isWhole ? actor.user.id : null,
    groupIds: actor.isWhole ? actor.rights.groups.map(({ id }) => id) : [],
    holds: (permission) => actor.access.has(permission),
  }));
}

/** Whether somebody is and holds in an organization, where they may not be, what another one does; its owner is whatever there is to be. */
function covers(
  { access }: CurrentRights,
  own: Standing | undefined,
  { permissions, names }: Standing,
): boolean {
  const isNamed = (name: string) => own?.names.includes(name) || own?.names.includes('owner');
  const holds = (permission: string) => access.has(permission) || own?.permissions.includes(permission);
  return permissions.every(holds) && names.every(isNamed);
}

/** By what both are and hold everywhere. */
function outranks(
  actor: CurrentRights,
  { user, rights }: { readonly user: User; readonly rights: Rights },
  { fields }: ActOnUser,
): boolean {
  const { access, isWhole } = actor;
  if (actor.user.isSuperuser && isWhole) return true;
  if (user.isSuperuser || (user.isStaff && !(actor.user.isStaff && isWhole))) return false;
  const names = new Set(isWhole ? namesHeld(actor, fields) : []);
  if (!namesHeld({ user, rights }, fields).every((name) => names.has(name))) return false;
  return [...rights.held.names].every((permission) => access.has(permission));
}

/** By their ids: of two who act on each other nobody waits in a ring. */
async function lockBoth(
  { users }: JudgingStores,
  one: number,
  other: number,
): Promise<ReadonlyMap<number, User | null>> {
  const locked = new Map<number, User | null>();
  for (const id of [one, other].toSorted((a, b) => a - b)) {
    if (!locked.has(id)) locked.set(id, await users.lockById(id));
  }
  return locked;
}

function found(user: User | null | undefined): User {
  if (!user) throw new AccountsError({ code: 'not-found' });
  return user;
}
