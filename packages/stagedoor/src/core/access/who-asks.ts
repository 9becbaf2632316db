import { PermissionSet } from '../permission/permission-set.ts';
import { authorityOf, openScope } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import { isNamed } from '../session/token-scope.ts';
import type { AccessRule } from './access-rule.ts';

/** `untold` where what they came with is not to be asked: then neither the rule holds nor its opposite. */
export type WhoAnswer = 'yes' | 'no' | 'untold';

type Asked<Name extends keyof AccessRule> = NonNullable<AccessRule[Name]>;

type Questions = {
  readonly [Name in keyof AccessRule]-?: (principal: Principal, asked: Asked<Name>) => WhoAnswer;
};

/**
 * What each name of a rule asks. Permissions are their own and their groups', no further than a personal access token's scope goes; who
 * is staff, superuser or member is not for a token with a scope to be.
 */
const questions: Questions = {
  staff: unscoped(({ user }) => user.isStaff),
  superuser: unscoped(({ user }) => user.isSuperuser),
  verified: ({ user }) => said(user.isEmailVerified && user.email !== ''),
  group: unscoped(({ groups }, asked: string) => groups.some(({ name }) => name === asked)),
  permission: (principal, asked) => {
    if (principal.access.has(asked)) return 'yes';
    return isScoped(principal) ? 'untold' : 'no';
  },
};

/** Whoever is inactive, or must pass a stage first, is nothing that is asked for. */
export function answerOf<Name extends keyof AccessRule>(
  principal: Principal,
  name: Name,
  asked: Asked<Name>,
): WhoAnswer {
  if (authorityOf(principal) === 'none') return 'no';
  // The question of a name takes what that name asks; TypeScript cannot follow the pairing over the union.
  return questions[name](principal, asked as never);
}

/** Whether they came with a token that is confined to a scope. */
export function isScoped(principal: Pick<Principal, 'user' | 'session'>): boolean {
  return authorityOf(principal) === 'scope';
}

/** Whether what they came with goes as far as this permission, whoever has it. */
export function isInScope({ session }: Pick<Principal, 'session'>, permission: string): boolean {
  const scope = openScope(session);
  if (scope === null) return true;
  const named = new Set(scope.permissions);
  return isNamed(named, permission) || new PermissionSet(named).has(permission);
}

function unscoped<Value>(question: (principal: Principal, asked: Value) => boolean) {
  return (principal: Principal, asked: Value): WhoAnswer =>
    isScoped(principal) ? 'untold' : said(question(principal, asked));
}

function said(answer: boolean): WhoAnswer {
  return answer ? 'yes' : 'no';
}
