import type { EventSubscribers } from '../event/event-listeners.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Stores } from './dependencies.ts';
import { asksFor } from './webhook-endpoint.ts';

/** Endpoints as those who are told of events: a delivery for each that asks for the type, and a job that sends it. */
export function webhookSubscribers(clock: Clock): EventSubscribers<Stores> {
  return {
    async areAny({ webhookEndpoints }, type) {
      const wanted = await webhookEndpoints.listWanted();
      return wanted.some((eventTypes) => asksFor(eventTypes, type));
    },
    async tell({ webhookEndpoints, webhookDeliveries, jobs }, event) {
      const now = clock.now();
      for (const { id: endpointId, disabled, eventTypes } of await webhookEndpoints.list()) {
        if (disabled !== null || !asksFor(eventTypes, event.type)) continue;
        if (await webhookDeliveries.add({ endpointId, event, now }))
          await jobs.enqueue({ name: 'webhook.deliver', endpointId });
      }
    },
  };
}
