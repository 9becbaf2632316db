import type { Dependencies as RoleDependencies, Stores as RoleStores } from '../role/dependencies.ts';
import type { PolicyFactStore } from './policy-fact-store.ts';

/** What policy reads in SQL. */
export interface Stores extends Pick<RoleStores, 'roles'> {
  readonly policyFacts: PolicyFactStore;
}

/** The ports that a use case of policy may ask for, by `Pick`. */
export interface Dependencies extends Stores, Pick<RoleDependencies, 'settings'> {}
