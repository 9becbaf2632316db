import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileContent } from '../../src/core/kernel/file-storage.ts';
import { createDiskFileStorage } from '../../src/infrastructure/file/disk-file-storage.ts';
import { createMemoryFileStorage } from '../../src/infrastructure/memory/memory-file-storage.ts';
import { newDataFolder } from '../support/data-folder.ts';

let directory: string;
beforeAll(async () => {
  directory = await newDataFolder();
});
afterAll(() => rm(directory, { recursive: true }));

const one = `avatars/${'0a'.repeat(16)}.webp`;
const other = `avatars/${'0b'.repeat(16)}.webp`;
const bytes = new Uint8Array([0, 255, 10, 13, 0]);

async function wholeOf(file: FileContent | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  if (file !== null) for await (const part of file.parts()) parts.push(part);
  return Buffer.concat(parts);
}

describe.each([
  ['on disk', () => createDiskFileStorage(join(directory, 'media'))],
  ['in memory', createMemoryFileStorage],
])('files %s', (_, open) => {
  it('are read as they were saved, until they are removed', async () => {
    const storage = open();
    expect(await storage.read(one)).toBeNull();
    await storage.save(one, bytes);
    const read = await storage.read(one);
    expect([read?.size, ...(await wholeOf(read)), ...(await wholeOf(read))]).toEqual([5, ...bytes, ...bytes]);
    const opened = await storage.open(one);
    expect([opened?.size, ...((await opened?.bytes()) ?? [])]).toEqual([bytes.length, ...bytes]);
    expect([await storage.read(other), await storage.open(other)]).toEqual([null, null]);
    await storage.remove(one);
    await storage.remove(one);
    expect(await storage.read(one)).toBeNull();
  });

  it.each([
    '../stagedoor.db',
    'avatars/../../stagedoor.db',
    '/etc/passwd',
    'avatars/x.webp',
    `avatars/${'0a'.repeat(16)}.webp/..`,
    `avatars/${'0A'.repeat(16)}.webp`,
    `avatars\\${'0a'.repeat(16)}.webp`,
    `avatars/${'0a'.repeat(16)}.webp\0`,
    '',
  ])('have no name like %j, which could lead elsewhere', async (name) => {
    const storage = open();
    await expect(storage.read(name)).rejects.toThrow('the name that it was given');
    await expect(Promise.resolve().then(() => storage.open(name))).rejects.toThrow(
      'the name that it was given',
    );
    await expect(storage.save(name, bytes)).rejects.toThrow('the name that it was given');
    await expect(storage.remove(name)).rejects.toThrow('the name that it was given');
  });
});

it('leaves no draft beside a file, which only its owner may read', async () => {
  const media = join(directory, 'own');
  await createDiskFileStorage(media).save(one, bytes);
  expect(await readdir(join(media, 'avatars'))).toEqual([`${'0a'.repeat(16)}.webp`]);
  expect((await stat(join(media, one))).mode & 0o777).toBe(0o600);
  expect((await stat(join(media, 'avatars'))).mode & 0o777).toBe(0o700);
});
