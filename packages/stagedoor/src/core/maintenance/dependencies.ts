import type {
  Dependencies as AccountDependencies,
  Stores as AccountStores,
} from '../account/dependencies.ts';
import type {
  Dependencies as IdempotencyDependencies,
  Stores as IdempotencyStores,
} from '../idempotency/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FeatureRecords } from '../kernel/feature-records.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Settings } from './settings.ts';

/** What maintenance reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends AccountStores, IdempotencyStores {}

/** The ports that a use case of maintenance may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, AccountDependencies, IdempotencyDependencies {
  readonly transact: Transact<Stores>;
  readonly featureRecords: FeatureRecords<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
