import type { EventSubscribers } from '../event/event-listeners.ts';
import type { Clock } from '../kernel/clock.ts';
import type { StoredEvent } from '../outbox/job-store.ts';
import type { Stores } from './dependencies.ts';
import { createQueueRoom } from './queue-room.ts';
import { MOST_KEPT } from './remove-old-deliveries.ts';
import { asksFor, type WebhookEndpoint } from './webhook-endpoint.ts';

/** So many of one type wait for one endpoint: any member causes log-ins without end. */
const MOST_WAITING = 10_000;

/** How many of one type an endpoint has at most before it is only counted what else there is: that wait, and that failed. */
interface Bounds {
  readonly mostWaiting?: number;
  readonly mostFailed?: number;
}

/** Endpoints as those who are told of events: a delivery for each that asks for the type, and a job that sends it. */
export function webhookSubscribers(
  clock: Clock,
  { mostWaiting = MOST_WAITING, mostFailed = MOST_KEPT }: Bounds = {},
): EventSubscribers<Stores> {
  const fits = createQueueRoom(clock);
  /** What is beyond the first bound has failed before it was tried, and can be sent again; what is beyond both is a number. */
  const deliver = async (stores: Stores, endpointId: number, event: StoredEvent): Promise<void> => {
    const { webhookEndpoints, webhookDeliveries, jobs } = stores;
    const delivery = { endpointId, event, now: clock.now() };
    const hasFewer = (state: 'waiting' | 'failed', most: number) =>
      fits({
        key: `${endpointId} ${state} ${event.type}`,
        most,
        count: () => webhookDeliveries.count(endpointId, { state, eventType: event.type, most }),
      });
    if (await hasFewer('waiting', mostWaiting)) {
      if (await webhookDeliveries.add(delivery)) await jobs.enqueue({ name: 'webhook.deliver', endpointId });
    } else if (await hasFewer('failed', mostFailed))
      await webhookDeliveries.addFailed(delivery, `too-many ${mostWaiting}`);
    else await webhookEndpoints.noteDropped(endpointId);
  };
  return {
    async areAny({ webhookEndpoints }, type) {
      const wanted = await webhookEndpoints.listWanted();
      return wanted.some((eventTypes) => asksFor(eventTypes, type));
    },
    async tell(stores, event) {
      for (const endpoint of await stores.webhookEndpoints.list())
        if (isToldOf(endpoint, event)) await deliver(stores, endpoint.id, event);
    },
  };
}

/** An event waits for a worker, however long; an endpoint that was added meanwhile is not told of it. */
function isToldOf({ disabled, eventTypes, createdAt }: WebhookEndpoint, event: StoredEvent): boolean {
  return disabled === null && asksFor(eventTypes, event.type) && new Date(event.occurredAt) >= createdAt;
}
