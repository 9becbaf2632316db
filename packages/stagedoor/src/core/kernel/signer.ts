import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs texts that visitors carry. The purpose is part of the signature, so that none passes for another. */
export interface Signer {
  /** base64url HMAC-SHA256 by the current key. */
  sign(purpose: string, text: string): string;
  /** The signature by every key that is accepted, the current one first. */
  signatures(purpose: string, text: string): readonly string[];
  /** Whether the current or an earlier key made the signature; compared in constant time. */
  verify(purpose: string, text: string, signature: string): boolean;
}

export function createSigner(keys: readonly [string, ...string[]]): Signer {
  const macOf = (key: string, purpose: string, text: string): Buffer =>
    createHmac('sha256', key).update(purpose).update('\0').update(text).digest();
  return {
    sign: (purpose, text) => macOf(keys[0], purpose, text).toString('base64url'),
    signatures: (purpose, text) => keys.map((key) => macOf(key, purpose, text).toString('base64url')),
    verify(purpose, text, signature) {
      const given = Buffer.from(signature, 'base64url');
      return keys.some((key) => {
        const expected = macOf(key, purpose, text);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },
  };
}
