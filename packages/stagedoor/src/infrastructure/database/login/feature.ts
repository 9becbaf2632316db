import type { DatabaseFeature } from '../feature.ts';
import { createFlowStore } from './flow-store.ts';
import { createGateStore } from './gate-store.ts';
import type { LoginTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends LoginTables {}
}

export const loginFeature = {
  name: 'login',
  stores: { flows: createFlowStore, gate: createGateStore },
} as const satisfies DatabaseFeature;
