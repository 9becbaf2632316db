import { PermissionSet } from '../permission/permission-set.ts';
import type { User } from '../user/user.ts';
import { isNamed, type TokenScope } from './token-scope.ts';

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
  /** What they hold, as far as what they came with goes. */
  readonly #held: PermissionSet;
  readonly #scope: PermissionSet | null;

  constructor({ user, held, scope }: AccessInput) {
    this.#user = user;
    const named = scope && new Set(scope.permissions);
    this.#scope = named && new PermissionSet(named);
    this.#held = named ? new PermissionSet([...held.names].filter((name) => isNamed(named, name))) : held;
  }

  /** Whether a permission is theirs: `publish_post` of any app, or `blog.publish_post` of one. */
  has(permission: string): boolean {
    const { isActive, isSuperuser } = this.#user;
    if (!isActive) return false;
    if (!isSuperuser) return this.#held.has(permission);
    // A superuser has whatever the scope names.
    return this.#scope === null || this.#scope.has(permission) || isNamed(this.#scope.names, permission);
  }

  /** Whether any permission of an app is theirs. */
  hasAnyOf(app: string): boolean {
    const { isActive, isSuperuser } = this.#user;
    if (!isActive) return false;
    const named = isSuperuser ? this.#scope : this.#held;
    return named === null || [...named.names].some((name) => name.startsWith(`${app}.`));
  }

  /** What they have been given, themselves or by a group, as `app_label.codename`, ascending; a superuser holds no more. */
  get names(): readonly string[] {
    return [...this.#held.names].toSorted();
  }
}
