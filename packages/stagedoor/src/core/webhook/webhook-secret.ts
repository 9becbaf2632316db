import { randomBytes } from 'node:crypto';

/** As Standard Webhooks writes a secret: `whsec_` and 24 to 64 bytes in base64. */
const FORM = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;

/** The bytes that sign; null for what is no secret. */
export function webhookKey(secret: string): Uint8Array | null {
  if (!FORM.test(secret)) return null;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return key.length >= FEWEST_BYTES && key.length <= MOST_BYTES ? key : null;
}

/** A new secret: 256 random bits. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
