import type { Picture } from './picture-store.ts';

/** Below which path of a site the pictures of its users are. */
export const PICTURES_PATH = '/media/';

/** Where a picture is, below an address of this path: one for all who name it, so that it is kept once. */
export function pictureAddress(picturesAt: string, { file }: Pick<Picture, 'file'>): string {
  return picturesAt + file;
}
