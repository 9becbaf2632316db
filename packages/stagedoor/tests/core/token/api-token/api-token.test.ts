import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../src/core/session/refused.ts';
import { accountsForTest, PASSWORD, refusedWith } from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';

async function openSite() {
  const site = await accountsForTest();
  const user = await site.activated();
  const visitor = site.visitor();
  const obtain = async () =>
    (await site.useCases.apiToken.obtain({ identifier: 'ana', password: PASSWORD, visitor })).key;
  const find = async (key: string) => {
    const found = await site.useCases.apiToken.findPrincipal({ key });
    return isRefused(found) ? found.fault : found.user.id;
  };
  const sessions = () => site.stores.sessions.listOfUser(user.id, site.clock.now());
  return { site, user, visitor, obtain, find, sessions };
}

describe('an API token', () => {
  test('is one for each user, the same each time, with one session and an audit row for each log-in', async () => {
    const { site, user, obtain, find, sessions } = await openSite();
    const key = await obtain();
    site.clock.advance(1_000);
    expect(await obtain()).toBe(key);
    expect(await find(key)).toBe(user.id);
    expect((await sessions()).map(({ kind }) => kind)).toEqual(['api-token']);
    expect((await site.audited()).filter((event) => event === 'log-in ok')).toHaveLength(2);
  });

  test('is obtained the same by many at once', async () => {
    const { obtain, find, sessions } = await openSite();
    const keys = await Promise.all(Array.from({ length: 16 }, obtain));
    expect(new Set(keys).size).toBe(1);
    expect([await find(keys[0] ?? ''), (await sessions()).length]).toEqual([expect.any(Number), 1]);
  });

  test('never ends by itself, and proves no password', async () => {
    const { site, user, obtain, find, sessions } = await openSite();
    const key = await obtain();
    site.clock.advance(20 * 365 * 86_400_000);
    expect(await find(key)).toBe(user.id);
    expect((await sessions())[0]?.authenticatedAt).toBeNull();
  });

  test('ends once, with an audit row; the next is another', async () => {
    const { site, user, visitor, obtain, find } = await openSite();
    const key = await obtain();
    const end = () => site.useCases.apiToken.end({ userId: user.id, visitor });
    expect([await end(), await end()]).toEqual([true, false]);
    expect((await site.audited()).filter((event) => event === 'api-token-end ok')).toHaveLength(1);
    expect([await find(key), await site.useCases.apiToken.find({ userId: user.id })]).toEqual([
      'invalid',
      null,
    ]);
    const next = await obtain();
    expect(next).not.toBe(key);
    expect([await find(key), await find(next)]).toEqual(['invalid', user.id]);
  });

  test('of a closed account is told from one that nobody has', async () => {
    const { site, user, obtain, find } = await openSite();
    const key = await obtain();
    await site.stores.users.update(user.id, { isActive: false });
    expect([await find(key), await find('0'.repeat(40))]).toEqual(['inactive', 'invalid']);
  });

  test('that the site’s back ends do not vouch for any more is not handed out again', async () => {
    const { site, user, visitor, find } = await openSite();
    site.backendsBefore.push({
      name: 'elsewhere',
      authenticate: async () => ({ outcome: 'proved', user }),
    });
    const input = { identifier: 'ana', password: PASSWORD, visitor };
    const { key } = await site.useCases.apiToken.obtain(input);
    expect(await find(key)).toBe(user.id);
    site.backendsBefore.pop();
    expect([await find(key), await site.useCases.apiToken.find({ userId: user.id })]).toEqual([
      'invalid',
      null,
    ]);
    const { key: next } = await site.useCases.apiToken.obtain(input);
    expect([next === key, await find(next)]).toEqual([false, user.id]);
  });

  test('is given by the operator to a user who may enter, and taken anew on demand', async () => {
    const { site, user, find } = await openSite();
    const issue = (anew: boolean, userId = user.id) => site.useCases.apiToken.issue({ userId, anew });
    const { key } = await issue(false);
    expect(await issue(false)).toEqual({ key });
    const { key: next } = await issue(true);
    expect([await find(key), await find(next)]).toEqual(['invalid', user.id]);
    expect(await refusedWith(issue(false, 987_654_321))).toBe('not-found');
    await site.deactivate(user.id);
    expect(await refusedWith(issue(false))).toBe('invalid-credentials');
  });

  test('of an operator is no device of the user, no log-in, and no news of a stranger', async () => {
    const { site, user } = await openSite();
    await site.logIn();
    const devices = async () => (await site.stores.devices.listOfUser(user.id)).length;
    const lastLogin = async () => (await site.stores.users.findById(user.id))?.lastLogin;
    const before = [await devices(), await lastLogin()];
    site.clock.advance(1);
    await site.useCases.apiToken.issue({ userId: await idOf(site), anew: true });
    expect([await devices(), await lastLogin()]).toEqual(before);
    expect((await site.mails()).map(({ mail }) => mail.mail)).not.toContain('new-device');
  });
});
