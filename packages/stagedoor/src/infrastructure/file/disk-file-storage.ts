import { randomBytes } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FileContent, type FileStorage, isFileName } from '../../core/kernel/file-storage.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import { makeDirectory } from '../../make-directory.ts';
import { namingStorageFaults } from '../storage-fault.ts';

/** Files below a folder, which their owner alone may read. Each appears whole, and is on the disk once it is saved. */
export function createDiskFileStorage(directory: string): FileStorage {
  const pathOf = (name: string): string => {
    // Names are ours; whoever hands on another's would reach the whole disk.
    if (!isFileName(name)) throw new PlainError('A file has the name that it was given, and no other.');
    return join(directory, name);
  };
  return {
    save: (name, content) => namingStorageFaults(() => writeWhole(pathOf(name), content)),
    read: (name) => namingStorageFaults(() => readOrNull(pathOf(name))),
    open: (name) => namingStorageFaults(() => openOrNull(pathOf(name))),
    remove: (name) => namingStorageFaults(() => rm(pathOf(name), { force: true })),
  };
}

async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  makeDirectory(dirname(path));
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    // On a full disk each try would leave another one.
    await rm(draft, { force: true });
    throw error;
  }
}

function readOrNull(path: string): Promise<FileContent | null> {
  return unlessMissing(async () => {
    const { size } = await stat(path);
    return { size, parts: () => partsOf(path) };
  });
}

/** The file is open while it is read, and no longer: of a blob whose reader went away it stays open until memory is collected. */
async function* partsOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

/** What the platform says of a file that it cannot open tells nothing of why. */
function openOrNull(path: string): Promise<Blob | null> {
  return unlessMissing(async () => {
    await stat(path);
    return await openAsBlob(path);
  });
}

async function unlessMissing<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
