import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { nextTryAt } from './next-try.ts';
import { MOST_AT_ONCE } from './waiting-deliveries.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** One delivery, or all of an endpoint that failed since a moment. */
export type ResendInput =
  | { readonly deliveryId: number }
  | { readonly endpointId: number; readonly failedSince: Date };

export type Resent =
  | { readonly outcome: 'resent'; readonly deliveries: number }
  | { readonly outcome: 'not-there' }
  /** It waits for its next try anyhow: this one, or all that the endpoint has not been given. */
  | { readonly outcome: 'waits' | 'all-wait'; readonly endpointId: number; readonly nextTryAt: Date }
  /** So many were put back before it was: all of them failed again by it. */
  | { readonly outcome: 'endpoint-disabled'; readonly endpointId: number; readonly deliveries: number };

/**
 * Sends again what is over, under the id it had: a receiver that has it will know it. All of an endpoint go in batches, each with its row in
 * the audit log.
 */
export async function resendDeliveries(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: ResendInput,
): Promise<Resent> {
  const now = deps.clock.now();
  let deliveries = 0;
  for (;;) {
    const batch = await deps.transact((stores) => resendBatch(stores, input, now));
    // After a batch that was full there may be none left: what it has sent was sent.
    if (batch.outcome === 'all-wait' && deliveries > 0) return { outcome: 'resent', deliveries };
    if (batch.outcome === 'endpoint-disabled') return { ...batch, deliveries };
    if (batch.outcome !== 'resent') return batch;
    deliveries += batch.deliveries;
    if (batch.deliveries < MOST_AT_ONCE) return { outcome: 'resent', deliveries };
  }
}

async function resendBatch(stores: Stores, input: ResendInput, now: Date): Promise<Resent> {
  const endpointId = await endpointOf(stores, input);
  const endpoint = endpointId === null ? null : await stores.webhookEndpoints.find(endpointId);
  if (endpoint === null) return { outcome: 'not-there' };
  if (endpoint.disabled !== null)
    return { outcome: 'endpoint-disabled', endpointId: endpoint.id, deliveries: 0 };
  const resent = await resend(stores, input, { endpoint, now });
  if (resent.outcome !== 'resent' || resent.deliveries === 0) return resent;
  const detail = { endpoint: endpoint.id, deliveries: resent.deliveries };
  const event = { userId: null, visitor: operator, now, detail };
  await stores.audit.append(securityEvent('webhook-resend', event));
  await stores.jobs.enqueue({ name: 'webhook.deliver', endpointId: endpoint.id });
  return resent;
}

async function endpointOf(
  { webhookDeliveries }: Pick<Stores, 'webhookDeliveries'>,
  input: ResendInput,
): Promise<number | null> {
  if ('endpointId' in input) return input.endpointId;
  return (await webhookDeliveries.find(input.deliveryId))?.endpointId ?? null;
}

async function resend(
  { webhookDeliveries }: Pick<Stores, 'webhookDeliveries'>,
  input: ResendInput,
  { endpoint, now }: { readonly endpoint: WebhookEndpoint; readonly now: Date },
): Promise<Resent> {
  const { id: endpointId } = endpoint;
  if ('endpointId' in input) {
    const batch = { since: input.failedSince, now, most: MOST_AT_ONCE };
    const deliveries = await webhookDeliveries.resendFailed(endpointId, batch);
    const nextTurn = deliveries > 0 ? null : await webhookDeliveries.nextTurn(endpointId);
    if (nextTurn !== null) return { outcome: 'all-wait', endpointId, nextTryAt: nextTurn };
    return { outcome: 'resent', deliveries };
  }
  if (await webhookDeliveries.resend(input.deliveryId, now)) return { outcome: 'resent', deliveries: 1 };
  const delivery = await webhookDeliveries.find(input.deliveryId);
  if (delivery === null) return { outcome: 'not-there' };
  return { outcome: 'waits', endpointId, nextTryAt: nextTryAt(delivery, endpoint) ?? now };
}
