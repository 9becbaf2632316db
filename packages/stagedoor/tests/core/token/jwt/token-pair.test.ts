import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../src/core/session/refused.ts';
import { accountsForTest, PASSWORD, refusalOf, refusedWith } from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';
import { BLACKLISTED, claimsOf, openPair } from './open-pair.ts';

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
      const { obtainPair: obtainTokenPair, obtainSliding: obtainSlidingToken } = site.useCases.jwt;
      const { obtain: obtainApiToken } = site.useCases.apiToken;
      for (const obtain of [obtainTokenPair, obtainSlidingToken, obtainApiToken]) {
        expect(await refusedWith(obtain(input))).toBe('invalid-credentials');
      }
    }
  });

  test('is not given to a user with a stage to pass, and leaves nothing behind', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: PASSWORD,
      mustChange: true,
    });
    const input = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const { obtainPair: obtainTokenPair, obtainSliding: obtainSlidingToken } = site.useCases.jwt;
    const { obtain: obtainApiToken } = site.useCases.apiToken;
    for (const obtain of [obtainTokenPair, obtainSlidingToken, obtainApiToken]) {
      expect(await refusedWith(obtain(input))).toBe('stage-required');
    }
    expect(await refusedWith(site.useCases.apiToken.issue({ userId: await idOf(site), anew: false }))).toBe(
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
      await site.useCases.jwt.obtainSliding({
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
    expect(await site.useCases.session.findPrincipal(own)).not.toBeNull();
  });

  test('says nothing decisive that the site’s own claims say, and lives to the second', async () => {
    const { site, pair, access } = await openPair();
    const claims = claimsOf(pair.access);
    // The hook of these tests adds `email`.
    expect(claims).toMatchObject({ email: 'ana@mail.example', user_id: String(pair.user.id) });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    site.clock.advance(299_999);
    expect(isRefused(await access(pair.access))).toBe(false);
    site.clock.advance(1);
    expect(await access(pair.access)).toEqual({ refused: 'jwt', fault: 'expired' });
  });

  test('stays good for what it is while nothing in it is worth anything: rights are read, not claimed', async () => {
    const { site, pair, access } = await openPair();
    await site.stores.users.update(pair.user.id, { isStaff: true, firstName: 'Eva' });
    const promoted = await access(pair.access);
    expect(promoted).toMatchObject({ user: { isStaff: true, firstName: 'Eva' } });
    await site.stores.users.update(pair.user.id, { isStaff: false });
    expect(await access(pair.access)).toMatchObject({ user: { isStaff: false } });
  });
});

describe('the site’s own claims', () => {
  test('are asked of nobody whom the gate turns away', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: false });
    await site.signedUp();
    const asked: string[] = [];
    const tokenClaims = {
      exist: () => true,
      async of({ email }: { readonly email: string }) {
        asked.push(email);
        return {};
      },
    };
    const { obtainTokenPair } = await import('../../../../src/core/token/jwt/obtain-tokens.ts');
    const input = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    expect(await refusedWith(obtainTokenPair({ ...site.deps, tokenClaims }, input))).toBe(
      'invalid-credentials',
    );
    expect(asked).toEqual([]);
  });

  test('never take the place of one that decides', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    const own = {
      user_id: '1',
      token_type: 'access',
      exp: 4_102_444_800,
      iat: 1,
      jti: 'chosen',
      sid: 'chosen',
      colour: 'brass',
    };
    const tokenClaims = { exist: () => true, of: async () => own };
    const { obtainTokenPair } = await import('../../../../src/core/token/jwt/obtain-tokens.ts');
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
    });
    expect(claimsOf(pair.access).exp).toBeLessThan(now + 86_400);
    expect(claimsOf(pair.access)).toMatchObject({
      user_id: String(user.id),
      token_type: 'access',
      iat: now,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      sid: claimsOf(pair.refresh).sid,
      colour: 'brass',
    });
  });
});

describe('verifying', () => {
  test('says of a refresh token what refreshing would say', async () => {
    const { site, pair, next } = await openPair();
    const verify = (token: string) => site.useCases.jwt.verify({ token });
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
    await site.useCases.jwt.verify({ token: pair.refresh });
    await site.useCases.jwt.verify({ token: pair.access });
    expect((await site.events()).length).toBe(before);
    await refresh(pair.refresh);
  });
});

describe('ending a family', () => {
  test('is done by any refresh token of it, once, with an audit row', async () => {
    const { site, visitor, pair, next, access, isAlive } = await openPair();
    await next(pair.refresh);
    await site.useCases.jwt.blacklist({ token: pair.refresh, visitor });
    expect([await isAlive(), (await site.audited()).at(-1)]).toEqual([false, 'log-out ok']);
    expect(await access(pair.access)).toMatchObject({ fault: 'blacklisted' });
    expect(await refusalOf(site.useCases.jwt.blacklist({ token: pair.refresh, visitor }))).toEqual(
      BLACKLISTED,
    );
  });

  test('is not done by an access token at the place of a refresh token', async () => {
    const { site, visitor, pair, isAlive } = await openPair();
    const end = site.useCases.jwt.blacklist({ token: pair.access, visitor });
    expect(await refusalOf(end)).toEqual({ code: 'token-refused', fault: 'wrong-type' });
    expect(await isAlive()).toBe(true);
  });

  test('at a log-out takes whichever token is still good, and minds no bad one', async () => {
    const { site, visitor, pair, isAlive } = await openPair();
    const leave = async (tokens: readonly string[]) => {
      const tokenSessions = await site.useCases.jwt.findFamilies({ tokens });
      await site.useCases.login.logOut({ sessionKeys: [], tokenSessions, visitor });
    };
    await leave(['x', `${pair.access}x`]);
    expect(await isAlive()).toBe(true);
    site.clock.advance(300_000);
    await leave([pair.access, pair.refresh]);
    expect([await isAlive(), (await site.audited()).at(-1)]).toEqual([false, 'log-out ok']);
    await leave([pair.refresh]);
    expect((await site.audited()).filter((event) => event === 'log-out ok')).toHaveLength(1);
  });
});

describe('the fingerprint of the password, where the site asks for it', () => {
  test('is in the token, and ends it with the password even where nothing else would', async () => {
    const { site, pair, access, refresh } = await openPair({ checkRevokeToken: true });
    expect(claimsOf(pair.access).hash_password).toMatch(/^[0-9A-F]{32}$/);
    expect(isRefused(await access(pair.access))).toBe(false);
    await site.stores.users.update(pair.user.id, { passwordHash: '!' });
    expect(await access(pair.access)).toEqual({ refused: 'jwt', fault: 'password-changed' });
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });
});
