import { securityEvent } from '../audit/security-event.ts';
import { randomTokenId } from '../kernel/secret-value.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { heldUntil } from './held-until.ts';
import { sendSigned, type WebhookTry } from './send-signed.ts';
import { hastenWaiting } from './waiting-deliveries.ts';
import { endpointHost } from './webhook-endpoint.ts';

/** What came of it, and how many deliveries that waited are due by it. */
export interface TestedWebhook extends WebhookTry {
  readonly released: number;
}

type Ports = Pick<
  Dependencies,
  'transact' | 'webhookEndpoints' | 'webhookDeliveries' | 'postWebhook' | 'clock' | 'settings'
>;

/** Whoever is told how many wait is told no more than this. */
const MOST_COUNTED = 100_000;

/**
 * Sends an event of the type `webhook.test` at once, to a disabled endpoint too, and answers what came back. What waits for one
 * that answers is due at once. Null where there is none.
 */
export async function testWebhook(
  deps: Ports,
  { id }: { readonly id: number },
): Promise<TestedWebhook | null> {
  const endpoint = await deps.webhookEndpoints.find(id);
  if (endpoint === null) return null;
  const now = deps.clock.now();
  const detail = { endpoint: id, host: endpointHost(endpoint) };
  const tested = securityEvent('webhook-test', { userId: null, visitor: operator, now, detail });
  await deps.transact(({ audit }) => audit.append(tested));
  const target = await deps.webhookEndpoints.findTarget(id, now);
  if (target === null) return { statusCode: null, durationMs: 0, error: 'unreadable', released: 0 };
  const event = {
    id: `evt_${randomTokenId()}`,
    type: 'webhook.test',
    occurredAt: now,
    data: { endpoint_id: id },
  };
  const tried = await sendSigned(deps, event, { target, signal: new AbortController().signal });
  return { ...tried, released: tried.error === null ? await release(deps, id) : 0 };
}

async function release(deps: Ports, id: number): Promise<number> {
  const now = deps.clock.now();
  const released = await deps.transact(async ({ webhookEndpoints, webhookDeliveries }) => {
    const endpoint = await webhookEndpoints.find(id);
    if (endpoint === null || endpoint.disabled !== null) return 0;
    await webhookEndpoints.noteAnswer(id, { heldAtMost: heldUntil(now, deps.settings) });
    return await webhookDeliveries.count(id, { state: 'waiting', most: MOST_COUNTED });
  });
  if (released === 0) return 0;
  await hastenWaiting(deps, id, now);
  await deps.transact(({ jobs }) => jobs.enqueue({ name: 'webhook.deliver', endpointId: id }));
  return released;
}
