import { createHmac } from 'node:crypto';

/** What is about to be sent, as Standard Webhooks has it. */
export interface WebhookMessage {
  /** The same for every try. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers by which a receiver knows who sent it, and when: https://www.standardwebhooks.com. While a secret is changed over
 * several keys sign; the receiver takes any of them.
 */
export function signWebhook(
  { id, sentAt, body }: WebhookMessage,
  keys: readonly Uint8Array[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
