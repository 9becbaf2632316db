import type { MemoryFeature } from '../feature.ts';
import { createMemoryLimitStore } from './memory-limit-store.ts';
import { createMemoryRequestLogStore } from './memory-request-log-store.ts';
import type { LimitRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends LimitRows {}
}

export const limitFeature = {
  name: 'limit',
  rows: ['limits', 'requestLogs'],
  stores: { limits: createMemoryLimitStore, requestLogs: createMemoryRequestLogStore },
} as const satisfies MemoryFeature;
