import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { databases } from '../support/databases.ts';
import { PASSWORD } from '../support/site.ts';

describe.each(databases)('what a user is, once there are some on $database,', ({ open }) => {
  let directory: string;
  let env: Record<string, string>;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    directory = await newDataFolder();
    const database = await open();
    drop = database.drop;
    env = {
      NODE_ENV: 'test',
      DATA_DIR: directory,
      LOG_LEVEL: 'silent',
      DATABASE_URL: `sqlite:${join(directory, 'one.db')}`,
      ...database.env,
    };
  });
  afterAll(async () => {
    await drop();
    await rm(directory, { recursive: true });
  });

  const opened = async (more: Record<string, string>, extraFields = {}) =>
    await createStagedoor({
      env: { ...env, ...more },
      config: { extraFields },
      passwordHasher: { memoryCostKib: 64, timeCost: 1 },
    });

  it('stays so: another kind of a field, or a name that some lack, is refused in words', async () => {
    const site = await opened({ LOGIN_BY: 'email' }, { age: { type: 'integer', nullable: true } });
    await site.migrations.apply();
    const account = { email: 'ana@mail.example', password: PASSWORD, validatePassword: false };
    await site.useCases.user.create({ by: 'operator', ...account });
    await site.close();
    await expect(opened({ LOGIN_BY: 'username' })).rejects.toThrow('set LOGIN_BY back to email');
    const age = { type: 'text', maxLength: 9, default: '' };
    await expect(opened({ LOGIN_BY: 'email' }, { age })).rejects.toThrow(
      'The extra field "age" is configured as text',
    );
    for (const LOGIN_BY of ['email', 'either']) await (await opened({ LOGIN_BY })).close();
  });
});
