import type { FileStore, RegisteredFile } from '../../../core/file/file-store.ts';
import type { MemoryFeature } from '../feature.ts';
import type { Access } from '../memory-state.ts';

interface FileRows {
  /** By what the columns of rows hold. */
  readonly files: Map<string, RegisteredFile>;
}

declare module '../memory-state.ts' {
  interface MemoryState extends FileRows {}
}

export const fileFeature = {
  name: 'file',
  rows: ['files'],
  stores: { files: createMemoryFileStore },
} as const satisfies MemoryFeature;

/** Rows of a site's tables are in a database alone: here none has a file. */
function createMemoryFileStore(access: Access): FileStore {
  return {
    add: (one) => access(({ files }) => void files.set(one.file, one)),
    listAfter: (file, limit) =>
      access(({ files }) => {
        const behind = [...files.values()].filter((one) => one.file > file);
        return behind.sort((one, other) => (one.file < other.file ? -1 : 1)).slice(0, limit);
      }),
    unusedOf: async (_owner, files) => files,
    remove: (file) => access(({ files }) => void files.delete(file)),
  };
}
