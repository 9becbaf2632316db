import type { Dependencies as AuditDependencies, Stores as AuditStores } from '../audit/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { OneTimeLinkStore } from './one-time-link-store.ts';
import type { Settings } from './settings.ts';

/** What link reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends AuditStores {
  readonly oneTimeLinks: OneTimeLinkStore;
}

/** The ports that a use case of link may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, AuditDependencies {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
