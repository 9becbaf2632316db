import { RecordProblem } from '../kernel/record-shape.ts';
import { authorityOf } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import { type AccessRule, ruleProblems } from './access-rule.ts';
import { answerOf } from './who-asks.ts';

/**
 * Whether somebody may. Permissions are their own and their groups', no further than a personal access token's scope goes;
 * who is staff, superuser or member is not for a token with a scope to be. Whoever is inactive, or must pass a stage first, may nothing.
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
  if (authorityOf(principal) === 'none') return false;
  // What has no problem says nothing that is not known.
  const names = Object.keys(rule) as (keyof AccessRule)[];
  return names.every((name) => answerOf(principal, name, rule[name] as never) === 'yes');
}
