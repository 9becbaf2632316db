import type { Dependencies as EventDependencies } from '../event/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as OutboxStores } from '../outbox/dependencies.ts';
import type { MayPostWebhook, PostWebhook } from './post-webhook.ts';
import type { Settings } from './settings.ts';
import type { WebhookDeliveryStore } from './webhook-delivery-store.ts';
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts';

/** What webhook reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends OutboxStores {
  readonly webhookEndpoints: WebhookEndpointStore;
  readonly webhookDeliveries: WebhookDeliveryStore;
}

/** The ports that a use case of webhook may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, Pick<EventDependencies, 'eventListeners'> {
  readonly transact: Transact<Stores>;
  readonly postWebhook: PostWebhook;
  readonly mayPostWebhook: MayPostWebhook;
  readonly clock: Clock;
  readonly settings: Settings;
}
