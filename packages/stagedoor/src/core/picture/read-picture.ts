import { type FileContent, isFileName } from '../kernel/file-storage.ts';
import type { Dependencies } from './dependencies.ts';
import type { Picture } from './picture-store.ts';

/** The picture that the user shows; null for none. */
export async function findPicture(
  { pictures }: Pick<Dependencies, 'pictures'>,
  { userId }: { readonly userId: number },
): Promise<Picture | null> {
  return await pictures.find(userId);
}

/** Those of these users who show one. */
export async function listPictures(
  { pictures }: Pick<Dependencies, 'pictures'>,
  { userIds }: { readonly userIds: readonly number[] },
): Promise<readonly Picture[]> {
  return await pictures.listOf(userIds);
}

/** What is in the file of a picture, for whoever knows its name; null where nobody shows it any longer, whatever is left of it. */
export async function readPicture(
  { pictures, fileStorage }: Pick<Dependencies, 'pictures' | 'fileStorage'>,
  { file }: { readonly file: string },
): Promise<FileContent | null> {
  if (!isFileName(file) || !(await pictures.isUsed(file))) return null;
  return await fileStorage.read(file);
}
