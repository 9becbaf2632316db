import type { Picture } from './picture-store.ts';

/** Below which path of a site the pictures of its users are. */
export const PICTURES_PATH = '/media/';

/** Where a picture is, below an address of this path: one for all who name it, so that it is kept once. Null for none. */
export function pictureAddress(picturesAt: string, picture: Pick<Picture, 'file'>): string;
export function pictureAddress(picturesAt: string, picture: Pick<Picture, 'file'> | null): string | null;
export function pictureAddress(picturesAt: string, picture: Pick<Picture, 'file'> | null): string | null {
  return picture && picturesAt + picture.file;
}
