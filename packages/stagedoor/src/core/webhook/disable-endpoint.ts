import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Stores } from './dependencies.ts';
import { type DisabledWhy, hostOf, type WebhookEndpoint } from './webhook-endpoint.ts';

/** What waits has failed, and the audit log says who ended it. False where it was disabled before. Inside a transaction. */
export async function disableEndpoint(
  {
    webhookEndpoints,
    webhookDeliveries,
    audit,
  }: Pick<Stores, 'webhookEndpoints' | 'webhookDeliveries' | 'audit'>,
  endpoint: Pick<WebhookEndpoint, 'id' | 'url'>,
  disabled: { readonly at: Date; readonly why: DisabledWhy },
): Promise<boolean> {
  const { id } = endpoint;
  if (!(await webhookEndpoints.setDisabled(id, disabled))) return false;
  await webhookDeliveries.giveUp(id, 'the endpoint was disabled');
  const detail = { endpoint: id, host: hostOf(endpoint), why: disabled.why };
  const event = { userId: null, visitor: operator, now: disabled.at, detail };
  await audit.append(securityEvent('webhook-disable', event));
  return true;
}
