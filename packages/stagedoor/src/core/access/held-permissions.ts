import { AccountsError } from '../kernel/errors.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

/** What was given and what there is, by `app_label.codename`, each ascending and once. */
export interface LoadedPermissions {
  readonly own: readonly string[];
  readonly ofGroups: readonly string[];
  /** By roles too, which Django has not. */
  readonly held: readonly string[];
  /** Of all apps. */
  readonly existing: readonly string[];
}

/** Django's three sets of a user, each ascending. */
export interface HeldPermissions {
  /** `get_user_permissions`. */
  readonly user: readonly string[];
  /** `get_group_permissions`. */
  readonly group: readonly string[];
  /** `get_all_permissions`, and what roles give that they have everywhere. */
  readonly all: readonly string[];
}

/**
 * Django's `get_user_permissions`, `get_group_permissions` and `get_all_permissions`: of whoever is inactive all are empty, and of a superuser
 * each holds all permissions there are.
 *
 * @see https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.models.User.get_user_permissions
 */
export function heldPermissions(
  { isActive, isSuperuser }: Pick<User, 'isActive' | 'isSuperuser'>,
  { own, ofGroups, held, existing }: LoadedPermissions,
): HeldPermissions {
  if (!isActive) return { user: [], group: [], all: [] };
  if (isSuperuser) return { user: existing, group: existing, all: existing };
  return { user: own, group: ofGroups, all: held };
}

/**
 * What a user may as an account, whatever they come with, for whoever may see it.
 *
 * @throws AccountsError `not-found`
 * @example
 * const { all } = await stagedoor.useCases.permission.heldBy({ userId: ana.id });
 */
export async function permissionsHeldBy(
  { users, groups, permissions }: Pick<Dependencies, 'users' | 'groups' | 'permissions'>,
  { userId }: { readonly userId: number },
): Promise<HeldPermissions> {
  const user = await users.findById(userId);
  if (user === null) throw new AccountsError({ code: 'not-found' });
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  return heldPermissions(user, {
    own: names(await permissions.listOfUser(userId)),
    ofGroups: names(await permissions.listOfGroups(userId)),
    held: [...(await groups.rightsOfUser(userId)).held.names].toSorted(),
    existing: user.isSuperuser ? names(await permissions.list()) : [],
  });
}
