import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Stores } from './dependencies.ts';
import { type DisabledWhy, endpointHost, type WebhookEndpoint } from './webhook-endpoint.ts';

/** The audit log says who ended it. False where it was disabled before. Inside a transaction; `giveUpWaiting` comes after it. */
export async function disableEndpoint(
  { webhookEndpoints, audit }: Pick<Stores, 'webhookEndpoints' | 'audit'>,
  endpoint: Pick<WebhookEndpoint, 'id' | 'url'>,
  disabled: { readonly at: Date; readonly why: DisabledWhy },
): Promise<boolean> {
  const { id } = endpoint;
  if (!(await webhookEndpoints.setDisabled(id, disabled))) return false;
  const detail = { endpoint: id, host: endpointHost(endpoint), why: disabled.why };
  const event = { userId: null, visitor: operator, now: disabled.at, detail };
  await audit.append(securityEvent('webhook-disable', event));
  return true;
}
