import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as OrganizationStores } from '../organization/dependencies.ts';
import type { TeamStore } from './team-store.ts';

/** What teams are read and written in, all of it in one transaction if need be. */
export interface Stores extends OrganizationStores {
  readonly teams: TeamStore;
}

/** The ports that a use case of teams may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
}
