import { webcrypto } from 'node:crypto';
import type { JwtAlgorithm } from '../../core/token/jwt-settings.ts';
import type { CryptoKey, JwtKeyRing } from './jwt-key-ring.ts';

/**
 * The one secret of HS256, HS384 and HS512. Its bytes are the key as they stand, as simplejwt takes SIGNING_KEY
 * (S3-09), so that whoever knows the secret reads our tokens. It has no id and no predecessor (S0-46).
 */
export function createSharedSecretRing(secret: string, algorithm: JwtAlgorithm): JwtKeyRing {
  let imported: Promise<CryptoKey> | undefined;
  const key = (): Promise<CryptoKey> => {
    imported ??= importSecret(secret, algorithm);
    return imported;
  };
  return {
    revision: () => 0,
    signingKey: async () => ({ keyId: null, key: await key() }),
    verifyingKey: async (keyId) => (keyId === null ? await key() : null),
    publicKeys: async () => [],
  };
}

function importSecret(secret: string, algorithm: JwtAlgorithm): Promise<CryptoKey> {
  const hash = `SHA-${algorithm.slice(2)}`;
  return webcrypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash }, false, [
    'sign',
    'verify',
  ]);
}
