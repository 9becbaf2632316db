import { AccountsError } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import { mayPass } from './entry-rules.ts';
import { type Refused, refused } from './judge.ts';
import type { LogInFacts } from './log-in-hooks.ts';

/**
 * What the site says before somebody is let in; null for nothing against it. Of whom the gate will turn away it is not asked: what it
 * answers would tell that such an account is there. Not inside a transaction.
 */
export async function askBeforeLogIn(
  { hooks, settings }: Pick<Dependencies, 'hooks' | 'settings'>,
  facts: LogInFacts,
): Promise<Refused | null> {
  const { user } = facts;
  if (!mayPass(user, user, settings)) return null;
  try {
    await hooks.beforeLogIn(facts);
    return null;
  } catch (error) {
    if (!(error instanceof AccountsError)) throw error;
    return refused(error.refusal);
  }
}
