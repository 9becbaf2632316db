import { createSecretKey } from 'node:crypto';
import type { JwtKeyRing } from './jwt-key-ring.ts';

/**
 * The one secret of HS256, HS384 and HS512. Its bytes are the key as they stand, as simplejwt takes
 * SIGNING_KEY, so that whoever knows the secret reads our tokens. It has no id and no predecessor.
 */
export function createSharedSecretRing(secret: string): JwtKeyRing {
  const key = createSecretKey(secret, 'utf8');
  return {
    revision: () => 0,
    signingKey: async () => ({ keyId: null, key }),
    verifyingKey: async (keyId) => (keyId === null ? key : null),
    publicKeys: async () => [],
  };
}
