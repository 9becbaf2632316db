import type { MemoryFeature } from '../feature.ts';
import { createMemorySessionStore } from './memory-session-store.ts';
import type { SessionRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends SessionRows {}
}

export const sessionFeature = {
  name: 'session',
  rows: ['sessions', 'formerKeys'],
  stores: { sessions: createMemorySessionStore },
} as const satisfies MemoryFeature;
