import type { RawBuilder, SqlBool } from 'kysely';
import { checkPolicy, type PolicyQuestion } from '../../../core/policy/require-policy.ts';
import { resolvePolicy } from '../../../core/policy/resolve-policy.ts';
import { conditionFilter, type FilteredRows } from './condition-filter.ts';

export type { FilteredRows } from './condition-filter.ts';

/** Who asks for a list, and the policy by which each of its rows is seen. */
export type FilterQuestion = Pick<PolicyQuestion, 'policy' | 'principal' | 'roles'>;

/** Of `all` a list needs no predicate, of `none` no statement. */
export type PolicyFilter =
  | { readonly rows: 'all' }
  | { readonly rows: 'none' }
  | { readonly rows: 'some'; readonly where: RawBuilder<SqlBool> };

/**
 * The rows that a policy lets somebody see: those of which `accounts.policy.allows` says yes, one by one.
 *
 * @throws RecordProblem for what is no policy
 * @example
 * const seen = policyFilter({ policy: policies.CanReadArticle, principal }, { dialect });
 * if (seen.rows === 'none') return [];
 * const articles = db.selectFrom('blog_article').selectAll();
 * return await (seen.rows === 'all' ? articles : articles.where(seen.where)).execute();
 */
export function policyFilter(question: FilterQuestion, rows: FilteredRows): PolicyFilter {
  checkPolicy(question.policy);
  const condition = resolvePolicy(question.policy, { ...question, action: 'view' });
  if (condition.kind === 'always') return { rows: 'all' };
  if (condition.kind === 'never') return { rows: 'none' };
  return { rows: 'some', where: conditionFilter(condition, rows) };
}
