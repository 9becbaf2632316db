import { createSecretKey } from 'node:crypto';
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
