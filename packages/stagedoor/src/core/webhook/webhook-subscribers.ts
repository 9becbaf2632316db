import type { EventSubscribers } from '../event/event-listeners.ts';
import type { Clock } from '../kernel/clock.ts';
import type { StoredEvent } from '../outbox/job-store.ts';
import type { Stores } from './dependencies.ts';
import { asksFor, type WebhookEndpoint } from './webhook-endpoint.ts';

/** Endpoints as those who are told of events: a delivery for each that asks for the type, and a job that sends it. */
export function webhookSubscribers(clock: Clock): EventSubscribers<Stores> {
  return {
    async areAny({ webhookEndpoints }, type) {
      const wanted = await webhookEndpoints.listWanted();
      return wanted.some((eventTypes) => asksFor(eventTypes, type));
    },
    async tell({ webhookEndpoints, webhookDeliveries, jobs }, event) {
      const now = clock.now();
      for (const endpoint of await webhookEndpoints.list()) {
        if (!isToldOf(endpoint, event)) continue;
        const { id: endpointId } = endpoint;
        if (await webhookDeliveries.add({ endpointId, event, now }))
          await jobs.enqueue({ name: 'webhook.deliver', endpointId });
      }
    },
  };
}

/** An event waits for a worker, however long; an endpoint that was added meanwhile is not told of it. */
function isToldOf({ disabled, eventTypes, createdAt }: WebhookEndpoint, event: StoredEvent): boolean {
  return disabled === null && asksFor(eventTypes, event.type) && new Date(event.occurredAt) >= createdAt;
}
