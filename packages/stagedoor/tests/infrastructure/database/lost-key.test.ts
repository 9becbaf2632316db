import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSealer } from '../../../src/infrastructure/crypto/sealer.ts';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { migrate } from '../../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { createStores } from '../../../src/infrastructure/database/stores.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase('sqlite::memory:');
  await migrate(database);
});
afterAll(() => database.close());

test('does not repeat an answer whose encryption key is gone, and does not fail either', async () => {
  const sealedWith = (letter: string) =>
    createStores(database, { sealer: createSealer([letter.repeat(32)]) });
  const startedAt = new Date('2026-01-01T12:00:00Z');
  const request = {
    keyHash: 'key',
    fingerprint: 'body',
    startedAt,
    staleBefore: new Date(startedAt.getTime() - 60_000),
    expiresAt: new Date(startedAt.getTime() + 60_000),
  };
  await sealedWith('a').idempotency.claim(request);
  await sealedWith('a').idempotency.complete('key', '{"status":201}');

  expect(await sealedWith('a').idempotency.claim(request)).toEqual({
    outcome: 'done',
    answer: '{"status":201}',
  });
  expect(await sealedWith('b').idempotency.claim(request)).toEqual({ outcome: 'done', answer: null });
});
