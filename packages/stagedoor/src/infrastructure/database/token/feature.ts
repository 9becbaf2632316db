import type { DatabaseFeature } from '../feature.ts';
import { createSigningKeyStore } from './signing-key-store.ts';
import type { TokenTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends TokenTables {}
}

export const tokenFeature = {
  name: 'token',
  stores: { signingKeys: createSigningKeyStore },
  models: [{ app: 'stagedoor', name: 'signingkey', label: 'signing key' }],
} as const satisfies DatabaseFeature;
