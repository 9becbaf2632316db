import type { LookupFunction } from 'node:net';
import type { PostWebhook } from '../../core/webhook/post-webhook.ts';
import { describeFailure } from '../authentication/outside-problem.ts';
import { postGuarded } from '../authentication/post-guarded.ts';
import { readStatus } from '../authentication/read-answer.ts';

export interface WebhookSenderOptions {
  readonly timeoutMs: number;
  readonly allowsPrivate: boolean;
  /** How the name is resolved; tests give their own. */
  readonly lookup?: LookupFunction;
}

/** Posts webhooks by HTTP: a redirect is followed nowhere, an address inside is not connected to, and a try has its time. */
export function createWebhookSender({ timeoutMs, ...guarded }: WebhookSenderOptions): PostWebhook {
  return async ({ url, headers, body, signal }) => {
    const timeLimit = AbortSignal.timeout(timeoutMs);
    try {
      const response = await postGuarded({
        ...guarded,
        url: new URL(url),
        allowedBy: 'WEBHOOK_ALLOW_PRIVATE',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.any([signal, timeLimit]),
      });
      return { outcome: 'answered', statusCode: await readStatus(response) };
    } catch (error) {
      if (error === timeLimit.reason) return { outcome: 'silent', error: `no-answer ${timeoutMs / 1_000}` };
      const { code, message } = describeFailure(error);
      return { outcome: 'silent', error: `unreached ${code ?? message}` };
    }
  };
}
