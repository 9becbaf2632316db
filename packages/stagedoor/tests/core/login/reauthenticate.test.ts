import { describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import { hasRecentProof } from '../../../src/core/session/require-recent-proof.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  tight,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

const prove = (site: AccountsForTest, principal: Principal, password = PASSWORD) =>
  site.useCases.login.reauthenticate({ principal, password, visitor: site.visitor() });

describe('giving the password again', () => {
  test('opens the window anew, under a new session key, with the data', async () => {
    const site = await accountsForTest();
    const { sessionKey } = await site.activated().then(() => site.logIn());
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry: null, visitor });
    site.clock.advance(minutes(11));
    const before = await site.principalOf({ sessionKey });
    expect(hasRecentProof(site.deps, before)).toBe(false);
    const issued = await prove(site, before);
    const now = await site.principalOf(issued);
    expect(hasRecentProof(site.deps, now)).toBe(true);
    expect(now.session.id).toBe(before.session.id);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect((await site.useCases.session.load(issued))?.data).toEqual({ a: 1 });
    expect((await site.audited()).at(-1)).toBe('reauthenticate ok');
  });

  test('lasts for the window to the moment, and not a session longer', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10));
    expect(hasRecentProof(site.deps, principal)).toBe(true);
    site.clock.advance(1);
    expect(hasRecentProof(site.deps, principal)).toBe(false);
    const { endsAt } = principal.session;
    const { session } = await site.principalOf(await prove(site, principal));
    expect(session.endsAt).toEqual(endsAt);
  });

  test('refuses a wrong one at its field, on the record, and ends nothing', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect(await refusedWith(prove(site, principal, OTHER_PASSWORD))).toBe('password: password_wrong');
    expect((await site.audited()).at(-1)).toBe('reauthenticate failed');
    expect(await site.useCases.session.list({ principal })).toHaveLength(1);
  });

  test('cannot be guessed at leisure from a session left open', async () => {
    const site = await accountsForTest({ limits: { passwordPerUser: tight(3) } });
    const principal = await site.loggedIn();
    for (let round = 0; round < 3; round += 1) await refusedWith(prove(site, principal, OTHER_PASSWORD));
    expect(await refusalOf(prove(site, principal))).toEqual({ code: 'throttled', retryAfterSeconds: 60 });
    site.clock.advance(minutes(1));
    const again = await site.principalOf(await prove(site, principal));
    await refusedWith(prove(site, again, OTHER_PASSWORD));
    await prove(site, again);
  });

  test('of sixteen at once gives one new key', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect(await atOnce(16, () => prove(site, principal))).toEqual({
      done: 1,
      refused: ['not-authenticated'],
    });
    expect(await site.useCases.session.list({ principal })).toHaveLength(1);
  });

  test('is refused when the password changed, or the session ended, meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: OTHER_PASSWORD,
    });
    expect(await refusedWith(prove(site, principal))).toBe('not-authenticated');
    const next = await site.loggedIn({ password: OTHER_PASSWORD });
    await site.useCases.session.end({ principal: next, sessionId: next.session.id, visitor: site.visitor() });
    expect(await refusedWith(prove(site, next, OTHER_PASSWORD))).toBe('not-authenticated');
    expect((await site.audited()).at(-1)).toBe('session-end ok');
  });
});
