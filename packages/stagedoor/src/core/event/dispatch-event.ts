import type { Transact } from '../kernel/transact.ts';
import type { JobStore, StoredEvent } from '../outbox/job-store.ts';
import type { EventListeners } from './event-listeners.ts';

interface DispatchDependencies {
  readonly transact: Transact<{ readonly jobs: JobStore }>;
  readonly eventListeners: Pick<EventListeners<never>, 'handlersOf'>;
}

/** The worker's half of an event: a job for each who listens, all of them or none. */
export async function dispatchEvent(
  { transact, eventListeners }: DispatchDependencies,
  { event }: { readonly event: StoredEvent },
): Promise<void> {
  await transact(async ({ jobs }) => {
    for (const name of eventListeners.handlersOf(event.type))
      await jobs.enqueue({ name, data: { ...event } });
  });
}
