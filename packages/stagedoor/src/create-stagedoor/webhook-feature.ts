import type { Config } from '../config.ts';
import type { Clock } from '../core/kernel/clock.ts';
import { hostOf } from '../core/kernel/host-of.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { DeliveryError } from '../core/webhook/delivery-error.ts';
import type { PostWebhook } from '../core/webhook/post-webhook.ts';
import { sendSigned } from '../core/webhook/send-signed.ts';
import { asksFor } from '../core/webhook/webhook-endpoint.ts';
import { OutsideProblem } from '../infrastructure/authentication/outside-problem.ts';
import { UnrecoverableJob } from '../infrastructure/jobs/unrecoverable-job.ts';
import { isInsideHost } from '../infrastructure/webhook/inside-host.ts';
import { deliveryErrorText } from '../texts/delivery-error-text.ts';
import { translatorFor } from '../texts/translator.ts';
import { eventTypesOf } from './check-events.ts';
import type { Event, HandledEvent } from './event-type.ts';
import type { FeatureCore } from './feature.ts';

interface Around {
  readonly clock: Clock;
  readonly postWebhook: PostWebhook;
  readonly siteFeatures: readonly FeatureCore[];
}

/**
 * The webhook that the settings name, as one more listener; none where they name none. Those of the database are told beside it
 * (core/webhook).
 *
 * @throws RecordProblem for a type of events that nobody emits
 */
export function webhookFeatures(config: Config, { siteFeatures, ...ports }: Around): readonly FeatureCore[] {
  if (config.webhookUrl === null) return [];
  const problems = webhookProblems(config, siteFeatures);
  if (problems.length > 0) throw new RecordProblem('WEBHOOK_EVENTS', problems);
  const secrets = config.webhookSecrets.map((secret) => secret.reveal());
  const target = { url: config.webhookUrl.reveal(), secrets };
  const types = [...eventTypesOf(siteFeatures)].filter((type) => asksFor(config.webhookEvents, type));
  const handler = async (event: Event, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    const { statusCode, error } = await sendSigned(ports, event, { target, signal });
    if (statusCode === 410) throw new UnrecoverableJob('the receiver of webhooks says that it is gone (410)');
    if (error !== null)
      throw new OutsideProblem(
        statusCode === null ? inEnglish(error) : `the receiver of webhooks ${inEnglish(error)}`,
      );
  };
  return [{ name: 'webhook', on: () => types.map((type): HandledEvent => ({ type, handler })) }];
}

/** As `jobs` shows why each job failed. */
function inEnglish(error: DeliveryError): string {
  return deliveryErrorText(translatorFor('en'), error);
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

/** Sentences about a receiver that no event reaches: each delivery is refused before it leaves. */
export function unreachedWebhook({ webhookUrl, webhookAllowPrivate }: Config): readonly string[] {
  const url = webhookUrl === null ? null : URL.parse(webhookUrl.reveal());
  if (url === null || webhookAllowPrivate) return [];
  return isInsideHost(url)
    ? [
        `WEBHOOK_URL: nothing is sent to ${hostOf(url)}, an address inside, unless WEBHOOK_ALLOW_PRIVATE=true.`,
      ]
    : [];
}
