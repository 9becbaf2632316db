import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../src/core/session/refused.ts';
import type { JwtSettings } from '../../../../src/core/token/jwt-settings.ts';
import { accountsForTest, PASSWORD, refusalOf } from '../../../support/core.ts';

const BLACKLISTED = { code: 'token-refused', fault: 'blacklisted' };

async function openSite(jwt: Partial<JwtSettings> = {}) {
  const site = await accountsForTest({ jwt });
  await site.activated();
  const visitor = site.visitor();
  const input = { identifier: 'ana', password: PASSWORD, visitor };
  const { useCases } = site;
  const find = async (token: string) => {
    const found = await useCases.jwt.findPrincipal({ token });
    return isRefused(found) ? found.fault : 'found';
  };
  return {
    site,
    visitor,
    find,
    slide: async () => (await useCases.jwt.obtainSliding(input)).token,
    prolong: async (token: string) => (await useCases.jwt.refreshSliding({ token })).token,
    obtainPair: () => useCases.jwt.obtainPair(input),
    refresh: (refresh: string) => useCases.jwt.refresh({ refresh, requestKey: null, visitor }),
  };
}

describe.each([false, true])('a sliding token, on a site that is stateless: %s', (isStateless) => {
  test('lives on by refreshing, and no refreshing moves its last moment', async () => {
    const { site, find, slide, prolong } = await openSite({ isStateless });
    const first = await slide();
    site.clock.advance(299_000);
    const second = await prolong(first);
    site.clock.advance(2_000);
    expect([await find(first), await find(second)]).toEqual(['expired', 'found']);
    let token = second;
    for (let passed = 301; passed + 290 < 86_400; passed += 290) {
      site.clock.advance(290_000);
      token = await prolong(token);
    }
    expect(await find(token)).toBe('found');
    site.clock.advance(299_000);
    expect(await find(token)).toBe('expired');
  });

  test('cannot be prolonged from the second of refresh_exp on', async () => {
    const { site, find, slide, prolong } = await openSite({ isStateless, slidingRefreshSeconds: 100 });
    const token = await slide();
    site.clock.advance(99_999);
    await prolong(token);
    site.clock.advance(1);
    expect(await refusalOf(prolong(token))).toEqual({ code: 'token-refused', fault: 'refresh-expired' });
    expect(await find(token)).toBe('found');
  });

  test('that was ended is prolonged by nobody', async () => {
    const { site, visitor, slide, prolong } = await openSite({ isStateless });
    const token = await slide();
    const next = await prolong(token);
    await site.useCases.jwt.blacklist({ token, visitor });
    expect(await refusalOf(prolong(token))).toEqual(BLACKLISTED);
    expect(await refusalOf(prolong(next))).toEqual(BLACKLISTED);
  });

  test('of a closed account says so', async () => {
    const { site, slide, prolong } = await openSite({ isStateless });
    const token = await slide();
    const { id } = (await site.useCases.user.find({ identifier: 'ana' })) ?? { id: 0 };
    await site.deactivate(id);
    expect(await refusalOf(prolong(token))).toEqual({ code: 'token-refused', fault: 'no-account' });
  });

  test('is neither exchanged as a refresh token nor is one of those prolonged', async () => {
    const { slide, prolong, refresh, obtainPair } = await openSite({ isStateless });
    const wrongType = { code: 'token-refused', fault: 'wrong-type' };
    expect(await refusalOf(refresh(await slide()))).toEqual(wrongType);
    const pair = await obtainPair();
    expect(await refusalOf(prolong(pair.refresh))).toEqual(wrongType);
    expect(await refusalOf(prolong(pair.access))).toEqual(wrongType);
  });
});

describe('on a stateless site', () => {
  test('an access token outlives its family, as the start of the site says, but not the account', async () => {
    const { site, visitor, find, obtainPair } = await openSite({ isStateless: true });
    const { access, refresh, user } = await obtainPair();
    await site.useCases.jwt.blacklist({ token: refresh, visitor });
    expect(await find(access)).toBe('found');
    await site.useCases.jwt.verify({ token: access });
    await site.stores.users.update(user.id, { isActive: false });
    expect(await find(access)).toBe('user-inactive');
    await site.stores.users.delete(user.id);
    expect(await find(access)).toBe('user-not-found');
  });

  test('a refresh token does not outlive its family', async () => {
    const { site, visitor, obtainPair, refresh } = await openSite({ isStateless: true });
    const pair = await obtainPair();
    await site.useCases.jwt.blacklist({ token: pair.refresh, visitor });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
    expect(await refusalOf(site.useCases.jwt.verify({ token: pair.refresh }))).toEqual(BLACKLISTED);
  });

  test('whoever signs out by an access token cannot be signed in again by its refresh token', async () => {
    const { site, visitor, obtainPair, refresh } = await openSite({ isStateless: true });
    const pair = await obtainPair();
    const found = await site.useCases.jwt.findPrincipal({ token: pair.access });
    if (isRefused(found)) throw new Error(found.fault);
    await site.useCases.login.logOut({
      sessionKeys: [],
      tokenSessions: [{ keyHash: found.sessionKeyHash ?? '', userId: found.user.id }],
      visitor,
    });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });

  test('an access token is of the rights that its user has now, and proves no password', async () => {
    const { site, obtainPair } = await openSite({ isStateless: true });
    const { access, user } = await obtainPair();
    await site.stores.users.update(user.id, { isStaff: true });
    const found = await site.useCases.jwt.findPrincipal({ token: access });
    expect(found).toMatchObject({
      user: { id: user.id, isStaff: true },
      session: null,
      authentication: { at: null },
    });
  });

  test('a changed password ends an access token that carries its fingerprint', async () => {
    const { site, find, obtainPair } = await openSite({ isStateless: true, checkRevokeToken: true });
    const { access, user } = await obtainPair();
    await site.stores.users.update(user.id, { passwordHash: '!' });
    expect(await find(access)).toBe('password-changed');
  });
});
