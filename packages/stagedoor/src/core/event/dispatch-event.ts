import type { JobKinds } from '../kernel/feature.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The worker's half of an event: a job for each who listens, all of them or none. Those whom the row names and this worker does not
 * know, because it is of another version or has other settings, get theirs too: like any job of an unknown kind it waits for a worker
 * that knows it, and an operator sees it.
 */
export async function dispatchEvent(
  { transact, eventListeners }: Pick<Dependencies, 'transact' | 'eventListeners'>,
  { event, handlers = [] }: JobKinds['dispatch-event'],
): Promise<void> {
  const names = new Set([...handlers, ...eventListeners.handlersOf(event.type)]);
  await transact(async (stores) => {
    for (const name of names) await stores.jobs.enqueue({ name, data: { ...event } });
    await eventListeners.subscribers.tell(stores, event);
  });
}
