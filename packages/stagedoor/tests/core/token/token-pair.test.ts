import { describe, expect, test } from 'vitest';
import type { JwtSettings } from '../../../src/core/token/jwt-settings.ts';
import {
  type AccountsForTest,
  accountsForTest,
  PASSWORD,
  refusalOf,
  refusedWith,
} from '../../support/core.ts';

const BLACKLISTED = { code: 'token-refused', fault: 'blacklisted' };
const EXPIRED = { code: 'token-refused', fault: 'expired' };

/** Ana with a pair of tokens, and what a client does with them. */
async function openPair(jwt: Partial<JwtSettings> = {}) {
  const site = await accountsForTest({ jwt });
  await site.activated();
  const visitor = site.visitor();
  const obtain = () => site.useCases.obtainTokenPair({ identifier: 'ana', password: PASSWORD, visitor });
  const refresh = (token: string, requestKey: string | null = null) =>
    site.useCases.refreshTokens({ refresh: token, requestKey, visitor });
  /** For tokens that rotate. */
  const next = async (token: string, requestKey: string | null = null) =>
    (await refresh(token, requestKey)).refresh ?? '';
  const access = (token: string) => site.useCases.findAccessPrincipal({ token });
  const { session, ...pair } = await obtain();
  const isAlive = async () => (await site.stores.sessions.find(session.keyHash, site.clock.now())) !== null;
  return { site, visitor, obtain, refresh, next, access, pair, isAlive };
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

const reuses = async (site: AccountsForTest) =>
  (await site.audited()).filter((event) => event === 'token-reuse failed').length;

describe('a pair of tokens', () => {
  test('passes the gate as a log-in does: with an audit row, a device and the time of the log-in', async () => {
    const { site, pair } = await openPair();
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'log-in',
      success: true,
      userId: pair.user.id,
      detail: { method: 'password', backend: expect.any(String) },
    });
    expect((await site.user(pair.user.id)).lastLogin).toEqual(site.clock.now());
    expect(await site.stores.devices.listOfUser(pair.user.id)).toHaveLength(1);
  });

  test('is refused to a wrong password, a stranger, a closed account and an unverified one alike', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.signedUp({ username: 'eva', email: 'eva@mail.example' });
    const closed = await site.activated({ username: 'ida', email: 'ida@mail.example' });
    await site.deactivate(closed.id);
    for (const [identifier, password] of [
      ['ana', 'wrong'],
      ['nobody', PASSWORD],
      ['eva', PASSWORD],
      ['ida', PASSWORD],
    ] as const) {
      const input = { identifier, password, visitor: site.visitor() };
      const { obtainTokenPair, obtainSlidingToken, obtainApiToken } = site.useCases;
      for (const obtain of [obtainTokenPair, obtainSlidingToken, obtainApiToken]) {
        expect(await refusedWith(obtain(input))).toBe('invalid-credentials');
      }
    }
  });

  test('is not given to a user with a stage to pass, and leaves nothing behind', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    await site.useCases.setPasswordByOperator({ identifier: 'ana', password: PASSWORD, mustChange: true });
    const input = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const { obtainTokenPair, obtainSlidingToken, obtainApiToken } = site.useCases;
    for (const obtain of [obtainTokenPair, obtainSlidingToken, obtainApiToken]) {
      expect(await refusedWith(obtain(input))).toBe('stage-required');
    }
    expect(await refusedWith(site.useCases.issueApiToken({ identifier: 'ana', anew: false }))).toBe(
      'stage-required',
    );
    expect(await site.stores.sessions.listOfUser(user.id, site.clock.now())).toEqual([]);
    expect(await site.stores.apiTokens.findOfUser(user.id)).toBeNull();
  });

  test('counts as the last log-in only where the site says so, and refreshing it never does', async () => {
    for (const updateLastLogin of [true, false]) {
      const { site, pair, obtain, refresh } = await openPair({ updateLastLogin });
      const lastLogin = async () => (await site.user(pair.user.id)).lastLogin;
      const opened = site.clock.now();
      expect(await lastLogin()).toEqual(updateLastLogin ? opened : null);
      site.clock.advance(60_000);
      await refresh(pair.refresh);
      expect(await lastLogin()).toEqual(updateLastLogin ? opened : null);
      await site.useCases.obtainSlidingToken({
        identifier: 'ana',
        password: PASSWORD,
        visitor: site.visitor(),
      });
      expect(await lastLogin()).toEqual(updateLastLogin ? site.clock.now() : null);
      site.clock.advance(1);
      await obtain();
      expect(await lastLogin()).toEqual(updateLastLogin ? site.clock.now() : null);
    }
  });

  test('leaves the browser’s session of the same user as it is', async () => {
    const { site, obtain } = await openPair();
    const own = await site.logIn();
    await obtain();
    expect(await site.useCases.findPrincipal(own)).not.toBeNull();
  });

  test('says nothing decisive that the site’s own claims say, and lives to the second', async () => {
    const { site, pair, access } = await openPair();
    const claims = claimsOf(pair.access);
    // The hook of these tests adds `email`.
    expect(claims).toMatchObject({ email: 'ana@mail.example', user_id: String(pair.user.id) });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    site.clock.advance(299_999);
    expect(await access(pair.access)).toMatchObject({ outcome: 'found' });
    site.clock.advance(1);
    expect(await access(pair.access)).toEqual({ outcome: 'refused', fault: 'expired' });
  });

  test('stays good for what it is while nothing in it is worth anything: rights are read, not claimed', async () => {
    const { site, pair, access } = await openPair();
    await site.stores.users.update(pair.user.id, { isStaff: true, firstName: 'Eva' });
    const promoted = await access(pair.access);
    expect(promoted).toMatchObject({
      outcome: 'found',
      principal: { user: { isStaff: true, firstName: 'Eva' } },
    });
    await site.stores.users.update(pair.user.id, { isStaff: false });
    expect(await access(pair.access)).toMatchObject({ principal: { user: { isStaff: false } } });
  });
});

describe('the site’s own claims', () => {
  test('never take the place of one that decides', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    const tokenClaims = () => ({
      user_id: '1',
      token_type: 'access',
      exp: 4_102_444_800,
      iat: 1,
      jti: 'chosen',
      sid: 'chosen',
      colour: 'brass',
    });
    const { obtainTokenPair } = await import('../../../src/core/token/obtain-tokens.ts');
    const input = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const pair = await obtainTokenPair({ ...site.deps, tokenClaims }, input);
    const now = site.clock.now().getTime() / 1_000;
    expect(claimsOf(pair.refresh)).toEqual({
      user_id: String(user.id),
      token_type: 'refresh',
      exp: now + 86_400,
      iat: now,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      sid: expect.stringMatching(/^[0-9a-f]{32}$/),
      colour: 'brass',
    });
  });
});

describe('a refresh token', () => {
  test('is exchanged once, for a pair of the same family', async () => {
    const { site, pair, refresh, access } = await openPair();
    site.clock.advance(1_000);
    const made = await refresh(pair.refresh);
    const [before, after] = [claimsOf(pair.refresh), claimsOf(made.refresh ?? '')];
    expect(after.sid).toBe(before.sid);
    expect(after.jti).not.toBe(before.jti);
    expect(await access(made.access)).toMatchObject({ outcome: 'found' });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });

  test('that comes again without its key is refused, and the family lives', async () => {
    const { site, pair, refresh, next, isAlive } = await openPair();
    const second = await next(pair.refresh, 'one');
    for (const key of [null, 'another', '']) {
      expect(await refusalOf(refresh(pair.refresh, key))).toEqual(BLACKLISTED);
    }
    expect([await isAlive(), await reuses(site)]).toEqual([true, 0]);
    await refresh(second);
  });

  test('exchanged without a key is never given again, with none nor with any', async () => {
    const { pair, refresh, isAlive } = await openPair();
    await refresh(pair.refresh);
    for (const key of [null, '', 'one'])
      expect(await refusalOf(refresh(pair.refresh, key))).toEqual(BLACKLISTED);
    expect(await isAlive()).toBe(true);
  });

  test('that comes again with its key gets the very successor, for ten seconds', async () => {
    const { site, pair, refresh, isAlive } = await openPair();
    const first = await refresh(pair.refresh, 'one');
    site.clock.advance(10_000);
    const again = await refresh(pair.refresh, 'one');
    expect(again.refresh).toBe(first.refresh);
    expect([await isAlive(), await reuses(site)]).toEqual([true, 0]);
  });

  test('that comes later than that ends its family, whatever its key', async () => {
    const { site, pair, refresh, access, isAlive } = await openPair();
    const first = await refresh(pair.refresh, 'one');
    site.clock.advance(10_001);
    expect(await refusalOf(refresh(pair.refresh, 'one'))).toEqual(BLACKLISTED);
    expect([await isAlive(), await reuses(site)]).toEqual([false, 1]);
    expect(await refusalOf(refresh(first.refresh ?? ''))).toEqual(BLACKLISTED);
    expect(await access(first.access)).toEqual({ outcome: 'refused', fault: 'blacklisted' });
    expect(await access(pair.access)).toEqual({ outcome: 'refused', fault: 'blacklisted' });
  });

  test('that comes after its successor was used ends its family, key and time or not', async () => {
    const { site, pair, refresh, next, isAlive } = await openPair();
    const second = await next(pair.refresh, 'one');
    const third = await next(second, 'two');
    expect(await refusalOf(refresh(pair.refresh, 'one'))).toEqual(BLACKLISTED);
    expect([await isAlive(), await reuses(site)]).toEqual([false, 1]);
    expect(await refusalOf(refresh(third))).toEqual(BLACKLISTED);
    const [event] = (await site.events()).slice(-1);
    expect(event).toMatchObject({ action: 'token-reuse', success: false, userId: pair.user.id });
  });

  test('of another family is none of this one’s business', async () => {
    const { site, pair, obtain, refresh, next } = await openPair();
    const other = await obtain();
    const second = await next(pair.refresh);
    await refresh(second);
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
    await refresh(other.refresh);
    expect(await reuses(site)).toBe(1);
  });

  test('that names another family than it was made in is refused', async () => {
    const { site, pair, obtain, refresh, isAlive } = await openPair();
    const other = await obtain();
    const crossed = await site.deps.jwtCodec.sign({
      ...(claimsOf(pair.refresh) as Record<string, string>),
      sid: String(claimsOf(other.refresh).sid),
    });
    expect(await refusalOf(refresh(crossed))).toEqual(BLACKLISTED);
    expect(await isAlive()).toBe(true);
    await refresh(pair.refresh);
  });

  test('works to its last second, and keeps the family alive as long as its newest member', async () => {
    const { site, pair, next, refresh, isAlive } = await openPair();
    let leaf = pair.refresh;
    for (const _ of [1, 2, 3]) {
      site.clock.advance(86_399_000);
      leaf = await next(leaf);
    }
    expect(await isAlive()).toBe(true);
    site.clock.advance(86_400_000);
    expect(await refusalOf(refresh(leaf))).toEqual(EXPIRED);
    expect(await isAlive()).toBe(false);
  });

  test('goes on no longer than a browser’s session may', async () => {
    const { site, pair, next, refresh } = await openPair();
    const end = site.clock.now().getTime() + site.settings.session.maxAgeSeconds * 1_000;
    let leaf = pair.refresh;
    while (site.clock.now().getTime() + 86_000_000 < end) {
      site.clock.advance(86_000_000);
      leaf = await next(leaf);
    }
    expect(Number(claimsOf(leaf).exp) * 1_000).toBe(end);
    site.clock.advance(end - site.clock.now().getTime());
    expect(await refusalOf(refresh(leaf))).toEqual(EXPIRED);
  });

  test('stays as it is where the site does not rotate', async () => {
    const { site, pair, refresh, access } = await openPair({ rotateRefreshTokens: false });
    for (const _ of [1, 2]) {
      const made = await refresh(pair.refresh);
      expect(made.refresh).toBeNull();
      expect(await access(made.access)).toMatchObject({ outcome: 'found' });
    }
    expect(await reuses(site)).toBe(0);
  });

  test('stays good beside its successor where the site does not blacklist after rotation', async () => {
    const { site, pair, refresh, next } = await openPair({ blacklistAfterRotation: false });
    const second = await next(pair.refresh);
    await refresh(pair.refresh);
    await refresh(second);
    expect(await reuses(site)).toBe(0);
  });

  test('of a user who is closed or gone says so, and is not used up', async () => {
    const { site, pair, refresh } = await openPair();
    await site.stores.users.update(pair.user.id, { isActive: false });
    expect(await refusalOf(refresh(pair.refresh))).toEqual({ code: 'token-refused', fault: 'no-account' });
    expect(await site.stores.refreshTokens.find(String(claimsOf(pair.refresh).jti))).toMatchObject({
      usedAt: null,
    });
  });
});

describe('a token that we signed over claims that do not belong together', () => {
  async function openForger() {
    const own = await openPair();
    const { site } = own;
    const other = await own.obtain();
    const eve = await site.activated({ username: 'eve', email: 'eve@mail.example' });
    const forge = (token: string, changes: Readonly<Record<string, string | undefined>>) =>
      site.deps.jwtCodec.sign({
        ...(claimsOf(token) as Record<string, string>),
        ...(changes as Record<string, string>),
      });
    return { ...own, other, eve, forge };
  }

  test('is refused as an access token: of another user, or of a session that is none', async () => {
    const { pair, eve, forge, access } = await openForger();
    for (const changes of [
      { user_id: String(eve.id) },
      { sid: 'f'.repeat(32) },
      { sid: '' },
      { sid: '__proto__' },
    ]) {
      const found = await access(await forge(pair.access, changes));
      expect(found).toEqual({ outcome: 'refused', fault: 'blacklisted' });
    }
    expect(await access(await forge(pair.access, { user_id: '1' }))).toMatchObject({
      fault: 'user-not-found',
    });
    expect(await access(await forge(pair.access, { user_id: 'ana' }))).toMatchObject({ fault: 'no-user' });
  });

  test('is refused as a refresh token when it is verified and when it is exchanged', async () => {
    const { site, pair, other, eve, forge, refresh, isAlive } = await openForger();
    for (const changes of [
      { sid: String(claimsOf(other.refresh).sid) },
      { user_id: String(eve.id) },
      { jti: String(claimsOf(other.refresh).jti) },
      { jti: 'unknown' },
    ]) {
      const forged = await forge(pair.refresh, changes);
      expect(await refusalOf(site.useCases.verifyToken({ token: forged }))).toEqual(BLACKLISTED);
      expect(await refusalOf(refresh(forged))).toEqual(BLACKLISTED);
    }
    expect(await isAlive()).toBe(true);
    await refresh(pair.refresh);
    await refresh(other.refresh);
  });

  test('is refused whose session has a stage to pass', async () => {
    const { site, pair, access, refresh } = await openPair();
    const [session] = await site.stores.sessions.listOfUser(pair.user.id, site.clock.now());
    const keyHash = session?.keyHash ?? '';
    await site.stores.sessions.rotate(keyHash, { newKeyHash: keyHash, pendingStage: 'change-password' });
    expect(await access(pair.access)).toMatchObject({ outcome: 'refused' });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });
});

describe('verifying', () => {
  test('says of a refresh token what refreshing would say', async () => {
    const { site, pair, next } = await openPair();
    const verify = (token: string) => site.useCases.verifyToken({ token });
    await verify(pair.refresh);
    const second = await next(pair.refresh);
    expect(await refusalOf(verify(pair.refresh))).toEqual(BLACKLISTED);
    await verify(second);
    await site.deactivate(pair.user.id);
    const noAccount = { code: 'token-refused', fault: 'no-account' };
    expect(await refusalOf(verify(second))).toEqual(noAccount);
    expect(await refusalOf(verify(pair.access))).toEqual(noAccount);
  });

  test('uses nothing up and moves nothing', async () => {
    const { site, pair, refresh } = await openPair();
    const before = (await site.events()).length;
    await site.useCases.verifyToken({ token: pair.refresh });
    await site.useCases.verifyToken({ token: pair.access });
    expect((await site.events()).length).toBe(before);
    await refresh(pair.refresh);
  });
});

describe('ending a family', () => {
  test('is done by any refresh token of it, once, with an audit row', async () => {
    const { site, visitor, pair, next, access, isAlive } = await openPair();
    await next(pair.refresh);
    await site.useCases.blacklistToken({ token: pair.refresh, visitor });
    expect([await isAlive(), (await site.audited()).at(-1)]).toEqual([false, 'log-out ok']);
    expect(await access(pair.access)).toMatchObject({ fault: 'blacklisted' });
    expect(await refusalOf(site.useCases.blacklistToken({ token: pair.refresh, visitor }))).toEqual(
      BLACKLISTED,
    );
  });

  test('is not done by an access token at the place of a refresh token', async () => {
    const { site, visitor, pair, isAlive } = await openPair();
    const end = site.useCases.blacklistToken({ token: pair.access, visitor });
    expect(await refusalOf(end)).toEqual({ code: 'token-refused', fault: 'wrong-type' });
    expect(await isAlive()).toBe(true);
  });

  test('at a log-out takes whichever token is still good, and minds no bad one', async () => {
    const { site, visitor, pair, isAlive } = await openPair();
    await site.useCases.endTokenFamily({ tokens: ['x', `${pair.access}x`], visitor });
    expect(await isAlive()).toBe(true);
    site.clock.advance(300_000);
    await site.useCases.endTokenFamily({ tokens: [pair.access, pair.refresh], visitor });
    expect([await isAlive(), (await site.audited()).at(-1)]).toEqual([false, 'log-out ok']);
    await site.useCases.endTokenFamily({ tokens: [pair.refresh], visitor });
    expect((await site.audited()).filter((event) => event === 'log-out ok')).toHaveLength(1);
  });
});

describe('the fingerprint of the password, where the site asks for it', () => {
  test('is in the token, and ends it with the password even where nothing else would', async () => {
    const { site, pair, access, refresh } = await openPair({ checkRevokeToken: true });
    expect(claimsOf(pair.access).hash_password).toMatch(/^[0-9A-F]{32}$/);
    expect(await access(pair.access)).toMatchObject({ outcome: 'found' });
    await site.stores.users.update(pair.user.id, { passwordHash: '!' });
    expect(await access(pair.access)).toEqual({ outcome: 'refused', fault: 'password-changed' });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });
});
