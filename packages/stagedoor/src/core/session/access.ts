import { codenameOf, type PermissionSet } from '../permission/permission-set.ts';
import type { User } from '../user/user.ts';
import type { TokenScope } from './token-scope.ts';

interface AccessInput {
  readonly user: Pick<User, 'isActive' | 'isSuperuser'>;
  /** Of the user and their groups. */
  readonly held: PermissionSet;
  readonly scope: TokenScope | null;
}

/**
 * What a principal may, worked out once and kept with it: nothing is read to answer. Django's rules: whoever is inactive may
 * nothing, a superuser everything; and a personal access token no more than its scope names.
 *
 * @see https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.models.User.has_perm
 */
export class Access {
  readonly #user: AccessInput['user'];
  readonly #held: PermissionSet;
  readonly #scope: ReadonlySet<string> | null;

  constructor({ user, held, scope }: AccessInput) {
    this.#user = user;
    this.#held = held;
    this.#scope = scope && new Set(scope.permissions);
  }

  /** Whether a permission is theirs: `publish_post` of any app, or `blog.publish_post` of one. */
  has(permission: string): boolean {
    const { isActive, isSuperuser } = this.#user;
    if (!isActive || this.#scope?.has(codenameOf(permission)) === false) return false;
    return isSuperuser || this.#held.has(permission);
  }
}
