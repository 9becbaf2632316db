import { after, hours, minutes, seconds } from '../kernel/clock.ts';
import { operator } from '../kernel/visitor.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import type { WebhookTry } from './send-signed.ts';
import { giveUpWaiting, hastenWaiting } from './waiting-deliveries.ts';
import type { DueDelivery, SettledDelivery } from './webhook-delivery-store.ts';
import { type DisabledWhy, endpointHost, type WebhookEndpoint } from './webhook-endpoint.ts';

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

type Ports = Pick<Dependencies, 'transact' | 'webhookDeliveries' | 'clock' | 'settings'>;

/** What a try means for all else that waits: it may be many rows, which no transaction takes at once. */
type Aftermath = 'none' | 'hasten' | 'give-up';

/**
 * Writes down what came of a try, for the delivery and for the endpoint; it may be the last one that the endpoint gets. A delivery that was
 * taken from this try meanwhile, because the endpoint was disabled, stays as it is.
 */
export async function noteDelivery(deps: Ports, { endpointId, delivery, tried }: Tried): Promise<void> {
  const now = deps.clock.now();
  const aftermath = await deps.transact(async (stores): Promise<Aftermath> => {
    const endpoint = await stores.webhookEndpoints.find(endpointId);
    if (endpoint === null) return 'none';
    if (!(await stores.webhookDeliveries.settle(delivery, settled(delivery, tried, now)))) return 'none';
    if (tried.error === null) return await noteSuccess(stores, endpoint);
    return await noteFailure(stores, endpoint, { tried, now, ...deps.settings.webhook });
  });
  if (aftermath === 'hasten') await hastenWaiting(deps, endpointId, now);
  if (aftermath === 'give-up') await giveUpWaiting(deps, endpointId);
}

/** An event that no key opens has failed for good. The endpoint has done nothing wrong: it neither rests nor is disabled by it. */
export async function noteUnreadable(
  deps: Ports,
  { endpointId, delivery }: Omit<Tried, 'tried'>,
): Promise<void> {
  const now = deps.clock.now();
  const untried = { attempts: delivery.attempts, dueAt: null, statusCode: null, durationMs: null };
  const ended = { state: 'failed', triedAt: now, endedAt: now, error: 'unreadable' } as const;
  await deps.transact(async ({ webhookEndpoints, webhookDeliveries }) => {
    const endpoint = await webhookEndpoints.find(endpointId);
    if (endpoint === null) return;
    if (!(await webhookDeliveries.settle(delivery, { ...untried, ...ended }))) return;
    const { failingSince, failures } = endpoint;
    await webhookEndpoints.noteTry(endpointId, { failingSince, failures, restsUntil: null });
  });
}

interface Failure {
  readonly tried: WebhookTry;
  readonly now: Date;
  readonly disableAfterMs: number;
}

async function noteFailure(
  stores: Stores,
  endpoint: WebhookEndpoint,
  { tried, now, disableAfterMs }: Failure,
): Promise<Aftermath> {
  const failingSince = endpoint.failingSince ?? now;
  const failures = endpoint.failures + 1;
  const restsUntil = after(now, restMs(failures));
  await stores.webhookEndpoints.noteTry(endpoint.id, { failingSince, failures, restsUntil });
  const isTooLong = after(failingSince, disableAfterMs) <= now;
  if (tried.statusCode !== 410 && !isTooLong) return 'none';
  const why = tried.statusCode === 410 ? 'gone' : tried.error === 'unreadable' ? 'unreadable' : 'failing';
  return await endUnasked(stores, endpoint, { at: now, why });
}

function settled({ attempts: before }: DueDelivery, tried: WebhookTry, now: Date): SettledDelivery {
  const attempts = before + 1;
  const { error } = tried;
  const again = error === null ? undefined : RETRY_AFTER_MS[before];
  const dueAt = again === undefined ? null : after(now, sometimesSooner(again));
  const over = error === null ? 'delivered' : 'failed';
  const isOver = dueAt === null;
  const state = isOver ? over : 'waiting';
  return { ...tried, attempts, triedAt: now, dueAt, state, endedAt: isOver ? now : null };
}

/** A random tenth less, so that what failed together does not come back together. */
function sometimesSooner(durationMs: number): number {
  return Math.round(durationMs * (1 - Math.random() / 10));
}

function restMs(failures: number): number {
  return Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
}

async function noteSuccess(
  { webhookEndpoints }: Stores,
  { id, failures }: WebhookEndpoint,
): Promise<Aftermath> {
  await webhookEndpoints.noteTry(id, { failingSince: null, failures: 0, restsUntil: null });
  return failures >= FAILURES_OF_ONE_AWAY ? 'hasten' : 'none';
}

/** Nobody decided it, so the superusers are told. */
async function endUnasked(
  stores: Stores,
  endpoint: WebhookEndpoint,
  disabled: { readonly at: Date; readonly why: Exclude<DisabledWhy, 'operator'> },
): Promise<Aftermath> {
  if (!(await disableEndpoint(stores, endpoint, disabled))) return 'none';
  const who = { isActive: true, isSuperuser: true, afterId: 0, limit: MOST_TOLD };
  for (const user of await stores.users.list(who)) {
    const facts = {
      username: userName(user),
      endpointId: endpoint.id,
      host: endpointHost(endpoint),
      why: disabled.why,
    };
    await notifyOwner(stores, { user, visitor: operator, mail: { mail: 'webhook-disabled', ...facts } });
  }
  return 'give-up';
}
