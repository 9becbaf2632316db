import type { WebhookDelivery } from './webhook-delivery-store.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** When one that waits is tried next: when it is due, and its endpoint rests no more. Null where it is over. */
export function nextTryAt(
  { dueAt }: Pick<WebhookDelivery, 'dueAt'>,
  { restsUntil }: Pick<WebhookEndpoint, 'restsUntil'>,
): Date | null {
  return dueAt !== null && restsUntil !== null && restsUntil > dueAt ? restsUntil : dueAt;
}
