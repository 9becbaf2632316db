import type { SentFile } from '../../core/kernel/sent-file.ts';
import type { Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import type { KeptFile } from './kept-file.ts';

/** The names of fields that keep files. */
type FileNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends { readonly type: 'file' | 'image' } ? Name : never;
}[keyof All];

/**
 * The files of a site's rows for its code.
 *
 * @example
 * const { report } = await rows(paper, 'application').get(id);
 * const content = await files.read(report);
 * if (content !== null) console.log(report.name, content.size, await content.text());
 */
export interface Files {
  /**
   * What is in a file: its size in bytes, and `stream()`, `bytes()` and `text()` of it, which is read no sooner. Null where it is there no
   * longer. Nothing is asked of who reads it: whoever may see the row was asked where the file came from.
   */
  read(file: KeptFile): Promise<Blob | null>;
  /**
   * Saves a file for a row that is about to be written in a transaction, and answers what is said of the field there. A row is to have it
   * within ten minutes; the file of one that was rolled back, or never written, is removed an hour later by a job.
   *
   * @throws AccountsError `invalid-input` naming the field; `busy` where too many pictures wait
   */
  keep<One extends Resource>(
    resource: One,
    field: Extract<FileNames<One['fields']>, string>,
    sent: SentFile,
  ): Promise<SentFile>;
}
