import type { Rights } from '../permission/group-store.ts';
import type { User } from '../user/user.ts';
import { Access } from './access.ts';
import type { Principal } from './session.ts';
import { type TokenScope, withinScope } from './token-scope.ts';

/** A user with their rights, as far as what they came with goes; everything for a null scope. */
export function withRights(
  user: User,
  { groups, permissions, held }: Rights,
  scope: TokenScope | null,
): Pick<Principal, 'user' | 'groups' | 'permissions' | 'access'> {
  const access = new Access({ user, held, scope });
  return { user, groups, permissions: withinScope(permissions, held, scope), access };
}
