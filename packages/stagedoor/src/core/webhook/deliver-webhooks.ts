import { after, seconds } from '../kernel/clock.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { heldUntil } from './held-until.ts';
import { enqueueNextTurn } from './next-turn.ts';
import { noteDelivery, noteUnreadable } from './note-delivery.ts';
import { sendSigned, type WebhookTry } from './send-signed.ts';
import type { DueDelivery } from './webhook-delivery-store.ts';

/** A job has 20 s: the next one is begun while it fits in whole. */
const LONGEST_RUN_MS = seconds(19);
const MOST_IN_A_RUN = 100;
/** More than so many of one type that are due are a crowd, and let all others go first: any member may cause log-ins without end. */
const CROWD = 20;

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
    const attempted = await attempt(deps, { endpointId, delivery, signal });
    // Not a failure of the endpoint: this process is going away, and another one sends it.
    if (signal.aborted) throw signal.reason;
    if (attempted.outcome === 'unreadable') await noteUnreadable(deps, { endpointId, delivery });
    else await noteDelivery(deps, { endpointId, delivery, tried: attempted.tried });
  }
  await enqueueNextTurn(deps, endpointId);
}

function take({ transact, clock, settings }: Ports, endpointId: number): Promise<DueDelivery | null> {
  const now = clock.now();
  const turn = { now, heldUntil: heldUntil(now, settings), crowd: CROWD };
  return transact((stores: Stores) => stores.webhookDeliveries.takeDue(endpointId, turn));
}

interface Attempt {
  readonly endpointId: number;
  readonly delivery: DueDelivery;
  readonly signal: AbortSignal;
}

/** An event that cannot be opened is nobody's failure but its own; an endpoint that cannot be is one that nothing reaches. */
type Attempted =
  | { readonly outcome: 'tried'; readonly tried: WebhookTry }
  | { readonly outcome: 'unreadable' };

const UNREADABLE: WebhookTry = { statusCode: null, durationMs: 0, error: 'unreadable' };

async function attempt(deps: Ports, { endpointId, delivery, signal }: Attempt): Promise<Attempted> {
  const { event } = delivery;
  const target = await deps.webhookEndpoints.findTarget(endpointId, deps.clock.now());
  // Before the event: a node with the wrong key for a minute opens neither, and no event ends by it.
  if (target === null) return { outcome: 'tried', tried: UNREADABLE };
  if (event === null) return { outcome: 'unreadable' };
  const told = { ...event, occurredAt: new Date(event.occurredAt) };
  return { outcome: 'tried', tried: await sendSigned(deps, told, { target, signal }) };
}
