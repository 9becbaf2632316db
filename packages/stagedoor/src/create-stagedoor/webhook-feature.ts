import type { Config } from '../config.ts';
import type { accountEventTypes } from '../core/event/account-event.ts';
import { type Clock, seconds } from '../core/kernel/clock.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { webhookKey } from '../core/webhook/webhook-secret.ts';
import { createWebhookSender } from '../infrastructure/webhook/webhook-sender.ts';
import type { Event, HandledEvent } from './event-type.ts';
import type { FeatureCore } from './feature.ts';
import { eventTypesOf } from './judge-events.ts';

interface Around {
  readonly clock: Clock;
  readonly siteFeatures: readonly FeatureCore[];
}

/**
 * The webhook that the settings name, as one more listener; none where they name none.
 *
 * @throws RecordProblem for a type of events that nobody emits
 */
export function webhookFeatures(config: Config, { clock, siteFeatures }: Around): readonly FeatureCore[] {
  if (config.webhookUrl === null) return [];
  const problems = webhookProblems(config, siteFeatures);
  if (problems.length > 0) throw new RecordProblem('WEBHOOK_EVENTS', problems);
  const send = createWebhookSender({
    url: new URL(config.webhookUrl.reveal()),
    keys: config.webhookSecrets.flatMap((secret) => webhookKey(secret.reveal()) ?? []),
    timeoutMs: seconds(config.webhookTimeoutSeconds),
    allowsPrivate: config.webhookAllowPrivate,
    clock,
  });
  const types =
    config.webhookEvents.length > 0
      ? new Set(config.webhookEvents)
      : without(eventTypesOf(siteFeatures), 'login.failed');
  const listen = (type: string): HandledEvent => ({
    type,
    handler: (event: Event, run: { readonly signal: AbortSignal }) => send(event, run.signal),
  });
  return [{ name: 'webhook', on: () => [...types].map(listen) }];
}

/** Sentences about types that the webhook is to tell of, and that nobody emits. */
export function webhookProblems(
  { webhookUrl, webhookEvents }: Config,
  siteFeatures: readonly FeatureCore[],
): readonly string[] {
  if (webhookUrl === null) return [];
  const known = eventTypesOf(siteFeatures);
  return webhookEvents.filter((type) => !known.has(type)).map((type) => `${type} is told by nobody here`);
}

function without(types: ReadonlySet<string>, type: (typeof accountEventTypes)[number]): ReadonlySet<string> {
  return new Set([...types].filter((known) => known !== type));
}
