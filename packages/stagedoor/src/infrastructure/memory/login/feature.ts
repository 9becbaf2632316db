import type { MemoryFeature } from '../feature.ts';
import { createMemoryFlowStore } from './memory-flow-store.ts';
import { createMemoryGateStore } from './memory-gate-store.ts';
import type { LoginRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends LoginRows {}
}

export const loginFeature = {
  name: 'login',
  rows: ['flows'],
  stores: { flows: createMemoryFlowStore, gate: createMemoryGateStore },
} as const satisfies MemoryFeature;
