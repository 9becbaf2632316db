import type { FeatureJob, StoredEvent } from '../outbox/job-store.ts';

/** Who is told of what happens, as the site has them. */
export interface EventListeners<Stores> {
  /** Every type there is on this site: ours, and those of its features. */
  readonly types: ReadonlySet<string>;
  /** The jobs that tell the handlers of this type, one each: put in, done and tried again by itself. */
  handlersOf(type: string): readonly FeatureJob['name'][];
  /** Who is told beside them, as rows of the database say. */
  readonly subscribers: EventSubscribers<Stores>;
  /** What the site does in the transaction of the event. What it throws undoes all of it. */
  runInside(stores: Stores, event: StoredEvent): Promise<void>;
}

/** Those who are told of events without a handler in the program. Both are called inside a transaction. */
export interface EventSubscribers<Stores> {
  /** Whether anybody asks for this type. Asked with every event that no handler hears of. */
  areAny(stores: Stores, type: string): Promise<boolean>;
  /** Puts into the outbox what tells them, each for itself. */
  tell(stores: Stores, event: StoredEvent): Promise<void>;
}
