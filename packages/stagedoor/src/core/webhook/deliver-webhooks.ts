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
/** After so many it looks again which types came in crowds. */
const LOOKS_AFTER = 10;
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
  let crowded: readonly string[] = [];
  for (let sent = 0; sent < MOST_IN_A_RUN && deps.clock.now() <= lastStart; sent += 1) {
    if (sent % LOOKS_AFTER === 0) crowded = await findCrowded(deps, endpointId);
    const delivery = await take(deps, endpointId, crowded);
    if (delivery === null) break;
    const attempted = await attempt(deps, { endpointId, delivery, signal });
    // Not a failure of the endpoint: this process is going away, and another one sends it.
    if (signal.aborted) throw signal.reason;
    if (attempted.outcome === 'unreadable') await noteUnreadable(deps, { endpointId, delivery });
    else await noteDelivery(deps, { endpointId, delivery, tried: attempted.tried });
  }
  await enqueueNextTurn(deps, endpointId);
}

function findCrowded({ webhookDeliveries, clock }: Ports, endpointId: number): Promise<readonly string[]> {
  return webhookDeliveries.listCrowded(endpointId, { now: clock.now(), moreThan: CROWD });
}

function take(
  { transact, clock, settings }: Ports,
  endpointId: number,
  crowded: readonly string[],
): Promise<DueDelivery | null> {
  const now = clock.now();
  const turn = { now, heldUntil: heldUntil(now, settings), crowded };
  return transact((stores: Stores) => stores.webhookDeliveries.takeDue(endpointId, turn));
}

interface Attempt {
  readonly endpointId: number;
  readonly delivery: DueDelivery;
  readonly signal: AbortSignal;
}

/** What cannot be opened is no failure of the receiver: nothing is sent. */
type Attempted =
  | { readonly outcome: 'tried'; readonly tried: WebhookTry }
  | { readonly outcome: 'unreadable' };

async function attempt(deps: Ports, { endpointId, delivery, signal }: Attempt): Promise<Attempted> {
  const { event } = delivery;
  const target = await deps.webhookEndpoints.findTarget(endpointId, deps.clock.now());
  if (target === null || event === null) return { outcome: 'unreadable' };
  const told = { ...event, occurredAt: new Date(event.occurredAt) };
  return { outcome: 'tried', tried: await sendSigned(deps, told, { target, signal }) };
}
