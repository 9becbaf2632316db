import { securityEvent } from '../audit/security-event.ts';
import { after, hours } from '../kernel/clock.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { endpointHost } from './webhook-endpoint.ts';
import { makeWebhookSecret } from './webhook-secret.ts';

/** For so long both secrets sign. */
const OVERLAP_MS = hours(24);

export type RotatedSecret =
  | {
      readonly outcome: 'rotated';
      /** Shown now and never again. */
      readonly secret: string;
      /** Until then the one before signs too; null where it ended at once. */
      readonly formerEndsAt: Date | null;
    }
  | { readonly outcome: 'not-there' }
  /** Sealed under a key that is gone: its address is gone, too. */
  | { readonly outcome: 'unreadable' };

/**
 * Gives an endpoint a new secret. For a day both sign, so that its owner changes over without a gap; `atOnce` is for a secret that
 * somebody stole.
 */
export async function rotateWebhookSecret(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { id, atOnce = false }: { readonly id: number; readonly atOnce?: boolean },
): Promise<RotatedSecret> {
  const secret = makeWebhookSecret();
  return await deps.transact(async ({ webhookEndpoints, audit }) => {
    const now = deps.clock.now();
    const formerEndsAt = atOnce ? null : after(now, OVERLAP_MS);
    const endpoint = await webhookEndpoints.find(id);
    if (endpoint === null) return { outcome: 'not-there' };
    if (!(await webhookEndpoints.changeSecret(id, { secret, formerEndsAt })))
      return { outcome: 'unreadable' };
    const detail = { endpoint: id, host: endpointHost(endpoint), reason: atOnce ? 'compromise' : 'rotation' };
    const event = { userId: null, visitor: operator, now, detail };
    await audit.append(securityEvent('webhook-secret-change', event));
    return { outcome: 'rotated', secret, formerEndsAt };
  });
}
