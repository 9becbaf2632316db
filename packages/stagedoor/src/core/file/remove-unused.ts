import type { Dependencies } from './dependencies.ts';
import { readFileText } from './file-text.ts';

/** A file that may be nobody's by now. */
export interface MaybeUnused {
  readonly file: string;
  /** The name of its owner. */
  readonly owner: string;
}

/**
 * Removes a file that no row has. Names are given once, so that one which is nobody's never becomes somebody's. What a site declares no
 * longer is left where it is: its table may be there, and come back.
 */
export async function removeUnusedFile(
  { files, fileOwners, fileStorage }: Pick<Dependencies, 'files' | 'fileOwners' | 'fileStorage'>,
  { file, owner }: MaybeUnused,
): Promise<void> {
  const known = fileOwners.get(owner);
  if (known === undefined) return;
  for (const unused of await files.unusedOf(known, [file])) await removeFile({ files, fileStorage }, unused);
}

/** Removes a file of which it is known that no row has it. */
export async function removeFile(
  { files, fileStorage }: Pick<Dependencies, 'files' | 'fileStorage'>,
  file: string,
): Promise<void> {
  await fileStorage.remove(readFileText(file)?.stored ?? '');
  await files.remove(file);
}
