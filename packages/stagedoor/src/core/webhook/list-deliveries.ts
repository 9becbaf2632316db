import { type Page, pageOf } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import type { DeliveryFilter, WebhookDelivery } from './webhook-delivery-store.ts';

/** The log of deliveries, newest first: a page, at most 1,000 and 100 unless told. The next page begins before `next`. */
export async function listDeliveries(
  deps: Pick<Dependencies, 'webhookDeliveries'>,
  { limit, ...filter }: DeliveryFilter & { readonly limit?: number | undefined },
): Promise<Page<WebhookDelivery>> {
  return await pageOf(limit, (most) => deps.webhookDeliveries.list({ ...filter, limit: most }));
}
