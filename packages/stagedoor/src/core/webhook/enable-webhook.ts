import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import { giveUpWaiting } from './waiting-deliveries.ts';
import { endpointHost } from './webhook-endpoint.ts';

/** What came of switching an endpoint on or off. */
export type WebhookSwitch = 'done' | 'so-already' | 'not-there';

/** Tells a disabled endpoint of events again, from now on; what failed meanwhile is sent by `webhook.resend`. */
export async function enableWebhook(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { id }: { readonly id: number },
): Promise<WebhookSwitch> {
  return await deps.transact(async ({ webhookEndpoints, audit }) => {
    const endpoint = await webhookEndpoints.find(id);
    if (endpoint === null) return 'not-there';
    if (!(await webhookEndpoints.setDisabled(id, null))) return 'so-already';
    const detail = { endpoint: id, host: endpointHost(endpoint) };
    const now = deps.clock.now();
    await audit.append(securityEvent('webhook-enable', { userId: null, visitor: operator, now, detail }));
    return 'done';
  });
}

/** Tells an endpoint of nothing more, until it is enabled; what waited for it has failed. */
export async function disableWebhook(
  deps: Pick<Dependencies, 'transact' | 'webhookDeliveries' | 'clock'>,
  { id }: { readonly id: number },
): Promise<WebhookSwitch> {
  const outcome = await deps.transact(async (stores): Promise<WebhookSwitch> => {
    const endpoint = await stores.webhookEndpoints.find(id);
    if (endpoint === null) return 'not-there';
    const isNew = await disableEndpoint(stores, endpoint, { at: deps.clock.now(), why: 'operator' });
    return isNew ? 'done' : 'so-already';
  });
  if (outcome === 'done') await giveUpWaiting(deps, id);
  return outcome;
}
