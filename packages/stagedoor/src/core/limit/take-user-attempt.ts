import type { Visitor } from '../kernel/visitor.ts';
import { takeAttempt } from './attempts.ts';
import type { Counter } from './counters.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Counts one try of a user at proving who they are, before what was sent for it is looked at: at their own password, or at a stage of a
 * log-in, as many at each.
 *
 * @throws AccountsError `throttled`
 */
export async function takeUserAttempt(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  counter: Counter,
  who: { readonly visitor: Visitor; readonly userId: number },
): Promise<void> {
  await takeAttempt(deps, { ...counter, limit: deps.settings.limits.passwordPerUser, who });
}
