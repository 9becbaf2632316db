/** A name and a password out of an Authorization header. */
export interface BasicCredentials {
  readonly identifier: string;
  readonly password: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Reads what stands behind `Basic` (RFC 7617): UTF-8, else Latin-1 as REST framework reads it. Null for what is not base64,
 * has no colon, or holds control characters, which the RFC forbids.
 */
export function readBasic(encoded: string): BasicCredentials | null {
  if (!BASE64.test(encoded)) return null;
  const text = decode(Buffer.from(encoded, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 0 || /\p{Cc}/u.test(text)) return null;
  return { identifier: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8, so it can only be the older reading.
    return bytes.toString('latin1');
  }
}
