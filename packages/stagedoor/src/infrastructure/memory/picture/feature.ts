import type { Picture, PictureStore } from '../../../core/picture/picture-store.ts';
import type { MemoryFeature } from '../feature.ts';
import type { Access } from '../memory-state.ts';

interface PictureRows {
  /** By the id of the user. */
  readonly pictures: Map<number, Picture>;
}

declare module '../memory-state.ts' {
  interface MemoryState extends PictureRows {}
}

export const pictureFeature = {
  name: 'picture',
  rows: ['pictures'],
  stores: { pictures: createMemoryPictureStore },
} as const satisfies MemoryFeature;

function createMemoryPictureStore(access: Access): PictureStore {
  const fileOf = (pictures: PictureRows['pictures'], userId: number) => pictures.get(userId)?.file ?? null;
  return {
    find: (userId) => access(({ pictures }) => pictures.get(userId) ?? null),
    listOf: (userIds) => access(({ pictures }) => userIds.flatMap((userId) => pictures.get(userId) ?? [])),
    isUsed: (file) => access(({ pictures }) => [...pictures.values()].some((one) => one.file === file)),
    put: (picture) =>
      access(({ pictures }) => {
        const before = fileOf(pictures, picture.userId);
        pictures.set(picture.userId, picture);
        return before;
      }),
    remove: (userId) =>
      access(({ pictures }) => {
        const before = fileOf(pictures, userId);
        pictures.delete(userId);
        return before;
      }),
  };
}
