import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { endpointHost, type WebhookEndpoint } from './webhook-endpoint.ts';
import { type WebhookProblem, webhookInputProblem } from './webhook-input.ts';
import { makeWebhookSecret } from './webhook-secret.ts';

/** Each is asked with every event, and shown in one list. */
const MOST_ENDPOINTS = 100;

export type AddedWebhook =
  | {
      readonly outcome: 'added';
      readonly endpoint: WebhookEndpoint;
      /** Shown now and never again. */
      readonly secret: string;
      /** The endpoints that have this URL too: what several ask for arrives several times. */
      readonly sameUrlAs: readonly number[];
    }
  | { readonly outcome: 'refused'; readonly problem: WebhookProblem }
  | { readonly outcome: 'too-many'; readonly most: number };

/**
 * Tells one more endpoint of events, from now on: of the types it asks for, or of all but `login.failed`.
 *
 * @example
 * const added = await stagedoor.useCases.webhook.add({ url: 'https://example.org/hooks/', eventTypes: ['user.created'] });
 */
export async function addWebhook(
  deps: Pick<Dependencies, 'transact' | 'eventListeners' | 'mayPostWebhook' | 'clock' | 'settings'>,
  input: { readonly url: string; readonly eventTypes?: readonly string[]; readonly description?: string },
): Promise<AddedWebhook> {
  const { url, eventTypes = [], description = '' } = input;
  const problem = webhookInputProblem({ url, eventTypes, description }, deps);
  if (problem !== null) return { outcome: 'refused', problem };
  const secret = makeWebhookSecret();
  return await deps.transact(async ({ webhookEndpoints, audit }) => {
    const others = await webhookEndpoints.list();
    if (others.length >= MOST_ENDPOINTS) return { outcome: 'too-many', most: MOST_ENDPOINTS };
    const now = deps.clock.now();
    const named = { url: new URL(url).href, eventTypes: [...new Set(eventTypes)], description };
    const id = await webhookEndpoints.add({ ...named, secret, createdAt: now });
    const sameUrlAs = others.flatMap((other) => (other.url === named.url ? other.id : []));
    const detail = { endpoint: id, host: endpointHost(named), events: named.eventTypes.join(' ') };
    await audit.append(securityEvent('webhook-add', { userId: null, visitor: operator, now, detail }));
    const endpoint = {
      ...named,
      id,
      createdAt: now,
      disabled: null,
      failingSince: null,
      failures: 0,
      dropped: 0,
    };
    return {
      outcome: 'added',
      endpoint: { ...endpoint, formerSecretEndsAt: null, restsUntil: null },
      secret,
      sameUrlAs,
    };
  });
}
