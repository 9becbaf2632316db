import type { DatabaseFeature } from '../feature.ts';
import { createJobStore } from './job-store.ts';
import type { OutboxTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends OutboxTables {}
}

export const outboxFeature = {
  name: 'outbox',
  stores: { jobs: createJobStore },
  models: [{ app: 'stagedoor', name: 'job', label: 'job' }],
} as const satisfies DatabaseFeature;
