import type { EventSubscribers } from '../event/event-listeners.ts';
import type { Clock } from '../kernel/clock.ts';
import type { StoredEvent } from '../outbox/job-store.ts';
import type { Stores } from './dependencies.ts';
import { asksFor, type WebhookEndpoint } from './webhook-endpoint.ts';

/**
 * So many of one type wait for one endpoint. What comes beyond has failed before it was tried, and is in the log: any member causes log-ins
 * without end.
 */
export const MOST_WAITING = 10_000;

/** Endpoints as those who are told of events: a delivery for each that asks for the type, and a job that sends it. */
export function webhookSubscribers(
  clock: Clock,
  { mostWaiting = MOST_WAITING }: { readonly mostWaiting?: number } = {},
): EventSubscribers<Stores> {
  const isFull = async ({ webhookDeliveries }: Stores, endpointId: number, eventType: string) => {
    const count = (kind: { readonly eventType?: string }) =>
      webhookDeliveries.countWaiting(endpointId, { ...kind, most: mostWaiting });
    // Of all types is read from an index; that it is full is rare.
    return (await count({})) >= mostWaiting && (await count({ eventType })) >= mostWaiting;
  };
  return {
    async areAny({ webhookEndpoints }, type) {
      const wanted = await webhookEndpoints.listWanted();
      return wanted.some((eventTypes) => asksFor(eventTypes, type));
    },
    async tell(stores, event) {
      const { webhookEndpoints, webhookDeliveries, jobs } = stores;
      const now = clock.now();
      for (const endpoint of await webhookEndpoints.list()) {
        if (!isToldOf(endpoint, event)) continue;
        const { id: endpointId } = endpoint;
        const delivery = { endpointId, event, now };
        if (await isFull(stores, endpointId, event.type))
          await webhookDeliveries.addFailed(delivery, `more than ${mostWaiting} of this type wait`);
        else if (await webhookDeliveries.add(delivery))
          await jobs.enqueue({ name: 'webhook.deliver', endpointId });
      }
    },
  };
}

/** An event waits for a worker, however long; an endpoint that was added meanwhile is not told of it. */
function isToldOf({ disabled, eventTypes, createdAt }: WebhookEndpoint, event: StoredEvent): boolean {
  return disabled === null && asksFor(eventTypes, event.type) && new Date(event.occurredAt) >= createdAt;
}
