import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

/** Of one endpoint's deliveries that are over, the newest so many stay, however busy a day was. */
const MOST_KEPT = 10_000;

/** The log ends with its time, and with its length; at most `most` go at once, answers how many went. */
export async function removeOldDeliveries(
  deps: Pick<Dependencies, 'webhookEndpoints' | 'webhookDeliveries' | 'settings'>,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const { webhookDeliveries } = deps;
  let removed = await webhookDeliveries.removeOld(after(now, -deps.settings.webhook.logMs), most);
  for (const { id } of await deps.webhookEndpoints.list()) {
    if (removed >= most) break;
    removed += await webhookDeliveries.removeBeyond(id, { keep: MOST_KEPT, most: most - removed });
  }
  return removed;
}
