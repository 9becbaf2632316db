import type { Asker } from './asker.ts';
import type { Condition } from './condition.ts';
import type { Policy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';

/** What is known before a row is: all of them, none, or it depends on the row. */
export type Decision = 'yes' | 'no' | 'depends';

/** What a policy answers without a row: for forms, menus and descriptions, and for whoever may be refused at once. */
export function decide(policy: Policy, asker: Asker): Decision {
  return decisionOf(resolvePolicy(policy, asker));
}

/** The same of a policy that is resolved. */
export function decisionOf({ kind }: Condition): Decision {
  if (kind === 'always') return 'yes';
  return kind === 'never' ? 'no' : 'depends';
}
