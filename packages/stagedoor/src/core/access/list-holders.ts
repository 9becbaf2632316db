import { fieldRefusal } from '../kernel/errors.ts';
import { type Page, pageOf } from '../kernel/page.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export interface ListHolders {
  /** `app_label.codename`. */
  readonly permission: string;
  /** Only the active unless told, only the inactive, or both. */
  readonly isActive?: boolean | 'either';
  /** Whether superusers count, who have every one; they do unless told. */
  readonly includeSuperusers?: boolean;
  readonly afterId?: number | undefined;
  readonly limit?: number | undefined;
}

/**
 * Django's `with_perm`: who has a permission, themselves, by a group or by a role, by ascending id, for whoever may see it. A page, at most 1,000
 * and 100 unless told; the next one begins after `next`.
 *
 * @throws AccountsError `invalid-input` at `permission` for what is no `app_label.codename`
 * @see https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.models.UserManager.with_perm
 */
export async function listHolders(
  { users }: Pick<Dependencies, 'users'>,
  { permission, isActive = true, includeSuperusers = true, afterId = 0, limit }: ListHolders,
): Promise<Page<User>> {
  if (!permission.includes('.')) throw fieldRefusal('permission', 'invalid_choice', { input: permission });
  const filter = {
    holds: { permission, includeSuperusers },
    ...(isActive === 'either' ? {} : { isActive }),
  };
  return await pageOf(limit, (most) => users.list({ ...filter, afterId, limit: most }));
}
