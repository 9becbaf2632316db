import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stagedoor } from '../../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../../src/create-stagedoor.ts';

const OLD = 'kX3vJ9sQ0bT7mW2yZ5cF8hL1nR4uE6aG_dPiOxKwVgY=';
const NEW = 'Zq8pL2vN5tR7wY0bC3eF6hJ9kM1oS4uX-aDgIjPlTzQ=';
const visitor = { ipAddress: '203.0.113.7', userAgent: 'Firefox', language: 'en', deviceKey: null } as const;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The same site, started anew with these keys. */
async function under<Result>(
  keys: { readonly CRYPTOGRAPHY_KEY: string; readonly CRYPTOGRAPHY_KEY_FALLBACKS?: string },
  work: (useCases: Stagedoor['useCases']) => Promise<Result>,
): Promise<Result> {
  const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: directory, ...keys };
  const stagedoor = await createStagedoor({ env });
  try {
    await stagedoor.migrations.apply();
    return await work(stagedoor.useCases);
  } finally {
    await stagedoor.close();
  }
}

test('what was sealed under a fallback key is opened; what is sealed next needs it no more', async () => {
  const data = { cart: [7] };
  const sessionKey = await under({ CRYPTOGRAPHY_KEY: OLD }, async (useCases) => {
    const saved = await useCases.session.save({ sessionKey: null, data, expiry: null, visitor });
    return saved?.sessionKey ?? '';
  });
  const load = async (useCases: Stagedoor['useCases']) => (await useCases.session.load({ sessionKey }))?.data;
  expect(await under({ CRYPTOGRAPHY_KEY: NEW }, load)).toEqual({});
  const rotated = { CRYPTOGRAPHY_KEY: NEW, CRYPTOGRAPHY_KEY_FALLBACKS: OLD };
  expect(await under(rotated, load)).toEqual(data);
  await under(rotated, (useCases) => useCases.session.save({ sessionKey, data, expiry: null, visitor }));
  expect(await under({ CRYPTOGRAPHY_KEY: NEW }, load)).toEqual(data);
  // The step before a change: processes that still seal with the old key open what the first new one sealed.
  expect(await under({ CRYPTOGRAPHY_KEY: OLD, CRYPTOGRAPHY_KEY_FALLBACKS: NEW }, load)).toEqual(data);
});
