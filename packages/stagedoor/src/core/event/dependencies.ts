import type { Dependencies as OutboxDependencies } from '../outbox/dependencies.ts';
import type { EventListeners } from './event-listeners.ts';

/** The ports that events ask for, by `Pick`. */
export interface Dependencies extends OutboxDependencies {
  readonly eventListeners: Pick<EventListeners<never>, 'handlersOf'>;
}
