import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as SessionStores } from '../session/dependencies.ts';
import type { Stores as UserStores } from '../user/dependencies.ts';
import type { Settings as UserSettings } from '../user/settings.ts';
import type { GrantStandingStore, StandingStore } from './standing-store.ts';

/** What access reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends SessionStores, UserStores {
  readonly standings: StandingStore;
  readonly grantStandings: GrantStandingStore;
}

/** The ports that a use case of access may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Pick<UserSettings, 'extraFields'>;
}
