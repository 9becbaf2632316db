import type { MemoryFeature } from '../feature.ts';
import { createMemorySigningKeyStore } from './memory-signing-key-store.ts';
import type { TokenRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends TokenRows {}
}

export const tokenFeature = {
  name: 'token',
  rows: ['signingKeys'],
  stores: { signingKeys: createMemorySigningKeyStore },
} as const satisfies MemoryFeature;
