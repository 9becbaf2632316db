import { canonicalEmail } from '../kernel/email.ts';

/** Whom e-mails come from. */
export interface Sender {
  /** `''` for none. */
  readonly name: string;
  readonly address: string;
}

/**
 * Reads `noreply@example.com` or `Example <noreply@example.com>`; null when it is not one address.
 *
 * @example parseSender('"Ana, Bo & Co" <post@example.com>') // { name: 'Ana, Bo & Co', address: 'post@example.com' }
 */
export function parseSender(text: string): Sender | null {
  const named = /^([^<>]*)<([^<>\s]+)>$/.exec(text.trim());
  const address = named?.[2] ?? text.trim();
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  return /\p{Cc}/u.test(text) || canonicalEmail(address) === null ? null : { name, address };
}
