import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { types } from './0002-types.ts';
import type { WebhookTables } from './tables.ts';
import { WANTED_TYPES } from './wanted-types.ts';
import { createWebhookDeliveryStore } from './webhook-delivery-store.ts';
import { createWebhookEndpointStore } from './webhook-endpoint-store.ts';

declare module '../tables.ts' {
  interface Tables extends WebhookTables {}
}

const ofWebhooks = () => [WANTED_TYPES];

export const webhookFeature = {
  name: 'webhook',
  migrations: [initial, types],
  stores: { webhookEndpoints: createWebhookEndpointStore, webhookDeliveries: createWebhookDeliveryStore },
  models: [{ app: 'stagedoor', name: 'webhookendpoint', label: 'webhook endpoint' }],
  tellingTriggers: { stagedoor_webhook_endpoint: 1 },
  changes: { webhookEndpoints: { add: ofWebhooks, remove: ofWebhooks, setDisabled: ofWebhooks } },
} as const satisfies DatabaseFeature;
