import { LONGEST_TOKEN } from '../../core/token/jwt-codec.ts';
import { parseStrictObject } from './strict-json.ts';

const LONGEST_KEY_ID = 64;
const HEADER_NAMES = new Set(['alg', 'typ', 'kid']);
const PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The header of a token, as far as it may say anything. */
export interface JwsHeader {
  readonly algorithm: string;
  readonly keyId: string | null;
}

/**
 * The header of a token in compact form (RFC 7515), or null for anything that we would not have written: another form,
 * base64url that is not the one for its bytes, a header that names keys, extensions or contents. Nothing of the
 * header is believed; it only says which of our own keys to try.
 */
export function readHeader(token: string): JwsHeader | null {
  if (token.length > LONGEST_TOKEN || !PARTS.test(token)) return null;
  const parts = token.split('.');
  if (!parts.every(isCanonical)) return null;
  const header = parseStrictObject(Buffer.from(parts[0] ?? '', 'base64url'));
  if (header === null || !Object.keys(header).every((name) => HEADER_NAMES.has(name))) return null;
  const { alg, typ = 'JWT', kid } = header;
  if (typeof alg !== 'string' || typ !== 'JWT' || !(kid === undefined || isKeyId(kid))) return null;
  return { algorithm: alg, keyId: kid ?? null };
}

/** The same bytes can be written in several ways, by bits that nobody reads; only one of them is taken. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function isKeyId(kid: unknown): kid is string {
  return typeof kid === 'string' && kid.length <= LONGEST_KEY_ID;
}
