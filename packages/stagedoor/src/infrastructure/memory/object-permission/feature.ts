import type { MemoryFeature } from '../feature.ts';
import { createMemoryGrantStandingStore } from './memory-grant-standing-store.ts';
import { createMemoryObjectGrantStore } from './memory-object-grant-store.ts';
import type { ObjectGrantRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends ObjectGrantRows {}
}

export const objectPermissionFeature = {
  name: 'object-permission',
  rows: ['objectGrants'],
  stores: { objectGrants: createMemoryObjectGrantStore, grantStandings: createMemoryGrantStandingStore },
} as const satisfies MemoryFeature;
