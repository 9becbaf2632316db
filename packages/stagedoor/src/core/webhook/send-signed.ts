import type { Clock } from '../kernel/clock.ts';
import type { DeliveryError } from './delivery-error.ts';
import type { Dependencies } from './dependencies.ts';
import { signWebhook } from './sign-webhook.ts';
import { type ToldEvent, webhookBody } from './webhook-body.ts';
import type { WebhookTarget } from './webhook-endpoint.ts';
import { webhookKey } from './webhook-secret.ts';

/** What came of one try. */
export interface WebhookTry {
  /** Null where nothing was answered. */
  readonly statusCode: number | null;
  readonly durationMs: number;
  /** Null where it was received: for a 2xx, and nothing else. */
  readonly error: DeliveryError | null;
}

/** One signed request to one endpoint. */
export async function sendSigned(
  { postWebhook, clock }: Pick<Dependencies, 'postWebhook'> & { readonly clock: Clock },
  event: ToldEvent & { readonly id: string },
  { target, signal }: { readonly target: WebhookTarget; readonly signal: AbortSignal },
): Promise<WebhookTry> {
  const body = webhookBody(event);
  const sentAt = clock.now();
  const keys = target.secrets.flatMap((secret) => webhookKey(secret) ?? []);
  const headers = signWebhook({ id: event.id, sentAt, body }, keys);
  const answer = await postWebhook({ url: target.url, headers, body, signal });
  const durationMs = Math.max(0, clock.now().getTime() - sentAt.getTime());
  if (answer.outcome === 'silent') return { statusCode: null, durationMs, error: answer.error };
  const { statusCode } = answer;
  const isReceived = statusCode >= 200 && statusCode <= 299;
  return { statusCode, durationMs, error: isReceived ? null : `answered ${statusCode}` };
}
