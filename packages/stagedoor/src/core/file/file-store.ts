import type { FileOwner } from './file-owner.ts';

/** A file that was handed in for a row, whether or not one has it. */
export interface RegisteredFile {
  /** As the row's column holds it. */
  readonly file: string;
  /** The name of its owner. */
  readonly owner: string;
  readonly addedAt: Date;
}

/** Every file in the storage that is or was a row's: a row may go with what it refers to, and says nothing. */
export interface FileStore {
  add(file: RegisteredFile): Promise<void>;
  /** In the order of their texts. */
  listAfter(file: string, limit: number): Promise<readonly RegisteredFile[]>;
  /** Those of these that no row of the owner has. */
  unusedOf(owner: FileOwner, files: readonly string[]): Promise<readonly string[]>;
  /** Nothing happens where there is none. */
  remove(file: string): Promise<void>;
}
