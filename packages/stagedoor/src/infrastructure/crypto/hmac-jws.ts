import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { JwtAlgorithm } from '../../core/token/jwt-settings.ts';
import type { JwtKeySet } from './jwt-key-set.ts';

/** The secret that signs, then those of before whose tokens still count. */
export type SharedSecrets = readonly [string, ...string[]];

/**
 * The secrets of HS256, HS384 and HS512. Their bytes are the key as they stand, as simplejwt takes SIGNING_KEY, so that whoever
 * knows the secret reads our tokens. None has an id: a token does not say which of them signed it, so each is tried.
 */
export function createSharedSecretKeySet([newest, ...older]: SharedSecrets): JwtKeySet {
  const key = createSecretKey(newest, 'utf8');
  const all = [key, ...older.map((secret) => createSecretKey(secret, 'utf8'))];
  return {
    revision: () => 0,
    signingKey: async () => ({ keyId: null, key }),
    verifyingKeys: async (keyId) => (keyId === null ? all : []),
    publicKeys: async () => [],
  };
}

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
