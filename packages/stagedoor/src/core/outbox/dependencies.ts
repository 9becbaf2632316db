import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as LimitDependencies, Stores as LimitStores } from '../limit/dependencies.ts';
import type { Dependencies as LinkDependencies, Stores as LinkStores } from '../link/dependencies.ts';
import type { JobStore } from './job-store.ts';
import type { Settings } from './settings.ts';

/** What outbox reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends LinkStores, LimitStores {
  readonly jobs: JobStore;
}

/** The ports that a use case of outbox may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, LinkDependencies, LimitDependencies {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
