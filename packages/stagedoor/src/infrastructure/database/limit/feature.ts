import type { DatabaseFeature } from '../feature.ts';
import { createLimitStore } from './limit-store.ts';
import { createRequestLogStore } from './request-log-store.ts';
import type { LimitTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends LimitTables {}
}

export const limitFeature = {
  name: 'limit',
  stores: { limits: createLimitStore, requestLogs: createRequestLogStore },
} as const satisfies DatabaseFeature;
