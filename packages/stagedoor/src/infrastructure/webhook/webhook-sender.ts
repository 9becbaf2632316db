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

/** What a receiver's operator should look at; the code stays for whoever searches for it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the name of the host could not be resolved'],
  ['ECONNREFUSED', 'the host takes no connections there'],
  ['ECONNRESET', 'the connection was broken off'],
  ['EPIPE', 'the connection was broken off'],
  ['ETIMEDOUT', 'the host does not answer'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the host cannot be reached'],
  ['CERT_HAS_EXPIRED', 'the certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'nobody vouches for the certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'nobody vouches for the certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'nobody vouches for the certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
]);

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
      if (error === timeLimit.reason)
        return { outcome: 'silent', error: `no answer within ${timeoutMs / 1_000} s` };
      return { outcome: 'silent', error: inWords(describeFailure(error).message) };
    }
  };
}

function inWords(failure: string): string {
  const words = WORDS.get(failure);
  return words === undefined ? failure : `${words} (${failure})`;
}
