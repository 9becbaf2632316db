import type { MemoryFeature } from '../feature.ts';
import { createMemoryOneTimeLinkStore } from './memory-one-time-link-store.ts';
import type { LinkRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends LinkRows {}
}

export const linkFeature = {
  name: 'link',
  rows: ['oneTimeLinks'],
  stores: { oneTimeLinks: createMemoryOneTimeLinkStore },
} as const satisfies MemoryFeature;
