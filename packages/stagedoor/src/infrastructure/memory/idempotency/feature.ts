import type { MemoryFeature } from '../feature.ts';
import { createMemoryIdempotencyStore } from './memory-idempotency-store.ts';
import type { IdempotencyRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends IdempotencyRows {}
}

export const idempotencyFeature = {
  name: 'idempotency',
  rows: ['requests'],
  stores: { idempotency: createMemoryIdempotencyStore },
} as const satisfies MemoryFeature;
