import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { createFileStore } from './file-store.ts';
import type { FileTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends FileTables {}
}

/** Kept by no cache: nothing of it is told. */
export const fileFeature = {
  name: 'file',
  migrations: [initial],
  stores: { files: createFileStore },
} as const satisfies DatabaseFeature;
