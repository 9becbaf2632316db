import type { MemoryFeature } from '../feature.ts';
import { createMemoryJobStore } from './memory-job-store.ts';
import type { OutboxRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends OutboxRows {}
}

export const outboxFeature = {
  name: 'outbox',
  rows: ['jobs'],
  stores: { jobs: createMemoryJobStore },
} as const satisfies MemoryFeature;
