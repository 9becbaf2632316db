import type { StoredEvent } from '../outbox/job-store.ts';
import type { Dependencies } from './dependencies.ts';

/** The worker's half of an event: a job for each who listens, all of them or none. */
export async function dispatchEvent(
  { transact, eventListeners }: Pick<Dependencies, 'transact' | 'eventListeners'>,
  { event }: { readonly event: StoredEvent },
): Promise<void> {
  await transact(async (stores) => {
    for (const name of eventListeners.handlersOf(event.type))
      await stores.jobs.enqueue({ name, data: { ...event } });
    await eventListeners.subscribers.tell(stores, event);
  });
}
