import { RecordProblem } from '../kernel/record-shape.ts';
import type { Principal } from '../session/session.ts';
import { type AccessRule, ruleProblems } from './access-rule.ts';

/**
 * Whether somebody may. Permissions are their own and their groups', no further than a personal access token's scope goes;
 * who is staff, superuser or member is not for a token with a scope to be.
 *
 * @throws RecordProblem for a rule with a slip in it, which would otherwise ask nothing
 */
export async function isAllowed(
  _deps: object,
  input: { readonly principal: Principal; readonly rule: AccessRule },
): Promise<boolean> {
  const { principal, rule } = input;
  const problems = ruleProblems(rule);
  if (problems.length > 0) throw new RecordProblem('An access rule', problems);
  const { user, groups, access } = principal;
  const scope = principal.session?.scope ?? null;
  const asksWho = rule.staff ?? rule.superuser ?? rule.group !== undefined;
  if (!user.isActive || (asksWho && scope !== null)) return false;
  if (rule.verified && !(user.isEmailVerified && user.email !== '')) return false;
  if (rule.staff && !user.isStaff) return false;
  if (rule.superuser && !user.isSuperuser) return false;
  if (rule.group !== undefined && !groups.some(({ name }) => name === rule.group)) return false;
  return rule.permission === undefined || access.has(rule.permission);
}
