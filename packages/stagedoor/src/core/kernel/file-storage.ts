/**
 * Files that people hand in, by the names that we give them: `avatars/3f0a….webp`. A name is given to one content, once: what is there
 * never changes, and whoever has a name may keep what it stands for.
 */
export interface FileStorage {
  /** The file is there as a whole, or not at all. */
  save(name: string, content: Uint8Array): Promise<void>;
  /** Null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  /** What is in it, read as it is asked for. Null where there is none. */
  open(name: string): Promise<Blob | null>;
  /** Nothing happens where there is none. */
  remove(name: string): Promise<void>;
}

const NAME = /^[a-z][a-z0-9-]{0,31}\/[0-9a-f]{32}\.[a-z0-9]{1,8}$/;

/** Whether it can be the name of a file of ours: a folder, a random name, an ending. It leads nowhere else. */
export function isFileName(name: string): boolean {
  return NAME.test(name);
}
