import type { Stores as AccessStores } from '../access/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Settings as UserSettings } from '../user/settings.ts';
import type { RoleStore } from './role-store.ts';

/** What role reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends AccessStores {
  readonly roles: RoleStore;
}

/** The ports that a use case of role may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Pick<UserSettings, 'extraFields'>;
}
