import { randomTokenId } from '../kernel/secret-value.ts';
import type { JobData, JobStore, StoredEvent } from '../outbox/job-store.ts';
import type { EventListeners } from './event-listeners.ts';

/** Something that just happened. */
export interface Happened {
  readonly type: string;
  readonly data: JobData;
  readonly occurredAt: Date;
}

/**
 * Tells whoever listens, by the outbox of the transaction in which it happened: one row, which names the handlers, and from which a
 * worker makes one for each listener. Where nobody listens nothing is written. Only inside a transaction.
 */
export async function publishEvent<Stores extends { readonly jobs: JobStore }>(
  stores: Stores,
  listeners: EventListeners<Stores>,
  { type, data, occurredAt }: Happened,
): Promise<void> {
  const event: StoredEvent = {
    id: `evt_${randomTokenId()}`,
    type,
    occurredAt: occurredAt.toISOString(),
    data,
  };
  await listeners.runInside(stores, event);
  const handlers = listeners.handlersOf(type);
  const isAwaited = handlers.length > 0 || (await listeners.subscribers.areAny(stores, type));
  if (!isAwaited) return;
  await stores.jobs.enqueue({ name: 'dispatch-event', event, handlers });
}
