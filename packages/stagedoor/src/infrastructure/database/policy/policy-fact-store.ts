import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';
import type { StoreContext } from '../store-context.ts';
import { readFacts } from './read-facts.ts';

export function createPolicyFactStore(context: StoreContext): PolicyFactStore {
  return { read: (conditions, rows) => readFacts(context, conditions, { rows }) };
}
