import type { Dependencies as AuditDependencies, Stores as AuditStores } from '../audit/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as PermissionStores } from '../permission/dependencies.ts';
import type { SessionDataStore } from './session-data-store.ts';
import type { SessionStore } from './session-store.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stage.ts';

/** What session reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends AuditStores, PermissionStores {
  readonly sessions: SessionStore;
}

/** The ports that a use case of session may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, AuditDependencies {
  readonly transact: Transact<Stores>;
  readonly sessionData: SessionDataStore;
  /** What a log-in may have to pass before it opens everything, in order; each is asked over all stores of the site. */
  readonly stages: readonly Stage<Stores>[];
  readonly clock: Clock;
  readonly settings: Settings;
}
