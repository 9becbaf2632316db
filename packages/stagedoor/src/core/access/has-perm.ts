import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';

/** Whom Django's questions are asked of; null is the anonymous visitor, who has nothing. */
export type AskedUser = (Pick<Principal, 'access'> & { readonly user: Pick<User, 'isSuperuser'> }) | null;

/**
 * Django's `has_perm`: an active superuser has whatever is asked for, others what they were given as `app_label.codename`, themselves or by a
 * group, and whoever is inactive or anonymous nothing. Asked with an `object`, what is held of all of them says nothing: only superusers
 * and object permissions answer. One look-up in a set.
 *
 * @see https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.models.User.has_perm
 * @example
 * hasPerm(principal, 'shop.approve_order');
 */
export function hasPerm(who: AskedUser, permission: string, object?: object): boolean {
  if (who === null) return false;
  // To `access` a codename alone means any app's, to Django nobody's.
  const isOfModels = object === undefined && permission.includes('.');
  return (isOfModels || who.user.isSuperuser) && who.access.has(permission);
}

/** Django's `has_perms`: all of them. Of none everybody has all, the inactive and the anonymous too. */
export function hasPerms(who: AskedUser, permissions: readonly string[], object?: object): boolean {
  return permissions.every((permission) => hasPerm(who, permission, object));
}

/** Django's `has_module_perms`: any permission of an app; an active superuser of every one. */
export function hasModulePerms(who: AskedUser, app: string): boolean {
  return who?.access.hasAnyOf(app) ?? false;
}
