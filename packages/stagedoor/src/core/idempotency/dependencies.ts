import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { IdempotencyStore } from './idempotency-store.ts';

/** What idempotency reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores {
  readonly idempotency: IdempotencyStore;
}

/** The ports that a use case of idempotency may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
}
