import type { JwtAlgorithm } from './jwt-settings.ts';

/** A pair of keys that tokens are signed with. Its public half follows from the private one. */
export interface SigningKey {
  /** The header `kid`: the RFC 7638 thumbprint of the public half. */
  readonly id: string;
  readonly algorithm: JwtAlgorithm;
  /** The id of the key that it takes over from; `''` for the first of its algorithm. */
  readonly follows: string;
  /** PKCS #8 in PEM; encrypted at rest by the adapter. Null where the key that it was sealed under is gone. */
  readonly privateKey: string | null;
  readonly createdAt: Date;
  /** From then on it signs; it verifies already before. */
  readonly signsFrom: Date;
  /** From then on nothing that it signed is good; null as long as nothing follows it. */
  readonly retiresAt: Date | null;
}

export type NewSigningKey = Omit<SigningKey, 'retiresAt' | 'privateKey'> & { readonly privateKey: string };

export interface SigningKeyStore {
  /** The keys of one algorithm that still verify, by the moment they sign from. */
  list(algorithm: JwtAlgorithm, now: Date): Promise<readonly SigningKey[]>;
  /** One statement: of parallel callers exactly one adds a key that follows `key.follows`; the others get false. */
  add(key: NewSigningKey): Promise<boolean>;
  /** Ends all keys of the algorithm but one at `retiresAt`, unless they end sooner. Answers how many it changed. */
  retireOthers(key: Pick<SigningKey, 'id' | 'algorithm'>, retiresAt: Date): Promise<number>;
  removeRetired(now: Date, limit: number): Promise<number>;
}
