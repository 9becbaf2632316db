import type { StoredEvent } from '../../../core/outbox/job-store.ts';
import type { WebhookDelivery } from '../../../core/webhook/webhook-delivery-store.ts';
import type { WebhookEndpoint } from '../../../core/webhook/webhook-endpoint.ts';

export interface WebhookEndpointRow extends WebhookEndpoint {
  readonly url: string;
  readonly secret: string;
  readonly former: string | null;
  readonly heldUntil: Date | null;
}

export interface WebhookDeliveryRow extends WebhookDelivery {
  readonly event: StoredEvent;
}

export interface WebhookRows {
  readonly webhookEndpoints: Map<number, WebhookEndpointRow>;
  readonly webhookDeliveries: Map<number, WebhookDeliveryRow>;
}
