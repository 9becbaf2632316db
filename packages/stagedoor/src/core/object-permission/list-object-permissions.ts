import { AccountsError } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import { codenamesOf, type ObjectType, type OneObject, objectTypeOf } from './object-type.ts';
import { type GrantHolder, groupSubject, type Subject, subjectOf, subjectsOf } from './subject.ts';

export interface HeldPermissionsOf {
  readonly holder: GrantHolder;
  readonly object: OneObject;
  /** A user's own alone (`user`), those of their groups alone (`groups`), or, unless told, all of them together. */
  readonly through?: 'user' | 'groups' | 'all';
}

type Ports = Pick<Dependencies, 'objectGrants' | 'objectTypes' | 'users' | 'groups'>;

/**
 * What somebody holds on one object, as codenames, ascending (guardian's get_perms, get_user_perms and get_group_perms): all of them for a
 * superuser and none for who is inactive, unless one way alone is asked for, which answers what was given by it.
 *
 * @throws AccountsError `not-found` for a user who is not there
 */
export async function listObjectPermissions(
  ports: Ports,
  { holder, object, through = 'all' }: HeldPermissionsOf,
): Promise<readonly string[]> {
  const type = objectTypeOf(ports.objectTypes, object.type);
  const ofUser = holder !== 'anonymous' && 'userId' in holder;
  if (!ofUser || through === 'user') return await heldBy(ports, type, object, [subjectOf(holder)]);
  const { groups } = await ports.groups.rightsOfUser(holder.userId);
  if (through === 'groups')
    return await heldBy(
      ports,
      type,
      object,
      groups.map(({ id }) => groupSubject(id)),
    );
  const user = await ports.users.findById(holder.userId);
  if (user === null) throw new AccountsError({ code: 'not-found' });
  if (!user.isActive) return [];
  if (user.isSuperuser) return codenamesOf(type);
  return await heldBy(ports, type, object, subjectsOf(user.id, groups));
}

async function heldBy(
  { objectGrants }: Pick<Dependencies, 'objectGrants'>,
  type: ObjectType,
  { id }: OneObject,
  subjects: readonly Subject[],
): Promise<readonly string[]> {
  const held = await objectGrants.listHeld(type, { objectIds: [id], subjects });
  const names = new Set(held.map(({ codename }) => codename));
  return codenamesOf(type).filter((codename) => names.has(codename));
}
