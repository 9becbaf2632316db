import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import { makeDirectory } from '../../make-directory.ts';
import { namingStorageFaults } from '../storage-fault.ts';
import type { SessionDataCodec } from './session-data-codec.ts';

const ENDING = '.session';

/**
 * Session data as files that only their owner may read. A file's time of change is the moment the data ends, so that
 * clearing need not open any. A file appears whole or not at all; one torn by a power cut reads as empty.
 */
export async function openFileSessionData(
  directory: string,
  codec: SessionDataCodec,
): Promise<SessionDataStore> {
  makeDirectory(directory);
  const pathOf = (keyHash: string): string => join(directory, fileName(keyHash));
  return {
    engine: 'file',
    load: (keyHash) =>
      namingStorageFaults(async () =>
        codec.decode(await unlessMissing(readFile(pathOf(keyHash), 'utf8'), null)),
      ),
    save: (keyHash, data, expiresAt) =>
      namingStorageFaults(() => writeWhole(pathOf(keyHash), codec.encode(data), expiresAt)),
    move: (fromKeyHash, toKeyHash) =>
      namingStorageFaults(() => unlessMissing(rename(pathOf(fromKeyHash), pathOf(toKeyHash)), undefined)),
    remove: (keyHash) => namingStorageFaults(() => rm(pathOf(keyHash), { force: true })),
    removeExpired: (now) => namingStorageFaults(() => removeExpired(directory, now)),
  };
}

/** Hashed once more: a name without capitals is one file on every file system. */
function fileName(keyHash: string): string {
  return `${createHash('sha256').update(keyHash).digest('hex')}${ENDING}`;
}

async function writeWhole(path: string, content: string, expiresAt: Date): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.utimes(expiresAt, expiresAt);
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

/** Drafts of a killed process carry their end as well, or the moment they were written. */
async function removeExpired(directory: string, now: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const found = await unlessMissing(stat(path), null);
    if (found === null || !name.includes(ENDING) || found.mtime > now) continue;
    await rm(path, { force: true });
    if (name.endsWith(ENDING)) removed += 1;
  }
  return removed;
}

async function unlessMissing<Value, Otherwise>(
  asked: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}
