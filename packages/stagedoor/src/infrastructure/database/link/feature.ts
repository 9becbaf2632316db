import type { DatabaseFeature } from '../feature.ts';
import { createOneTimeLinkStore } from './one-time-link-store.ts';
import type { LinkTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends LinkTables {}
}

export const linkFeature = {
  name: 'link',
  stores: { oneTimeLinks: createOneTimeLinkStore },
} as const satisfies DatabaseFeature;
