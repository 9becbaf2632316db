import type { Dependencies } from './dependencies.ts';

/** Removes a file that is nobody's picture. Names are given once, so that one which is nobody's never becomes somebody's. */
export async function removeFile(
  { pictures, fileStorage }: Pick<Dependencies, 'pictures' | 'fileStorage'>,
  { file }: { readonly file: string },
): Promise<void> {
  if (!(await pictures.isUsed(file))) await fileStorage.remove(file);
}
