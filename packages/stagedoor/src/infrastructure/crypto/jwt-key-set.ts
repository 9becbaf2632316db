import type { KeyObject, webcrypto } from 'node:crypto';
import type { PublicJwk } from '../../core/token/jwt-codec.ts';

export type CryptoKey = webcrypto.CryptoKey;
/** A secret that both sides share, or one of a pair. */
export type JwtKey = KeyObject | CryptoKey;

/** The keys that a codec works with: what signs now, and everything that tokens may still be signed with. */
export interface JwtKeySet {
  /** Another number whenever a key came or went; what was verified before then must be verified again. */
  revision(now: Date): number | Promise<number>;
  signingKey(now: Date): Promise<{ readonly keyId: string | null; readonly key: JwtKey }>;
  /**
   * The keys that may have signed a token, the likeliest first. A look-up in a fixed map: what a token calls its key is never a
   * path, an address or a query.
   */
  verifyingKeys(keyId: string | null, now: Date): Promise<readonly JwtKey[]>;
  publicKeys(now: Date): Promise<readonly PublicJwk[]>;
}
