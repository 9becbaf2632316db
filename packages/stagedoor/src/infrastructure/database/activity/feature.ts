import type { DatabaseFeature } from '../feature.ts';
import { createDeviceStore } from './device-store.ts';
import type { ActivityTables } from './tables.ts';
import { createVisitStore } from './visit-store.ts';

declare module '../tables.ts' {
  interface Tables extends ActivityTables {}
}

export const activityFeature = {
  name: 'activity',
  stores: { devices: createDeviceStore, visits: createVisitStore },
  models: [
    { app: 'stagedoor', name: 'device', label: 'device' },
    { app: 'stagedoor', name: 'visit', label: 'visit' },
  ],
} as const satisfies DatabaseFeature;
