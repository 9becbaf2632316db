import { describe, expect, test } from 'vitest';
import { days, hours } from '../../../../src/core/kernel/clock.ts';
import type { JwtSettings } from '../../../../src/core/token/jwt-settings.ts';
import { accountsForTest, PASSWORD, refusalOf } from '../../../support/core.ts';
import { claimsOf } from './open-pair.ts';

/* The moment after which tokens of one log-in are exchanged for no further ones, whatever their holder does. */

const DAY_SECONDS = 86_400;

async function openSite({ isStaff, ...jwt }: Partial<JwtSettings> & { isStaff: boolean }) {
  const site = await accountsForTest({ jwt });
  await site.activated();
  const ana = await site.stores.users.findByUsernameKey('ana');
  await site.stores.users.update(ana?.id ?? 0, { isStaff });
  const visitor = site.visitor();
  const who = { identifier: 'ana', password: PASSWORD, visitor };
  return {
    site,
    obtain: () => site.useCases.jwt.obtainPair(who),
    slide: async () => (await site.useCases.jwt.obtainSliding(who)).token,
    refresh: (refresh: string) => site.useCases.jwt.refresh({ refresh, requestKey: null, visitor }),
  };
}

const endOf = (token: string, claim = 'exp') => Number(claimsOf(token)[claim]) * 1_000;

describe('a log-in by tokens', () => {
  test.each([
    ['people', 'SESSION_MAX_AGE_DAYS', { isStaff: false, refreshTokenSeconds: DAY_SECONDS }, days(30)],
    ['people', 'a longer refresh token', { isStaff: false, refreshTokenSeconds: 60 * DAY_SECONDS }, days(60)],
    ['staff', 'SESSION_STAFF_MAX_AGE_HOURS', { isStaff: true, refreshTokenSeconds: 3_600 }, hours(12)],
    ['staff', 'no longer refresh token', { isStaff: true, refreshTokenSeconds: 60 * DAY_SECONDS }, hours(12)],
  ])('of %s ends by %s, however often it is refreshed', async (_, __, settings, lifeMs) => {
    const { site, obtain, refresh } = await openSite(settings);
    const end = site.clock.now().getTime() + lifeMs;
    const first = await obtain();
    expect(endOf(first.refresh)).toBeLessThanOrEqual(end);
    let leaf = first.refresh;
    while (endOf(leaf) < end) {
      site.clock.advance(endOf(leaf) - site.clock.now().getTime() - 1_000);
      leaf = (await refresh(leaf)).refresh ?? '';
    }
    site.clock.advance(end - site.clock.now().getTime() - 1_000);
    const last = await refresh(leaf);
    expect([endOf(last.refresh ?? ''), endOf(last.access)]).toEqual([end, end]);
    site.clock.advance(1_000);
    expect(await refusalOf(refresh(last.refresh ?? ''))).toMatchObject({ fault: 'expired' });
    expect(await site.useCases.jwt.findPrincipal({ token: last.access })).toMatchObject({
      fault: 'expired',
    });
  });

  test('of staff, by a sliding token, ends at the same moment', async () => {
    const { site, slide } = await openSite({ isStaff: true });
    const token = await slide();
    expect(endOf(token, 'refresh_exp')).toBe(site.clock.now().getTime() + hours(12));
  });
});
