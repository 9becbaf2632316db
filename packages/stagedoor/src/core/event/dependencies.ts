import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as OutboxDependencies, Stores } from '../outbox/dependencies.ts';
import type { EventListeners } from './event-listeners.ts';

/** The ports that events ask for, by `Pick`; `Written` are the stores that whoever is told needs. */
export interface Dependencies<Written extends Stores = Stores> extends Omit<OutboxDependencies, 'transact'> {
  readonly transact: Transact<Written>;
  readonly eventListeners: EventListeners<Written>;
}
