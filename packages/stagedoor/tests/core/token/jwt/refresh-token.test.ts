import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../src/core/session/refused.ts';
import { type AccountsForTest, refusalOf } from '../../../support/core.ts';
import { BLACKLISTED, claimsOf, openPair } from './open-pair.ts';

const EXPIRED = { code: 'token-refused', fault: 'expired' };

const reuses = async (site: AccountsForTest) =>
  (await site.audited()).filter((event) => event === 'token-reuse failed').length;

describe('a refresh token', () => {
  test('is exchanged once, for a pair of the same family', async () => {
    const { site, pair, refresh, access } = await openPair();
    site.clock.advance(1_000);
    const made = await refresh(pair.refresh);
    const [before, after] = [claimsOf(pair.refresh), claimsOf(made.refresh ?? '')];
    expect(after.sid).toBe(before.sid);
    expect(after.jti).not.toBe(before.jti);
    expect(isRefused(await access(made.access))).toBe(false);
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
    expect(await access(first.access)).toEqual({ refused: 'jwt', fault: 'blacklisted' });
    expect(await access(pair.access)).toEqual({ refused: 'jwt', fault: 'blacklisted' });
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
    const crossed = await (await site.deps.jwtCodec.signer()).sign({
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
      expect(isRefused(await access(made.access))).toBe(false);
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
    const forge = async (token: string, changes: Readonly<Record<string, string | undefined>>) =>
      (await site.deps.jwtCodec.signer()).sign({
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
      expect(found).toEqual({ refused: 'jwt', fault: 'blacklisted' });
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
      expect(await refusalOf(site.useCases.jwt.verify({ token: forged }))).toEqual(BLACKLISTED);
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
    expect(isRefused(await access(pair.access))).toBe(true);
    expect(await refusalOf(refresh(pair.refresh))).toEqual(BLACKLISTED);
  });
});
