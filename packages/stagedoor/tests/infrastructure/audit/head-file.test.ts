import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuditHeadFile } from '../../../src/infrastructure/audit/head-file.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'head-'));
  path = join(directory, 'data', 'audit-head.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

test('reads what was written last, and null before', async () => {
  const head = createAuditHeadFile({ path, secrets: ['one'] });
  expect(await head.read()).toBeNull();
  await head.write({ sequence: 1, hash: 'first' });
  await head.write({ sequence: 2, hash: 'second' });
  expect(await createAuditHeadFile({ path, secrets: ['one'] }).read()).toEqual({
    sequence: 2,
    hash: 'second',
  });
  expect(readdirSync(join(directory, 'data'))).toEqual(['audit-head.json']);
});

test('is for its owner only', async () => {
  await createAuditHeadFile({ path, secrets: ['one'] }).write({ sequence: 1, hash: 'first' });
  expect(statSync(path).mode & 0o077).toBe(0);
});

test.each(['sequence', 'hash', 'signature'])('refuses a changed %s', async (field) => {
  const head = createAuditHeadFile({ path, secrets: ['one'] });
  await head.write({ sequence: 1, hash: 'first' });
  const written = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...written, [field]: field === 'sequence' ? 2 : 'changed' }));
  await expect(head.read()).rejects.toThrow('signature');
});

test.each(['', '{', 'null', '[]', '{"sequence":"1","hash":"a","signature":"b"}'])(
  'refuses a file that holds %j',
  async (text) => {
    const head = createAuditHeadFile({ path, secrets: ['one'] });
    await head.write({ sequence: 1, hash: 'first' });
    writeFileSync(path, text);
    await expect(head.read()).rejects.toMatchObject({ fault: 'garbled' });
  },
);

test('still reads what an older secret signed, and signs with the current one', async () => {
  await createAuditHeadFile({ path, secrets: ['old'] }).write({ sequence: 1, hash: 'first' });
  const rotated = createAuditHeadFile({ path, secrets: ['new', 'old'] });
  expect(await rotated.read()).toEqual({ sequence: 1, hash: 'first' });
  await rotated.write({ sequence: 2, hash: 'second' });
  const older = createAuditHeadFile({ path, secrets: ['old'] });
  await expect(older.read()).rejects.toMatchObject({ fault: 'other-key' });
  expect(await createAuditHeadFile({ path, secrets: ['new'] }).read()).toMatchObject({ sequence: 2 });
});
