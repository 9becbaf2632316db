import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { useSites, visitor } from './sites.ts';

const PASSWORD = 'Brass lamp 1 over the stairs';

const sites = useSites();

test('rotate_keys says when the new key signs and until when the old one verifies', async () => {
  const site = await sites.onSqlite({ JWT_ALGORITHM: 'EdDSA' });
  await site.run(['migrate']);
  const first = await site.run(['rotate_keys']);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const moment = '(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)';
  const words = new RegExp(
    `^The new key [\\w-]{43} is published now and signs from ${moment}\\. What .* is valid until ${moment}\\.\\n$`,
  );
  const [, from = '', until = ''] = words.exec(first.stdout) ?? [];
  expect(Date.parse(until) - Date.parse(from)).toBe(86_400_000);

  const second = await site.run(['rotate_keys', '--now']);
  expect(second.stdout).toMatch(/^The new key [\w-]{43} signs now\. The keys before it/);
  const { useCases } = await sites.lookInto(site, { JWT_ALGORITHM: 'EdDSA' });
  expect(await useCases.signingKey.listPublic()).toEqual([
    expect.objectContaining({ kid: /key ([\w-]{43})/.exec(second.stdout)?.[1] }),
  ]);
});

const SHARED = /^With JWT_ALGORITHM=HS256 tokens are signed with SECRET_KEY.*set JWT_SIGNING_KEY.*restart/m;

test('rotate_keys does all that it can where a shared secret signs, and says in words what it cannot', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const outcome = await site.run(['rotate_keys']);
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  expect(outcome.stdout).toMatch(SHARED);
});

test('rotate_keys --now fails where a shared secret signs: every stolen token goes on', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const outcome = await site.run(['rotate_keys', '--now']);
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stderr).toMatch(SHARED);
});

test('rotate_keys says how many secrets of each kind no key opens, and what to do about them', async () => {
  const [first, second] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const site = await sites.onSqlite({ CRYPTOGRAPHY_KEY: first, WEBHOOK_ALLOW_PRIVATE: 'true' });
  await site.run(['migrate']);
  await site.run(['webhook', 'add', 'http://127.0.0.1:9/one']);
  const { useCases } = await sites.lookInto(site, { CRYPTOGRAPHY_KEY: first });
  for (const username of ['ana', 'bea']) {
    await useCases.user.create({ by: 'operator', username, password: PASSWORD, validatePassword: false });
    await useCases.apiToken.obtain({ identifier: username, password: PASSWORD, visitor });
  }
  const lost = { environment: { CRYPTOGRAPHY_KEY: second } };
  const outcome = await site.run(['rotate_keys'], lost);
  expect(outcome.exitCode).toBe(0);
  expect(outcome.stderr).toMatch(/^2 API tokens were sealed under .* gone\. They work as before, .* log in/m);
  expect(outcome.stderr).toMatch(/^1 webhook was sealed under .* gone: .* remove it and add it again\.$/m);
  expect(outcome.stderr).toMatch(/put it into CRYPTOGRAPHY_KEY_FALLBACKS and run this again\.\n$/);
  const both = { environment: { CRYPTOGRAPHY_KEY: second, CRYPTOGRAPHY_KEY_FALLBACKS: first } };
  expect(await site.run(['rotate_keys'], both)).toMatchObject({
    stdout: expect.stringMatching(/^3 stored secrets are sealed/),
    stderr: '',
  });
  expect(await site.run(['rotate_keys'], lost)).toMatchObject({ stderr: '' });
});
