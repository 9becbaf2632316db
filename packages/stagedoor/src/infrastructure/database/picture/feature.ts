import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { createPictureStore } from './picture-store.ts';
import type { PictureTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends PictureTables {}
}

/** Kept by no cache: nothing of it is told. */
export const pictureFeature = {
  name: 'picture',
  migrations: [initial],
  stores: { pictures: createPictureStore },
} as const satisfies DatabaseFeature;
