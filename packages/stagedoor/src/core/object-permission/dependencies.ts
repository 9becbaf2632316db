import type { Dependencies as AccessDependencies, Stores as AccessStores } from '../access/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { ObjectGrantStore } from './object-grant-store.ts';
import type { ObjectTypes } from './object-type.ts';

/** What object permissions read and write in SQL, all of it in one transaction if need be. */
export interface Stores extends AccessStores {
  readonly objectGrants: ObjectGrantStore;
}

/** The ports that a use case of object permissions may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, Pick<AccessDependencies, 'clock'> {
  readonly transact: Transact<Stores>;
  /** What the site's features declare. */
  readonly objectTypes: ObjectTypes;
  readonly clock: Clock;
}
