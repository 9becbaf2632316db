import { expect, test } from 'vitest';
import type { JwtSettings } from '../../../../src/core/token/jwt-settings.ts';
import { accountsForTest, PASSWORD } from '../../../support/core.ts';

const OWN = ['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'token_type', 'user_id'];

/** What Ana's tokens say beside what every token says: those of a log-in, and those that they are exchanged for. */
async function saidBy(claims: JwtSettings['claims']) {
  const site = await accountsForTest({ jwt: { claims } });
  const { id } = await site.activated();
  await site.stores.giveAccess(id, {
    groups: [{ id: 7, name: 'Editors' }],
    permissions: ['add_post', 'view_post'],
  });
  const visitor = site.visitor();
  const pair = await site.useCases.jwt.obtainPair({ identifier: 'ana', password: PASSWORD, visitor });
  const next = await site.useCases.jwt.refresh({ refresh: pair.refresh, requestKey: null, visitor });
  const sliding = await site.useCases.jwt.obtainSliding({ identifier: 'ana', password: PASSWORD, visitor });
  return [pair.access, pair.refresh, next.access, next.refresh ?? '', sliding.token].map(claimsOf);
}

function claimsOf(token: string): Record<string, unknown> {
  const all = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !OWN.includes(name) && name !== 'refresh_exp'),
  );
}

const email = 'ana@mail.example';
const profile = {
  username: 'ana',
  email,
  first_name: 'Ana',
  last_name: 'Prado',
  is_staff: false,
  is_verified: true,
};
const rights = { groups: ['Editors'], permissions: ['add_post', 'view_post'] };

test.each([
  // The tests' own code puts the address in.
  [[], { email }],
  [['profile'], profile],
  [['permissions'], { email, ...rights }],
  [['profile', 'permissions'], { ...profile, ...rights }],
] as const)(
  'with JWT_CLAIMS=%s every token says so that is shown, and none that is only exchanged',
  async (claims, said) => {
    expect(await saidBy(claims)).toEqual([said, {}, said, {}, said]);
  },
);

test('nothing that a claim says is believed: rights are looked up', async () => {
  const site = await accountsForTest({ jwt: { claims: ['permissions'] } });
  const { id } = await site.activated();
  const visitor = site.visitor();
  await site.stores.giveAccess(id, { permissions: ['add_post'] });
  const { access } = await site.useCases.jwt.obtainPair({ identifier: 'ana', password: PASSWORD, visitor });
  await site.stores.giveAccess(id, { permissions: [] });
  const found = await site.useCases.jwt.findPrincipal({ token: access });
  expect(found).toMatchObject({ permissions: [] });
});
