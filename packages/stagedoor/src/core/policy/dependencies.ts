import type { PolicyFactStore } from './policy-fact-store.ts';

/** What policy reads in SQL. */
export interface Stores {
  readonly policyFacts: PolicyFactStore;
}

/** The ports that a use case of policy may ask for, by `Pick`. */
export type Dependencies = Stores;
