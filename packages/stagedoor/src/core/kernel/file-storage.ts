/**
 * Files that people hand in, by the names that we give them: `avatars/3f0a….webp`. A name is given to one content, once: what is there
 * never changes, and whoever has a name may keep what it stands for.
 */
export interface FileStorage {
  /** The file is there as a whole, or not at all. */
  save(name: string, content: Uint8Array): Promise<void>;
  /** To be sent on, part by part. Null where there is none. */
  read(name: string): Promise<FileContent | null>;
  /** What is in it, read as it is asked for. Null where there is none. */
  open(name: string): Promise<Blob | null>;
  /** Nothing happens where there is none. */
  remove(name: string): Promise<void>;
}

/** A file of a storage that is not held in memory: its size is known, and nothing of it is read before it is asked for. */
export interface FileContent {
  /** In bytes. */
  readonly size: number;
  /** From its beginning, a part whenever whoever reads has taken the one before; who stops lets go of the file. */
  parts(): AsyncIterable<Uint8Array>;
}

const NAME = /^[a-z][a-z0-9-]{0,31}\/[0-9a-f]{32}\.[a-z0-9]{1,8}$/;

/** Whether it can be the name of a file of ours: a folder, a random name, an ending. It leads nowhere else. */
export function isFileName(name: string): boolean {
  return NAME.test(name);
}
