import { authorityOf, openScope } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import { isNamed } from '../session/token-scope.ts';

/** Who holds something on an object: a user, a group, or whoever is not logged in. */
export type GrantHolder = { readonly userId: number } | { readonly groupId: number } | 'anonymous';

/** The same as a grant names it. `anonymous` is nobody's number. */
export interface Subject {
  readonly kind: 'user' | 'group' | 'anonymous';
  readonly id: number;
}

export const anonymous: Subject = { kind: 'anonymous', id: 0 };

export function subjectOf(holder: GrantHolder): Subject {
  if (holder === 'anonymous') return anonymous;
  return 'userId' in holder ? userSubject(holder.userId) : groupSubject(holder.groupId);
}

export function userSubject(id: number): Subject {
  return { kind: 'user', id };
}

export function groupSubject(id: number): Subject {
  return { kind: 'group', id };
}

/** A user and the groups they are in. */
export function subjectsOf(userId: number, groups: readonly { readonly id: number }[]): readonly Subject[] {
  return [userSubject(userId), ...groups.map(({ id }) => groupSubject(id))];
}

/**
 * Whose grants count for whoever asks. Nobody logged in has those of `anonymous`, which nobody else has; who is inactive, has a stage to
 * pass, or came with a token whose scope does not name the permission has none.
 */
export function askingSubjects(principal: Principal | null, permission: string): readonly Subject[] {
  if (principal === null) return [anonymous];
  const { user, groups, session } = principal;
  const scope = openScope(session);
  const isOpen = scope === null || isNamed(new Set(scope.permissions), permission);
  return isOpen && authorityOf(principal) !== 'none' ? subjectsOf(user.id, groups) : [];
}
