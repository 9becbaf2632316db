import type { StoredEvent } from '../../../core/outbox/job-store.ts';
import type { WebhookDelivery } from '../../../core/webhook/webhook-delivery-store.ts';
import type { WebhookEndpoint } from '../../../core/webhook/webhook-endpoint.ts';

export interface WebhookEndpointRow extends Omit<WebhookEndpoint, 'restsUntil'> {
  readonly url: string;
  readonly secret: string;
  readonly former: string | null;
  readonly heldUntil: Date | null;
}

export interface WebhookDeliveryRow extends Omit<WebhookDelivery, 'occurredAt'> {
  readonly event: StoredEvent;
}

export interface WebhookRows {
  readonly webhookEndpoints: Map<number, WebhookEndpointRow>;
  readonly webhookDeliveries: Map<number, WebhookDeliveryRow>;
}
