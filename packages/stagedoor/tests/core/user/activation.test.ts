import { describe, expect, test } from 'vitest';
import { days, hours, minutes, seconds } from '../../../src/core/clock.ts';
import { hashLinkKey } from '../../../src/core/user/issue-link.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  keyIn,
  refusalOf,
  refusedWith,
  resetIn,
  tight,
} from '../../support/core.ts';

const activate = (site: AccountsForTest, key: string) =>
  site.useCases.confirmActivation({ key, visitor: site.visitor() });

async function keyOfNewAccount(site: AccountsForTest): Promise<string> {
  await site.signedUp();
  return keyIn((await site.letter('activation')).path);
}

describe('an activation link', () => {
  test('opens the account, welcomes its owner and signs nobody in', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    const { user } = await activate(site, key);
    expect(user).toMatchObject({ username: 'ana', isEmailVerified: true });
    expect(await site.user(user.id)).toMatchObject({ isEmailVerified: true, lastLogin: null });
    expect(await site.mailed()).toEqual(['activation → ana@mail.example', 'welcome → ana@mail.example']);
    expect(await site.audited()).toEqual(['sign-up ok', 'activation ok']);
    expect(await site.stores.sessions.listOfUser(user.id, site.clock.now())).toEqual([]);
    await site.logIn();
  });

  test('works once', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    await activate(site, key);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
    expect((await site.audited()).at(-1)).toBe('activation failed');
  });

  test('of sixteen at once opens the account for one', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    expect(await atOnce(16, () => activate(site, key))).toEqual({ done: 1, refused: ['invalid-link'] });
    expect((await site.mailed()).filter((mail) => mail.startsWith('welcome'))).toHaveLength(1);
  });

  test('may be looked at as often as one likes', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    for (let round = 0; round < 3; round += 1) {
      const found = await site.useCases.findLink({ purpose: 'activation', key });
      expect(found?.user.username).toBe('ana');
    }
    await activate(site, key);
    expect(await site.useCases.findLink({ purpose: 'activation', key })).toBeNull();
  });

  test('is good until its end and dead from then on', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    site.clock.advance(days(3) - 1);
    expect(await site.useCases.findLink({ purpose: 'activation', key })).not.toBeNull();
    site.clock.advance(1);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('lives no longer than the account it is for, and says so', async () => {
    const site = await accountsForTest({ removeUnactivatedAfterMs: minutes(15) });
    const key = await keyOfNewAccount(site);
    expect((await site.letter('activation')).expiresInMinutes).toBe(15);
    site.clock.advance(minutes(15) - 1);
    expect(await site.useCases.findLink({ purpose: 'activation', key })).not.toBeNull();
    site.clock.advance(1);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
    expect(await site.useCases.findUser({ identifier: 'ana' })).not.toBeNull();
    site.clock.advance(1);
    expect(await site.useCases.removeUnactivatedUsers()).toEqual({ removed: 1 });
  });

  test('opens no other door, and no other link opens this one', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    const user = await site.useCases.findUser({ identifier: 'ana' });
    await site.useCases.requestPasswordReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const reset = resetIn((await site.letter('password-reset')).path);
    const words = { newPassword1: 'another-good-password', newPassword2: 'another-good-password' };
    const visitor = site.visitor();
    const asReset = site.useCases.resetPassword({ uid: reset.uid, token: key, ...words, visitor });
    expect(await refusedWith(asReset)).toBe('invalid-link');
    expect(await refusedWith(site.useCases.undoEmailChange({ key, visitor }))).toBe('invalid-link');
    expect(await refusedWith(activate(site, reset.token))).toBe('invalid-link');
    expect(await site.useCases.findLink({ purpose: 'password-reset', key })).toBeNull();
    expect((await site.user(user?.id ?? 0)).isEmailVerified).toBe(false);
  });

  test('is stored under its purpose, so that the same secret in another drawer is another link', () => {
    const purposes = ['activation', 'password-reset', 'email-change', 'email-change-undo'] as const;
    expect(new Set(purposes.map((purpose) => hashLinkKey(purpose, 'secret'))).size).toBe(4);
  });

  test('is dead once its user is inactive', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    const user = await site.useCases.findUser({ identifier: 'ana' });
    await site.stores.users.update(user?.id ?? 0, { isActive: false });
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('is dead after a change of password or address', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    const key = await keyOfNewAccount(site);
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    await site.useCases.requestEmailChange({ principal, email: 'new@mail.example', visitor });
    const change = keyIn((await site.letter('email-change-confirm')).path);
    await site.useCases.confirmEmailChange({ principal, key: change, visitor });
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('is stored as a hash only', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    expect(key).toMatch(/^[A-Za-z0-9]{43}$/);
    expect(await site.stores.oneTimeLinks.find('activation', key, site.clock.now())).toBeNull();
  });

  test.each(['', 'x', '\0', 'a'.repeat(100_000), '../../etc/passwd', '\ud800'])(
    'that nobody mailed is refused: %j',
    async (key) => {
      const site = await accountsForTest();
      expect(await refusedWith(activate(site, key))).toBe('invalid-link');
    },
  );

  test('cannot be guessed at leisure', async () => {
    const site = await accountsForTest({ limits: { linkPerSource: tight(3) } });
    const key = await keyOfNewAccount(site);
    for (let round = 0; round < 3; round += 1) await refusedWith(activate(site, `guess${round}`));
    expect(await refusalOf(activate(site, key))).toEqual({ code: 'throttled', retryAfterSeconds: 60 });
    site.clock.advance(seconds(60));
    await activate(site, key);
  });
});

describe('a new activation link', () => {
  const send = (site: AccountsForTest, email: string) =>
    site.useCases.sendActivation({ principal: null, email, visitor: site.visitor() });

  test('is another one, and whichever is used first ends the others', async () => {
    const site = await accountsForTest();
    const old = await keyOfNewAccount(site);
    await send(site, 'ana@mail.example');
    const key = keyIn((await site.letter('activation')).path);
    expect(key).not.toBe(old);
    await activate(site, old);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('is the newest of five that are good', async () => {
    const site = await accountsForTest();
    const oldest = await keyOfNewAccount(site);
    for (let round = 0; round < 5; round += 1) {
      site.clock.advance(1_000);
      await send(site, 'ana@mail.example');
      await site.runJobs();
    }
    expect(await refusedWith(activate(site, oldest))).toBe('invalid-link');
    await activate(site, keyIn((await site.letter('activation')).path));
  });

  test('lives no longer than the account that waits', async () => {
    const site = await accountsForTest({ removeUnactivatedAfterMs: hours(1) });
    await site.signedUp();
    site.clock.advance(minutes(50));
    await send(site, 'ana@mail.example');
    expect((await site.letter('activation')).expiresInMinutes).toBe(10);
    await site.clearMails();
    site.clock.advance(minutes(10));
    await send(site, 'ana@mail.example');
    expect(await site.mails()).toEqual([]);
  });

  test('asked for by a typed address is answered alike whoever has it, with the same work', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.signedUp({ email: 'ben@mail.example', username: 'ben' });
    await site.clearMails();
    const unknown = await site.workOf(() => send(site, 'nobody@mail.example'));
    for (const email of ['ana@mail.example', 'ben@mail.example']) {
      expect(await site.workOf(() => send(site, email))).toEqual(unknown);
    }
    expect(await site.mailed()).toEqual(['activation → ben@mail.example']);
  });

  test('goes to the address of whoever is signed in, whatever was typed', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    await site.signedUp();
    const principal = await site.principalOf(await site.logIn());
    await site.clearMails();
    await site.useCases.sendActivation({ principal, email: 'thief@mail.example', visitor: site.visitor() });
    expect(await site.mailed()).toEqual(['activation → ana@mail.example']);
  });

  test('is refused to the signed-in once they are verified, and only to them', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const ask = site.useCases.sendActivation({ principal, email: '', visitor: site.visitor() });
    expect(await refusedWith(ask)).toBe('already-verified');
    await send(site, 'ana@mail.example');
  });

  test('needs an address', async () => {
    const site = await accountsForTest();
    expect(await refusedWith(send(site, ' '))).toBe('email: blank');
    expect(await refusedWith(send(site, 'a@mail.example,b@mail.example'))).toBe('email: invalid_email');
    expect(await refusedWith(send(site, 'a@mail.example%0aCc:b@mail.example'))).toBe('email: invalid_email');
  });

  test('is capped for an address without showing it, and for a source with the time to wait', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2), mailPerSource: tight(5) } });
    await site.signedUp();
    for (let round = 0; round < 5; round += 1) await send(site, 'ANA@mail.example');
    expect((await site.mailed()).filter((mail) => mail.startsWith('activation'))).toHaveLength(1 + 2);
    expect(await refusedWith(send(site, 'ana@mail.example'))).toBe('throttled');
  });
});
