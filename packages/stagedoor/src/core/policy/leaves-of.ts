import type { Policy, PolicyLeaf } from './policy.ts';

/** All that a policy asks. */
export function leavesOf(policy: Policy): readonly PolicyLeaf[] {
  if ('not' in policy) return leavesOf(policy.not);
  if ('policy' in policy) return leavesOf(policy.policy);
  if ('all' in policy) return policy.all.flatMap(leavesOf);
  if ('any' in policy) return policy.any.flatMap(leavesOf);
  return [policy];
}

const ofRows = ['field', 'owner', 'organization', 'granted'];

/** Whether it asks anything that only a row can answer. */
export function asksOfRow(policy: Policy): boolean {
  return leavesOf(policy).some((leaf) => ofRows.some((name) => Object.hasOwn(leaf, name)));
}

/** Whether it answers one who looks otherwise than one who writes. */
export function asksOfAct(policy: Policy): boolean {
  return leavesOf(policy).some((leaf) => Object.hasOwn(leaf, 'action'));
}

/** The permissions that it names. */
export function permissionsIn(policy: Policy): readonly string[] {
  return leavesOf(policy).flatMap((leaf) => ('permission' in leaf ? [leaf.permission] : []));
}

/** The refusals that it says what is wanting by. */
export function refusalsIn(policy: Policy): readonly string[] {
  if ('policy' in policy) return [policy.refusal, ...refusalsIn(policy.policy)];
  if ('not' in policy) return refusalsIn(policy.not);
  if ('all' in policy) return policy.all.flatMap(refusalsIn);
  return 'any' in policy ? policy.any.flatMap(refusalsIn) : [];
}
