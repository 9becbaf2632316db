import type { DatabaseFeature } from '../feature.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import type { IdempotencyTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends IdempotencyTables {}
}

export const idempotencyFeature = {
  name: 'idempotency',
  stores: { idempotency: createIdempotencyStore },
} as const satisfies DatabaseFeature;
