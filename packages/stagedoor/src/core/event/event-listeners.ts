import type { FeatureJob, StoredEvent } from '../outbox/job-store.ts';

/** Who is told of what happens, as the site has them. */
export interface EventListeners<Stores> {
  /** The jobs that tell the handlers of this type, one each: put in, done and tried again by itself. */
  handlersOf(type: string): readonly FeatureJob['name'][];
  /** What the site does in the transaction of the event. What it throws undoes all of it. */
  runInside(stores: Stores, event: StoredEvent): Promise<void>;
}

/** Of a site where nobody listens. */
export const noEventListeners: EventListeners<unknown> = {
  handlersOf: () => [],
  runInside: async () => {},
};
