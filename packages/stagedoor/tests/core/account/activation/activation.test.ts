import { describe, expect, test } from 'vitest';
import { days, hours, minutes, seconds } from '../../../../src/core/kernel/clock.ts';
import { hashLinkKey } from '../../../../src/core/link/issue-link.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
  tight,
} from '../../../support/core.ts';

const activate = (site: AccountsForTest, key: string) =>
  site.useCases.activation.confirm({ principal: null, key, visitor: site.visitor() });

async function keyOfNewAccount(site: AccountsForTest): Promise<string> {
  await site.signedUp();
  return keyIn((await site.mail('activation')).path);
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
      const found = await site.useCases.link.find({ purpose: 'activation', key });
      expect(found?.user.username).toBe('ana');
    }
    await activate(site, key);
    expect(await site.useCases.link.find({ purpose: 'activation', key })).toBeNull();
  });

  test('is good until its end and dead from then on', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    site.clock.advance(days(3) - 1);
    expect(await site.useCases.link.find({ purpose: 'activation', key })).not.toBeNull();
    site.clock.advance(1);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('lives no longer than the account it is for, and says so', async () => {
    const site = await accountsForTest({ removeUnactivatedAfterMs: minutes(15) });
    const key = await keyOfNewAccount(site);
    expect((await site.mail('activation')).expiresInMinutes).toBe(15);
    site.clock.advance(minutes(15) - 1);
    expect(await site.useCases.link.find({ purpose: 'activation', key })).not.toBeNull();
    site.clock.advance(1);
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
    expect(await site.useCases.user.find({ identifier: 'ana' })).not.toBeNull();
    site.clock.advance(1);
    expect(await site.useCases.activation.removeUnactivated()).toEqual({ removed: 1 });
  });

  test('opens no other interface, and no other link opens this one', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    const user = await site.useCases.user.find({ identifier: 'ana' });
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const reset = resetIn((await site.mail('password-reset')).path);
    const words = { newPassword1: 'another-good-password', newPassword2: 'another-good-password' };
    const visitor = site.visitor();
    const asReset = site.useCases.password.reset({ uid: reset.uid, token: key, ...words, visitor });
    expect(await refusedWith(asReset)).toBe('invalid-link');
    expect(await refusedWith(site.useCases.email.undoChange({ key, visitor }))).toBe('invalid-link');
    expect(await refusedWith(activate(site, reset.token))).toBe('invalid-link');
    expect(await site.useCases.link.find({ purpose: 'password-reset', key })).toBeNull();
    expect((await site.user(user?.id ?? 0)).isEmailVerified).toBe(false);
  });

  test('is stored under its purpose, so that the same secret in another drawer is another link', () => {
    const purposes = ['activation', 'password-reset', 'email-change', 'email-change-undo'] as const;
    expect(new Set(purposes.map((purpose) => hashLinkKey(purpose, 'secret'))).size).toBe(4);
  });

  test('is dead once its user is inactive', async () => {
    const site = await accountsForTest();
    const key = await keyOfNewAccount(site);
    const user = await site.useCases.user.find({ identifier: 'ana' });
    await site.stores.users.update(user?.id ?? 0, { isActive: false });
    expect(await refusedWith(activate(site, key))).toBe('invalid-link');
  });

  test('is dead after a change of password or address', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    const key = await keyOfNewAccount(site);
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    await site.useCases.email.requestChange({ principal, email: 'new@mail.example', visitor });
    const change = keyIn((await site.mail('email-change-confirm')).path);
    await site.useCases.email.confirmChange({ principal, key: change, visitor });
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
    site.useCases.activation.send({ principal: null, email, visitor: site.visitor() });

  test('is another one, and whichever is used first ends the others', async () => {
    const site = await accountsForTest();
    const old = await keyOfNewAccount(site);
    await send(site, 'ana@mail.example');
    const key = keyIn((await site.mail('activation')).path);
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
    await activate(site, keyIn((await site.mail('activation')).path));
  });

  test('lives no longer than the account that waits', async () => {
    const site = await accountsForTest({ removeUnactivatedAfterMs: hours(1) });
    await site.signedUp();
    site.clock.advance(minutes(50));
    await send(site, 'ana@mail.example');
    expect((await site.mail('activation')).expiresInMinutes).toBe(10);
    await site.clearMails();
    site.clock.advance(minutes(10));
    await send(site, 'ana@mail.example');
    expect(await site.mails()).toEqual([]);
  });

  test('goes to whoever has proved another address, however old the account, and speaks of no end', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true, removeUnactivatedAfterMs: hours(1) });
    const { id } = await site.signedUp();
    const second = { id: 7, userId: id, email: 'ana@home.example', isPrimary: false };
    await site.stores.emailAddresses.addUnclaimed(second);
    await site.stores.emailAddresses.claim(id, 7, second.email);
    await site.clearMails();
    site.clock.advance(hours(2));
    await send(site, 'ana@mail.example');
    const { untilActivated, expiresInMinutes } = await site.mail('activation', 'ana@mail.example');
    expect([untilActivated?.removedAt, expiresInMinutes]).toEqual([null, days(3) / minutes(1)]);
    await site.useCases.activation.removeUnactivated();
    await activate(site, keyIn((await site.mail('activation')).path));
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
    await site.useCases.activation.send({ principal, email: 'thief@mail.example', visitor: site.visitor() });
    expect(await site.mailed()).toEqual(['activation → ana@mail.example']);
  });

  test('is refused to the signed-in once they are verified, and only to them', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const ask = site.useCases.activation.send({ principal, email: '', visitor: site.visitor() });
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

describe('activation where the one who signed up may be another than the one who has the mailbox', () => {
  const chosen = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
  const keyOf = async (site: AccountsForTest) => keyIn((await site.mail('activation')).path);

  test('asks for a new password once somebody else claims the address, and keeps the link good', async () => {
    const site = await accountsForTest();
    await site.signedUp();
    const key = await keyOf(site);
    await site.useCases.user.signUp(site.signUpForm({ username: 'second' }));
    expect(await refusedWith(site.confirmActivation({ key }))).toBe('new-password-required');
    const short = { newPassword1: 'short', newPassword2: 'short' };
    expect(await refusedWith(site.confirmActivation({ key, newPassword: short }))).toBe(
      'new_password2: password_too_short',
    );
    await site.confirmActivation({ key, newPassword: chosen });
    expect(await refusedWith(site.logIn({ password: PASSWORD }))).toBe('invalid-credentials');
    await site.logIn({ password: OTHER_PASSWORD });
  });

  test('asks nothing where nobody else claims the address and nobody was in', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    await site.signedUp();
    await site.confirmActivation({ key: await keyOf(site) });
    await site.logIn();
  });

  test('ends all that was made before: sessions, tokens, other addresses, known browsers', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true, apiTokenAtSignUp: true });
    const user = await site.signedUp();
    const key = await keyOf(site);
    const issued = await site.logIn();
    const principal = await site.principalOf(issued);
    const visitor = site.visitor();
    const { key: apiToken } = await site.useCases.apiToken.obtain(site.logInForm());
    const { token } = await site.useCases.personalToken.create({
      principal,
      name: 'left behind',
      scope: { permissions: [], methods: 'write' },
      expiresInDays: 30,
      visitor,
    });
    const pair = await site.useCases.jwt.obtainPair(site.logInForm());
    await site.useCases.email.addAddress({ principal, email: 'thief@mail.example', visitor });
    const added = keyIn((await site.mail('email-add-confirm')).path);
    await site.useCases.email.confirmAddress({ principal, key: added, visitor });

    expect(await refusedWith(site.confirmActivation({ key }))).toBe('new-password-required');
    await site.confirmActivation({ key, newPassword: chosen });
    expect(await site.useCases.session.findPrincipal({ sessionKey: issued.sessionKey })).toBeNull();
    expect(await site.useCases.apiToken.findPrincipal({ key: apiToken })).toMatchObject({
      refused: 'api-token',
    });
    expect(await site.useCases.personalToken.findPrincipal({ token })).toBeNull();
    const refresh = site.useCases.jwt.refresh({ refresh: pair.refresh, requestKey: null, visitor });
    expect(await refusedWith(refresh)).toBe('token-refused');
    expect(await site.stores.sessions.listOfUser(user.id, site.clock.now())).toEqual([]);
    expect(await site.stores.devices.countOfUser(user.id)).toBe(0);
    const addresses = await site.stores.emailAddresses.listOfUser(user.id);
    expect(addresses.map(({ email }) => email)).toEqual(['ana@mail.example']);
  });

  test('asks nothing of somebody who is signed in to that account, and ends nothing', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    await site.signedUp();
    const key = await keyOf(site);
    const principal = await site.principalOf(await site.logIn());
    await site.useCases.user.signUp(site.signUpForm({ username: 'second' }));
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const other = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    expect(await refusedWith(site.confirmActivation({ key, principal: other }))).toBe(
      'new-password-required',
    );
    await site.confirmActivation({ key, principal });
    await site.logIn();
  });

  test('counts somebody who was in and left, also by tokens that leave no last log-in', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true, jwt: { updateLastLogin: false } });
    await site.signedUp();
    const { session } = await site.useCases.jwt.obtainPair(site.logInForm());
    await site.stores.sessions.remove(session.keyHash);
    expect(await refusedWith(site.confirmActivation({ key: await keyOf(site) }))).toBe(
      'new-password-required',
    );
  });

  test('takes the account as it is where the site says so', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true, activationAsksPassword: false });
    await site.signedUp();
    const issued = await site.logIn();
    await site.confirmActivation({ key: await keyOf(site) });
    await site.principalOf(issued);
  });

  test('is found by who looks at the link, with whether it asks', async () => {
    const site = await accountsForTest({ unverifiedMayLogIn: true });
    const user = await site.signedUp();
    const key = await keyOf(site);
    const find = () => site.useCases.activation.find({ key, principal: null });
    expect(await find()).toMatchObject({ user: { id: user.id }, passwordReason: null });
    await site.logIn();
    expect(await find()).toMatchObject({ passwordReason: 'in-use' });
    expect(await site.useCases.activation.find({ key: 'x', principal: null })).toBeNull();
  });
});
