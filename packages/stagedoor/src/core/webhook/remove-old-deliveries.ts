import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';
import { enqueueNextTurn } from './next-turn.ts';
import { giveUpWaiting } from './waiting-deliveries.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/**
 * Of one endpoint's deliveries that are over, the newest so many stay of each type that were delivered, and that failed, however busy a day was: what
 * comes in masses takes away nothing else that could be sent again.
 */
export const MOST_KEPT = 10_000;

type Ports = Pick<Dependencies, 'webhookEndpoints' | 'webhookDeliveries' | 'jobs' | 'clock' | 'settings'>;

/**
 * The log ends with its time, and with its length; at most `most` go at once, answers how many went. In the end no endpoint has
 * anything that waits without a job that comes for it.
 */
export async function removeOldDeliveries(
  deps: Ports,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const { webhookDeliveries } = deps;
  let removed = await webhookDeliveries.removeOld(after(now, -deps.settings.webhook.logMs), most);
  const endpoints = await deps.webhookEndpoints.list();
  for (const { id } of endpoints) {
    if (removed >= most) return removed;
    removed += await webhookDeliveries.removeBeyond(id, { keep: MOST_KEPT, most: most - removed });
  }
  for (const endpoint of endpoints) await resume(deps, endpoint);
  return removed;
}

/** A process that died, or a job that was discarded, leaves rows behind that nobody comes for. */
async function resume(deps: Ports, { id, disabled }: WebhookEndpoint): Promise<void> {
  if (disabled === null) await enqueueNextTurn(deps, id);
  else await giveUpWaiting(deps, id);
}
