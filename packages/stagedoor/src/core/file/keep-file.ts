import { after, hours } from '../kernel/clock.ts';
import type { SentFile } from '../kernel/sent-file.ts';
import type { PictureFrame } from '../picture/dependencies.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { newFileText, readFileText } from './file-text.ts';

/** By then whoever saved the file has written the row that has it, or never will. */
export const UNUSED_AFTER_MS = hours(1);

export interface KeepFile {
  readonly sent: SentFile;
  /** The name of its owner. */
  readonly owner: string;
  /** How it is drawn anew where it must be a picture; null where it is kept as it is. */
  readonly frame: PictureFrame | null;
}

/**
 * Saves a file for a row that is about to be written, and answers what its column holds. Should nobody write it, a job removes the file,
 * wherever the process dies. Null for a picture that is none.
 *
 * @throws AccountsError `busy` where too many pictures wait
 */
export async function keepFile(
  { transact, fileStorage, drawPicture, clock }: Omit<Dependencies, keyof Stores | 'fileOwners'>,
  { sent, owner, frame }: KeepFile,
): Promise<string | null> {
  const content = frame === null ? sent.content : await drawPicture(sent.content, frame);
  if (content === null) return null;
  const file = newFileText(frame === null ? sent.name : asWebp(sent.name));
  const now = clock.now();
  await transact(async ({ files, jobs }) => {
    await files.add({ file, owner, addedAt: now });
    await jobs.enqueue({ name: 'remove-unused-file', file, owner }, { runAt: after(now, UNUSED_AFTER_MS) });
  });
  await fileStorage.save(readFileText(file)?.stored ?? '', content);
  return file;
}

/** As it is drawn, whatever it was. */
function asWebp(name: string): string {
  return `${name.replace(/\.[^.]{0,8}$/u, '')}.webp`;
}
