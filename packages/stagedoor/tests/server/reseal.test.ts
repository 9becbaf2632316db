import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { databases } from '../support/databases.ts';

const PASSWORD = 'Brass lamp 1 over the stairs';
const newKey = () => randomBytes(32).toString('base64url');
const visitor = { ipAddress: '127.0.0.1', userAgent: 'test', language: 'en', deviceKey: null } as const;

describe.each(databases)('API tokens under another CRYPTOGRAPHY_KEY on $database', ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'reseal-'));
  let drop: () => Promise<void>;
  let env: Record<string, string>;

  /** What is done by a site with these keys, the first of which seals. */
  async function under<Result>(
    keys: readonly [string, ...string[]],
    act: (useCases: Awaited<ReturnType<typeof createStagedoor>>['useCases']) => Promise<Result>,
  ): Promise<Result> {
    const [CRYPTOGRAPHY_KEY, ...others] = keys;
    const fallbacks = others.length === 0 ? {} : { CRYPTOGRAPHY_KEY_FALLBACKS: others.join(',') };
    const stagedoor = await createStagedoor({
      env: { ...env, DATA_DIR: folder, LOG_LEVEL: 'silent', CRYPTOGRAPHY_KEY, ...fallbacks },
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
    });
    try {
      await stagedoor.migrations.apply();
      return await act(stagedoor.useCases);
    } finally {
      await stagedoor.close();
    }
  }

  const logIn = (username: string) => (useCases: Awaited<ReturnType<typeof createStagedoor>>['useCases']) =>
    useCases.apiToken.obtain({ identifier: username, password: PASSWORD, visitor });

  const addUser = (username: string, key: string) =>
    under([key], (useCases) =>
      useCases.user.create({ by: 'operator', username, password: PASSWORD, validatePassword: false }),
    );

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    env = { DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env };
  });
  afterAll(async () => {
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are shown again once they were sealed under it, without the key before', async () => {
    const [first, second] = [newKey(), newKey()];
    await addUser('ana', first);
    const { key } = await under([first], logIn('ana'));
    expect(await under([second, first], (useCases) => useCases.maintenance.reseal())).toContainEqual({
      feature: 'api-token',
      resealed: 1,
      unreadable: 0,
    });
    expect((await under([second], logIn('ana'))).key).toBe(key);
  });

  it('that nobody sealed under it open what they opened until the next log-in, which makes another', async () => {
    const [first, second] = [newKey(), newKey()];
    await addUser('bea', first);
    const { key, user } = await under([first], logIn('bea'));
    await under([second], async (useCases) => {
      const finds = async (token: string) => await useCases.apiToken.findPrincipal({ key: token });
      expect(await useCases.apiToken.find({ userId: user.id })).toBeNull();
      expect(await finds(key)).toMatchObject({ user: { username: 'bea' } });
      const { key: next } = await logIn('bea')(useCases);
      expect(next).not.toBe(key);
      expect(await finds(next)).toMatchObject({ user: { username: 'bea' } });
      expect(await finds(key)).not.toMatchObject({ user: { username: 'bea' } });
    });
  });
});
