import type { MemoryFeature } from '../feature.ts';
import { createMemoryDeviceStore } from './memory-device-store.ts';
import { createMemoryVisitStore } from './memory-visit-store.ts';
import type { ActivityRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends ActivityRows {}
}

export const activityFeature = {
  name: 'activity',
  rows: ['devices', 'visits', 'visitDays'],
  stores: { devices: createMemoryDeviceStore, visits: createMemoryVisitStore },
} as const satisfies MemoryFeature;
