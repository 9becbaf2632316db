import { expect, test } from 'vitest';
import { useSites } from './sites.ts';

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

test('rotate_keys says in words what to do where a shared secret signs', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const outcome = await site.run(['rotate_keys']);
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
  expect(outcome.stderr).toMatch(
    /^With JWT_ALGORITHM=HS256 tokens are signed with SECRET_KEY.*set JWT_SIGNING_KEY.*restart/,
  );
});
