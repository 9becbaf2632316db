import type { Policy } from './policy.ts';
import { type PolicyBook, policyNamed } from './policy-book.ts';

/** Everything that is no name and joins no others. */
export type Leaf = Exclude<Policy, string | { all: unknown } | { any: unknown } | { not: unknown }>;

/** All that a policy asks, the policies that it names with it. */
export function leavesOf(policy: Policy, book: PolicyBook): readonly Leaf[] {
  if (typeof policy === 'string') return leavesOf(policyNamed(policy, book), book);
  if ('not' in policy) return leavesOf(policy.not, book);
  if ('all' in policy) return policy.all.flatMap((one) => leavesOf(one, book));
  if ('any' in policy) return policy.any.flatMap((one) => leavesOf(one, book));
  return [policy];
}

/** The policies that it names itself. */
export function namesIn(policy: Policy): readonly string[] {
  if (typeof policy === 'string') return [policy];
  if ('not' in policy) return namesIn(policy.not);
  if ('all' in policy) return policy.all.flatMap(namesIn);
  if ('any' in policy) return policy.any.flatMap(namesIn);
  return [];
}
