import type { SigningKey } from '../../../core/token/signing-key-store.ts';

export interface TokenRows {
  readonly signingKeys: Map<string, SigningKey>;
}
