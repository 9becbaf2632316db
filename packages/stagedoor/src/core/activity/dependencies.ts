import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as LimitDependencies, Stores as LimitStores } from '../limit/dependencies.ts';
import type {
  Dependencies as SessionDependencies,
  Stores as SessionStores,
} from '../session/dependencies.ts';
import type { DeviceStore } from './device-store.ts';
import type { Settings } from './settings.ts';
import type { VisitStore } from './visit-store.ts';

/** What activity reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends SessionStores, LimitStores {
  readonly devices: DeviceStore;
  readonly visits: VisitStore;
}

/** The ports that a use case of activity may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, SessionDependencies, LimitDependencies {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
