import { after, hours, minutes, seconds } from '../kernel/clock.ts';
import { operator } from '../kernel/visitor.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import type { WebhookTry } from './send-signed.ts';
import type { DueDelivery, SettledDelivery } from './webhook-delivery-store.ts';
import { type DisabledWhy, hostOf, type WebhookEndpoint } from './webhook-endpoint.ts';

/** How long after each failed try the next one comes, as Standard Webhooks advises: ten tries within some three days. */
const RETRY_AFTER_MS = [
  ...[seconds(5), minutes(5), minutes(30)],
  ...[2, 5, 10, 14, 20, 24].map((count) => hours(count)),
];
const FIRST_REST_MS = seconds(2);
const LONGEST_REST_MS = minutes(5);
/** After so many failures in a row it was away; of fewer the event may be the reason. */
const FAILURES_OF_ONE_AWAY = 3;
/** Of operators who are told. */
const MOST_TOLD = 20;

interface Tried {
  readonly endpointId: number;
  readonly delivery: DueDelivery;
  readonly tried: WebhookTry;
}

/** Writes down what came of a try, for the delivery and for the endpoint; it may be the last one that the endpoint gets. */
export async function noteDelivery(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { endpointId, delivery, tried }: Tried,
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const endpoint = await stores.webhookEndpoints.find(endpointId);
    if (endpoint === null) return;
    await stores.webhookDeliveries.settle(delivery.id, settled(delivery, tried, now));
    if (tried.error === null) return await noteSuccess(stores, endpoint, now);
    const failingSince = endpoint.failingSince ?? now;
    const failures = endpoint.failures + 1;
    await stores.webhookEndpoints.noteTry(endpointId, {
      failingSince,
      failures,
      restsUntil: after(now, restMs(failures)),
    });
    const isTooLong = after(failingSince, deps.settings.webhook.disableAfterMs) <= now;
    if (tried.statusCode === 410) await endUnasked(stores, endpoint, { at: now, why: 'gone' });
    else if (isTooLong) await endUnasked(stores, endpoint, { at: now, why: 'failing' });
  });
}

function settled({ attempts: before }: DueDelivery, tried: WebhookTry, now: Date): SettledDelivery {
  const attempts = before + 1;
  const { error } = tried;
  const again = error === null ? undefined : RETRY_AFTER_MS[before];
  const dueAt = again === undefined ? null : after(now, sometimesSooner(again));
  const over = error === null ? 'delivered' : 'failed';
  return { ...tried, attempts, triedAt: now, dueAt, state: dueAt === null ? over : 'waiting' };
}

/** A random tenth less, so that what failed together does not come back together. */
function sometimesSooner(durationMs: number): number {
  return Math.round(durationMs * (1 - Math.random() / 10));
}

function restMs(failures: number): number {
  return Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
}

async function noteSuccess(
  { webhookEndpoints, webhookDeliveries }: Stores,
  { id, failures }: WebhookEndpoint,
  now: Date,
): Promise<void> {
  await webhookEndpoints.noteTry(id, { failingSince: null, failures: 0, restsUntil: null });
  if (failures >= FAILURES_OF_ONE_AWAY) await webhookDeliveries.hasten(id, now);
}

/** Nobody decided it, so the superusers are told. */
async function endUnasked(
  stores: Stores,
  endpoint: WebhookEndpoint,
  disabled: { readonly at: Date; readonly why: Exclude<DisabledWhy, 'operator'> },
): Promise<void> {
  if (!(await disableEndpoint(stores, endpoint, disabled))) return;
  const who = { isActive: true, isSuperuser: true, afterId: 0, limit: MOST_TOLD };
  for (const user of await stores.users.list(who)) {
    const facts = {
      username: userName(user),
      endpointId: endpoint.id,
      host: hostOf(endpoint),
      why: disabled.why,
    };
    await notifyOwner(stores, { user, visitor: operator, mail: { mail: 'webhook-disabled', ...facts } });
  }
}
