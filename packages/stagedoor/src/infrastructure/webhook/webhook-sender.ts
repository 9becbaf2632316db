import type { LookupFunction } from 'node:net';
import type { PostWebhook } from '../../core/webhook/post-webhook.ts';
import { describeFailure } from '../authentication/outside-problem.ts';
import { postGuarded } from '../authentication/post-guarded.ts';

export interface WebhookSenderOptions {
  readonly timeoutMs: number;
  readonly allowsPrivate: boolean;
  /** How the name is resolved; tests give their own. */
  readonly lookup?: LookupFunction;
}

/** Posts webhooks by HTTP: a redirect is followed nowhere, an address inside is not connected to, and a try has its time. */
export function createWebhookSender({ timeoutMs, ...guarded }: WebhookSenderOptions): PostWebhook {
  return async ({ url, headers, body, signal }) => {
    try {
      const answer = await postGuarded({
        ...guarded,
        url: new URL(url),
        allowedBy: 'WEBHOOK_ALLOW_PRIVATE',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { outcome: 'answered', statusCode: answer.status };
    } catch (error) {
      return { outcome: 'silent', error: describeFailure(error).message };
    }
  };
}
