import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { codenameFor, fullName, type OneObject, objectTypeOf } from './object-type.ts';
import { askingSubjects } from './subject.ts';

/**
 * Whether somebody, or whoever is not logged in (null), holds a permission on one object: themselves, by a group, or as a superuser. What
 * they hold altogether is not asked: that is `access.isAllowed`.
 *
 * @throws AccountsError `invalid-input` at `permission` (`wrong_app`, `invalid_choice`)
 * @see https://docs.djangoproject.com/en/stable/topics/auth/customizing/#handling-object-permissions
 */
export async function hasObjectPermission(
  { objectGrants, objectTypes }: Pick<Dependencies, 'objectGrants' | 'objectTypes'>,
  input: { readonly principal: Principal | null; readonly permission: string; readonly object: OneObject },
): Promise<boolean> {
  const { principal, permission, object } = input;
  const type = objectTypeOf(objectTypes, object.type);
  const codename = codenameFor(type, permission);
  const subjects = askingSubjects(principal, fullName(type, codename));
  if (subjects.length === 0) return false;
  if (principal?.user.isSuperuser) return true;
  const held = await objectGrants.listHeld(type, { objectIds: [object.id], subjects });
  return held.some((one) => one.codename === codename);
}
