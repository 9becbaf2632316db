import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { endpointHost } from './webhook-endpoint.ts';

/** Forgets an endpoint, its secret and the log of its deliveries. False where it is not there. */
export async function removeWebhook(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { id }: { readonly id: number },
): Promise<boolean> {
  return await deps.transact(async ({ webhookEndpoints, audit }) => {
    const endpoint = await webhookEndpoints.find(id);
    if (endpoint === null || !(await webhookEndpoints.remove(id))) return false;
    const detail = { endpoint: id, host: endpointHost(endpoint) };
    const now = deps.clock.now();
    await audit.append(securityEvent('webhook-remove', { userId: null, visitor: operator, now, detail }));
    return true;
  });
}
