import { type Page, pageOf } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import { nextTryAt } from './next-try.ts';
import type { DeliveryFilter, WebhookDelivery } from './webhook-delivery-store.ts';

/** One of the log. */
export interface ListedDelivery extends WebhookDelivery {
  /** The later of when it is due and the end of its endpoint's rest; null where it is over. */
  readonly nextTryAt: Date | null;
}

/** The log of deliveries, newest first: a page, at most 1,000 and 100 unless told. The next page begins before `next`. */
export async function listDeliveries(
  deps: Pick<Dependencies, 'webhookDeliveries' | 'webhookEndpoints'>,
  { limit, ...filter }: DeliveryFilter & { readonly limit?: number | undefined },
): Promise<Page<ListedDelivery>> {
  const endpoints = new Map((await deps.webhookEndpoints.list()).map((endpoint) => [endpoint.id, endpoint]));
  const withNextTry = (delivery: WebhookDelivery): ListedDelivery => ({
    ...delivery,
    nextTryAt: nextTryAt(delivery, endpoints.get(delivery.endpointId) ?? { restsUntil: null }),
  });
  const page = await pageOf(limit, (most) => deps.webhookDeliveries.list({ ...filter, limit: most }));
  return { ...page, rows: page.rows.map(withNextTry) };
}
