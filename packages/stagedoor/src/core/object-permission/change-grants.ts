import { type Actor, visitorOf } from '../access/actor.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { codenameFor, type ObjectsOf, type ObjectType, objectTypeOf, validIds } from './object-type.ts';
import { lockUsers, requireMayShare } from './require-may-share.ts';
import { type GrantHolder, type Subject, subjectOf } from './subject.ts';
import { writeGrants } from './write-grants.ts';

/** At most so many rows are written at once: objects times holders. */
const MOST_GRANTS = 1_000;

export interface ObjectPermissionChange {
  /** Who gives or takes it. */
  readonly by: Actor;
  /** `change_project`, or `projects.change_project`. */
  readonly permission: string;
  readonly objects: ObjectsOf;
  /** Whose it is, or will be: one, or several. */
  readonly holder: GrantHolder | readonly GrantHolder[];
  readonly visitor?: Visitor;
}

/**
 * Gives a permission on objects to a user, a group, or whoever is not logged in (guardian's assign_perm); answers how many grants are
 * new. It counts with the next request, on every node. Whoever gives it holds it, and may change the object, on each of the objects or altogether.
 *
 * @throws AccountsError `not-found` for an object or holder that is not there, and for objects on which who gives holds nothing;
 * `permission-denied`; `invalid-input` at `permission` (`wrong_app`, `invalid_choice`) or `objects`
 * @example
 * await stagedoor.useCases.objectPermission.assign({
 *   by: principal, permission: 'change_project', objects: { type: 'projects.project', ids: [7] }, holder: { userId: ana.id },
 * });
 */
export async function assignObjectPermission(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'objectTypes'>,
  input: ObjectPermissionChange,
): Promise<number> {
  return await change(deps, 'add', input);
}

/**
 * Takes a permission on objects away again (guardian's remove_perm); answers how many grants went. What a group gives to somebody they keep.
 *
 * @throws AccountsError as `assignObjectPermission`, of a holder who is not there nothing is taken
 */
export async function removeObjectPermission(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'objectTypes'>,
  input: ObjectPermissionChange,
): Promise<number> {
  return await change(deps, 'remove', input);
}

async function change(
  { transact, clock, objectTypes }: Pick<Dependencies, 'transact' | 'clock' | 'objectTypes'>,
  how: 'add' | 'remove',
  { by, permission, objects, holder, visitor }: ObjectPermissionChange,
): Promise<number> {
  const type = objectTypeOf(objectTypes, objects.type);
  const codename = codenameFor(type, permission);
  const ids = validIds(objects.ids);
  const subjects = [holder].flat().map(subjectOf);
  if (ids.length * subjects.length > MOST_GRANTS)
    throw fieldRefusal('objects', 'too_many_grants', { most: MOST_GRANTS });
  return await transact(async (stores) => {
    const now = clock.now();
    const users = await lockUsers(stores, by, subjects);
    await requireObjects(stores, type, ids);
    await requireMayShare(stores, { by, now }, { type, codename, ids, users });
    // Last: whoever may not give anything does not learn who there is.
    if (how === 'add') await requireSubjects(stores, subjects, users);
    let count = 0;
    for (const subject of subjects) {
      const grant = { codename, subject, objectIds: ids };
      count += await writeGrants(stores, how, { by, now, type, grant, visitor: visitorOf(by, visitor) });
    }
    return count;
  });
}

async function requireSubjects(
  { objectGrants }: Pick<Stores, 'objectGrants'>,
  subjects: readonly Subject[],
  users: ReadonlyMap<number, unknown>,
): Promise<void> {
  for (const { kind, id } of subjects) {
    const isThere =
      kind === 'anonymous' || (kind === 'user' ? users.get(id) != null : await objectGrants.lockGroup(id));
    if (!isThere) throw new AccountsError({ code: 'not-found' });
  }
}

async function requireObjects(
  { objectGrants }: Pick<Stores, 'objectGrants'>,
  type: ObjectType,
  ids: readonly number[],
): Promise<void> {
  const there = await objectGrants.lockObjects(type, ids);
  if (there.length < ids.length) throw new AccountsError({ code: 'not-found' });
}
