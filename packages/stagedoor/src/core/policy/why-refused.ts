import { AccountsError } from '../kernel/errors.ts';
import type { Asker } from './asker.ts';
import type { Action, Policy } from './policy.ts';

/**
 * What whoever does not satisfy a policy is told. As in REST framework: of all that is asked the first that does not hold has the word, by
 * the refusal that goes with it; of any of several the one that is about what is asked for; and whoever is not logged in is told that.
 *
 * @param holds Whether a part of the policy holds.
 */
export function whyRefused(
  policy: Policy,
  { principal, action }: Pick<Asker, 'principal' | 'action'>,
  holds: (part: Policy) => boolean,
): AccountsError {
  if (principal === null) return new AccountsError({ code: 'not-authenticated' });
  return wanting(policy, { action, holds });
}

interface Wanted {
  readonly action: Action;
  readonly holds: (part: Policy) => boolean;
}

function wanting(policy: Policy, wanted: Wanted): AccountsError {
  if ('policy' in policy) return new AccountsError({ code: policy.refusal, status: 403, params: {} });
  if ('verified' in policy) return new AccountsError({ code: 'email-unverified' });
  const part = wantingPart(policy, wanted);
  return part === undefined ? new AccountsError({ code: 'permission-denied' }) : wanting(part, wanted);
}

function wantingPart(policy: Policy, { action, holds }: Wanted): Policy | undefined {
  if ('all' in policy) return policy.all.find((part) => !holds(part));
  if (!('any' in policy)) return undefined;
  const [only, ...others] = policy.any.filter((part) => isAbout(action, part));
  return others.length === 0 ? only : undefined;
}

/** Whether it could let somebody do this, were they somebody else. */
function isAbout(action: Action, policy: Policy): boolean {
  if ('action' in policy) return [policy.action].flat().includes(action);
  return !('all' in policy) || policy.all.every((part) => isAbout(action, part));
}
