import type { Dependencies } from './dependencies.ts';

/** So many rows change in one transaction: on SQLite everybody who writes waits for it. */
export const MOST_AT_ONCE = 1_000;

type Ports = Pick<Dependencies, 'webhookDeliveries'>;

/** What waits for a disabled endpoint has failed. Outside a transaction: each batch is one. */
export async function giveUpWaiting(
  { webhookDeliveries, clock }: Ports & Pick<Dependencies, 'clock'>,
  endpointId: number,
): Promise<void> {
  const reason = { error: 'disabled', now: clock.now(), most: MOST_AT_ONCE } as const;
  while ((await webhookDeliveries.giveUp(endpointId, reason)) > 0);
}

/** All that waits for an endpoint is due now, because it is there again. Outside a transaction, likewise. */
export async function hastenWaiting(
  { webhookDeliveries }: Ports,
  endpointId: number,
  now: Date,
): Promise<void> {
  while ((await webhookDeliveries.hasten(endpointId, { now, most: MOST_AT_ONCE })) > 0);
}
