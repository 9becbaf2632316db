import { type FileStorage, isFileName } from '../../core/kernel/file-storage.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';

/** Files for as long as the process lives. */
export function createMemoryFileStorage(): FileStorage {
  const files = new Map<string, Uint8Array>();
  const known = (name: string): string => {
    if (!isFileName(name)) throw new PlainError('A file has the name that it was given, and no other.');
    return name;
  };
  return {
    save: async (name, content) => void files.set(known(name), Uint8Array.from(content)),
    async read(name) {
      const content = files.get(known(name));
      return content === undefined ? null : { size: content.length, parts: () => partsOf(content) };
    },
    async open(name) {
      const content = files.get(known(name));
      return content === undefined ? null : new Blob([Uint8Array.from(content)]);
    },
    remove: async (name) => void files.delete(known(name)),
  };
}

async function* partsOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
