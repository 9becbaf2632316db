import { changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import type { WebhookTables } from './tables.ts';
import { createWebhookDeliveryStore } from './webhook-delivery-store.ts';
import { createWebhookEndpointStore } from './webhook-endpoint-store.ts';

declare module '../tables.ts' {
  interface Tables extends WebhookTables {}
}

const ofWebhooks = () => [changeOf.webhooks];

export const webhookFeature = {
  name: 'webhook',
  migrations: [initial],
  stores: { webhookEndpoints: createWebhookEndpointStore, webhookDeliveries: createWebhookDeliveryStore },
  changes: { webhookEndpoints: { add: ofWebhooks, remove: ofWebhooks, setDisabled: ofWebhooks } },
} as const satisfies DatabaseFeature;
