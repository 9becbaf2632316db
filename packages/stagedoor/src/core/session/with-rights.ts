import type { Rights } from '../permission/group-store.ts';
import { codenameOf } from '../permission/permission-set.ts';
import type { User } from '../user/user.ts';
import { Access } from './access.ts';
import type { Principal } from './session.ts';
import type { TokenScope } from './token-scope.ts';

/** A user with their rights, as far as what they came with goes (`openScope`); everything for a null scope. */
export function withRights(
  user: User,
  { groups, permissions, roles, held }: Rights,
  scope: TokenScope | null,
): Pick<Principal, 'user' | 'groups' | 'permissions' | 'roles' | 'access'> {
  const access = new Access({ user, held, scope });
  const shown = scope === null ? permissions : shownOf(permissions, access);
  return { user, groups, permissions: shown, roles, access };
}

/** The codenames that are shown: the user's own, of what they came with. */
function shownOf(codenames: readonly string[], { names }: Access): readonly string[] {
  const theirs = new Set(names.map(codenameOf));
  return codenames.filter((codename) => theirs.has(codename));
}
