import type { Visitor } from '../kernel/visitor.ts';
import { takeAttempt } from './attempts.ts';
import { ofSource } from './counters.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Counts one try of a mailed link from a source, so that nobody guesses them at leisure.
 *
 * @throws AccountsError `throttled`.
 */
export async function takeLinkAttempt(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  visitor: Visitor,
): Promise<void> {
  const limit = deps.settings.limits.linkPerSource;
  const who = { visitor, userId: null };
  await takeAttempt(deps, { ...ofSource('link-source', visitor), limit, who });
}
