import type { MemoryFeature } from '../feature.ts';
import { createMemoryCeremonyStore } from './memory-ceremony-store.ts';
import { createMemoryPasskeyStore } from './memory-passkey-store.ts';
import type { PasskeyRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends PasskeyRows {}
}

export const passkeyFeature = {
  name: 'passkey',
  rows: ['passkeys', 'ceremonies'],
  stores: { passkeys: createMemoryPasskeyStore, ceremonies: createMemoryCeremonyStore },
} as const satisfies MemoryFeature;
