import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStagedoor, type PasswordValidator } from '../../src/index.ts';
import { refusedWith } from '../support/core.ts';

const GOOD = 'tulips-under-7-bridges';
const noCoyote: PasswordValidator = (password, subject) =>
  password.includes('coyote') ? { code: `Not the coyote of ${subject?.username}.` } : undefined;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
});
afterEach(() => rm(directory, { recursive: true }));

const open = (passwordValidators: readonly PasswordValidator[]) =>
  createStagedoor({
    env: { NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent' },
    passwordValidators,
  });

it('rules of a site’s own are asked for a new password, beside ours', async () => {
  const stagedoor = await open([noCoyote]);
  await stagedoor.migrations.apply();
  const make = (username: string, password: string) =>
    stagedoor.useCases.user.create({ by: 'operator', username, email: `${username}@mail.example`, password });
  expect(await refusedWith(make('ana', `${GOOD}-coyote`))).toBe('password: Not the coyote of ana.');
  expect(await refusedWith(make('ana', 'coyote'))).toBe(
    'password: password_too_short, Not the coyote of ana.',
  );
  await make('ana', GOOD);
  await stagedoor.close();
});

it('what is no rule stops the start and is named', async () => {
  await expect(open(['coyote' as never])).rejects.toThrow(/passwordValidators\[0\] must be a function/);
});
