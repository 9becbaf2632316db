import { randomTokenId } from '../kernel/secret-value.ts';
import type { Dependencies } from './dependencies.ts';
import { heldUntil } from './held-until.ts';
import { sendSigned, type WebhookTry } from './send-signed.ts';

/** What came of it, and how many deliveries that waited are due by it. */
export interface TestedWebhook extends WebhookTry {
  readonly released: number;
}

type Ports = Pick<Dependencies, 'transact' | 'webhookEndpoints' | 'postWebhook' | 'clock' | 'settings'>;

/**
 * Sends an event of the type `webhook.test` at once, to a disabled endpoint too, and answers what came back. What waits for one
 * that answers is due at once. Null where there is none.
 */
export async function testWebhook(
  deps: Ports,
  { id }: { readonly id: number },
): Promise<TestedWebhook | null> {
  if ((await deps.webhookEndpoints.find(id)) === null) return null;
  const now = deps.clock.now();
  const target = await deps.webhookEndpoints.findTarget(id, now);
  if (target === null) return { statusCode: null, durationMs: 0, error: UNREADABLE, released: 0 };
  const event = {
    id: `evt_${randomTokenId()}`,
    type: 'webhook.test',
    occurredAt: now,
    data: { endpoint_id: id },
  };
  const tried = await sendSigned(deps, event, { target, signal: new AbortController().signal });
  return { ...tried, released: tried.error === null ? await release(deps, id) : 0 };
}

async function release({ transact, clock, settings }: Ports, id: number): Promise<number> {
  return await transact(async ({ webhookEndpoints, webhookDeliveries, jobs }) => {
    const endpoint = await webhookEndpoints.find(id);
    if (endpoint === null || endpoint.disabled !== null) return 0;
    const now = clock.now();
    await webhookEndpoints.noteAnswer(id, { heldAtMost: heldUntil(now, settings) });
    const released = await webhookDeliveries.hasten(id, now);
    if (released > 0) await jobs.enqueue({ name: 'webhook.deliver', endpointId: id });
    return released;
  });
}

/** Why nothing can be sent to an endpoint whose secret was lost with its key. */
export const UNREADABLE = 'the CRYPTOGRAPHY_KEY that sealed it is gone';
