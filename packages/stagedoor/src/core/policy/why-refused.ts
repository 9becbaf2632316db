import { AccountsError } from '../kernel/errors.ts';
import type { Asker } from './asker.ts';
import type { Policy } from './policy.ts';

/**
 * What whoever does not satisfy a policy is told. As in REST framework: of all that is asked the first that does not hold has the word, by
 * the refusal that goes with it; and whoever is not logged in is told that.
 *
 * @param holds Whether a part of the policy holds.
 */
export function whyRefused(
  policy: Policy,
  { principal }: Pick<Asker, 'principal'>,
  holds: (part: Policy) => boolean,
): AccountsError {
  if (principal === null) return new AccountsError({ code: 'not-authenticated' });
  return wanting(policy, holds);
}

function wanting(policy: Policy, holds: (part: Policy) => boolean): AccountsError {
  if ('policy' in policy) return new AccountsError({ code: policy.refusal, status: 403, params: {} });
  if ('verified' in policy) return new AccountsError({ code: 'email-unverified' });
  const first = 'all' in policy ? policy.all.find((part) => !holds(part)) : undefined;
  return first === undefined ? new AccountsError({ code: 'permission-denied' }) : wanting(first, holds);
}
