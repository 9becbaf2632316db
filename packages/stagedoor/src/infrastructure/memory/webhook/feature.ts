import type { MemoryFeature } from '../feature.ts';
import { createMemoryWebhookDeliveryStore } from './memory-webhook-delivery-store.ts';
import { createMemoryWebhookEndpointStore } from './memory-webhook-endpoint-store.ts';
import type { WebhookRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends WebhookRows {}
}

export const webhookFeature = {
  name: 'webhook',
  rows: ['webhookEndpoints', 'webhookDeliveries'],
  stores: {
    webhookEndpoints: createMemoryWebhookEndpointStore,
    webhookDeliveries: createMemoryWebhookDeliveryStore,
  },
} as const satisfies MemoryFeature;
