import { randomTokenId } from '../kernel/secret-value.ts';
import type { Dependencies } from './dependencies.ts';
import { sendSigned, type WebhookTry } from './send-signed.ts';

/** Sends an event of the type `webhook.test` at once, to a disabled endpoint too, and answers what came back. Null where there is none. */
export async function testWebhook(
  deps: Pick<Dependencies, 'webhookEndpoints' | 'postWebhook' | 'clock'>,
  { id }: { readonly id: number },
): Promise<WebhookTry | null> {
  if ((await deps.webhookEndpoints.find(id)) === null) return null;
  const now = deps.clock.now();
  const target = await deps.webhookEndpoints.findTarget(id, now);
  if (target === null) return { statusCode: null, durationMs: 0, error: UNREADABLE };
  const event = {
    id: `evt_${randomTokenId()}`,
    type: 'webhook.test',
    occurredAt: now,
    data: { endpoint_id: id },
  };
  return await sendSigned(deps, event, { target, signal: new AbortController().signal });
}

/** Why nothing can be sent to an endpoint whose secret was lost with its key. */
export const UNREADABLE = 'the CRYPTOGRAPHY_KEY that sealed it is gone';
