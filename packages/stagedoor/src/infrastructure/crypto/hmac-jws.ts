import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { JwtAlgorithm } from '../../core/token/jwt-settings.ts';

/** A token in compact form signed with a shared secret: HS256, HS384 or HS512 (RFC 7518 section 3.2). */
export function signHmac(signingInput: string, key: KeyObject, algorithm: JwtAlgorithm): string {
  return `${signingInput}.${signatureOf(signingInput, key, algorithm).toString('base64url')}`;
}

/** The payload of a token whose form was checked before (`readHeader`), or null where its signature is another. */
export function verifyHmac(token: string, key: KeyObject, algorithm: JwtAlgorithm): Buffer | null {
  const end = token.lastIndexOf('.');
  const signingInput = token.slice(0, end);
  const expected = signatureOf(signingInput, key, algorithm);
  const given = Buffer.from(token.slice(end + 1), 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Buffer.from(signingInput.slice(signingInput.indexOf('.') + 1), 'base64url');
}

function signatureOf(signingInput: string, key: KeyObject, algorithm: JwtAlgorithm): Buffer {
  return createHmac(`sha${algorithm.slice(2)}`, key)
    .update(signingInput)
    .digest();
}
