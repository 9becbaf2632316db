import type { JwtAlgorithm } from './jwt-settings.ts';
import type { SigningKey } from './signing-key-store.ts';

/** Makes pairs of keys. It may take a second, so never inside a transaction. */
export type MakeSigningKey = (
  algorithm: JwtAlgorithm,
) => Promise<{ readonly id: SigningKey['id']; readonly privateKey: string }>;
