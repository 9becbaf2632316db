import { after, seconds } from '../kernel/clock.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { heldUntil } from './held-until.ts';
import { noteDelivery } from './note-delivery.ts';
import { sendSigned, type WebhookTry } from './send-signed.ts';
import { UNREADABLE } from './test-webhook.ts';
import type { DueDelivery } from './webhook-delivery-store.ts';

/** A job has 20 s: the next one is begun while it fits in whole. */
const LONGEST_RUN_MS = seconds(19);
const MOST_IN_A_RUN = 100;
const SECOND_MS = seconds(1);

type Ports = Pick<
  Dependencies,
  'transact' | 'webhookEndpoints' | 'webhookDeliveries' | 'jobs' | 'postWebhook' | 'clock' | 'settings'
>;

/**
 * Sends an endpoint what is due, one after the other, and says when to come again. Whatever number of workers come for it, one
 * has it at a time: an endpoint that hangs takes one place, and each failure lets it rest longer.
 */
export async function deliverWebhooks(
  deps: Ports,
  { endpointId }: { readonly endpointId: number },
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const { timeoutMs } = deps.settings.webhook;
  const lastStart = after(deps.clock.now(), LONGEST_RUN_MS - timeoutMs);
  for (let sent = 0; sent < MOST_IN_A_RUN && deps.clock.now() <= lastStart; sent += 1) {
    const delivery = await take(deps, endpointId);
    if (delivery === null) break;
    const tried = await attempt(deps, { endpointId, delivery, signal });
    // Not a failure of the endpoint: this process is going away, and another one sends it.
    if (signal.aborted) throw signal.reason;
    await noteDelivery(deps, { endpointId, delivery, tried });
  }
  await comeAgain(deps, endpointId);
}

function take({ transact, clock, settings }: Ports, endpointId: number): Promise<DueDelivery | null> {
  const now = clock.now();
  const turn = { now, heldUntil: heldUntil(now, settings) };
  return transact((stores: Stores) => stores.webhookDeliveries.takeDue(endpointId, turn));
}

interface Attempt {
  readonly endpointId: number;
  readonly delivery: DueDelivery;
  readonly signal: AbortSignal;
}

async function attempt(deps: Ports, { endpointId, delivery, signal }: Attempt): Promise<WebhookTry> {
  const { event } = delivery;
  const target = await deps.webhookEndpoints.findTarget(endpointId, deps.clock.now());
  if (target === null || event === null) return { statusCode: null, durationMs: 0, error: UNREADABLE };
  const told = { ...event, occurredAt: new Date(event.occurredAt) };
  return await sendSigned(deps, told, { target, signal });
}

async function comeAgain({ webhookDeliveries, jobs, clock }: Ports, endpointId: number): Promise<void> {
  const runAt = await webhookDeliveries.nextTurn(endpointId);
  if (runAt === null) return;
  const job = { name: 'webhook.deliver', endpointId } as const;
  if (runAt <= clock.now()) return await jobs.enqueue(job);
  // Many come for an endpoint that rests, or that another worker has; of each second one comes back.
  const inTime = new Date(Math.ceil(runAt.getTime() / SECOND_MS) * SECOND_MS);
  await jobs.enqueue(job, { runAt: inTime, uniqueKey: `webhook ${endpointId} ${inTime.toISOString()}` });
}
