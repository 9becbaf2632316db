import { describe, expect, test } from 'vitest';
import { minutes } from '../../../../src/core/kernel/clock.ts';
import { hashLinkKey } from '../../../../src/core/link/issue-link.ts';
import { makeUnusablePassword } from '../../../../src/core/password/password-hasher.ts';
import { isRefused } from '../../../../src/core/session/refused.ts';
import type { Principal } from '../../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  goesOn,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  tight,
} from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';

const change = (
  site: AccountsForTest,
  principal: Principal,
  changes: { old?: string; one?: string; two?: string } = {},
) =>
  site.useCases.password.change({
    principal,
    oldPassword: changes.old ?? PASSWORD,
    newPassword1: changes.one ?? OTHER_PASSWORD,
    newPassword2: changes.two ?? changes.one ?? OTHER_PASSWORD,
    visitor: site.visitor(),
  });

const set = (site: AccountsForTest, principal: Principal, password = OTHER_PASSWORD) =>
  site.useCases.password.set({
    principal,
    newPassword1: password,
    newPassword2: password,
    visitor: site.visitor(),
  });

/** Ana signed in, with an account that lost its password. */
async function withoutPassword(site: AccountsForTest): Promise<Principal> {
  const { sessionKey } = await site.activated().then(() => site.logIn());
  const { user } = await site.principalOf({ sessionKey });
  await site.stores.users.update(user.id, { passwordHash: makeUnusablePassword() });
  return await site.principalOf({ sessionKey });
}

describe('changing the password', () => {
  test('makes the new one good and the old one wrong, and tells the owner', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.clearMails();
    await change(site, principal);
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    await site.logIn({ password: OTHER_PASSWORD });
    expect(await site.mailed()).toEqual(['password-changed → ana@mail.example']);
    expect(await site.mail('password-changed')).toMatchObject({ how: 'change' });
    expect(await site.audited()).toContain('password-change ok');
  });

  test('ends every other session with its data; this one goes on under a new key with its data', async () => {
    const site = await accountsForTest();
    const { sessionKey } = await site.activated().then(() => site.logIn());
    const other = await site.logIn();
    const visitor = site.visitor();
    for (const key of [sessionKey, other.sessionKey]) {
      await site.useCases.session.save({ sessionKey: key, data: { a: 1 }, expiry: null, visitor });
    }
    const issued = await goesOn(change(site, await site.principalOf({ sessionKey })));
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await site.deps.sessionData.load(other.session.keyHash)).toEqual({});
    expect((await site.useCases.session.load(issued))?.data).toEqual({ a: 1 });
    expect(await site.useCases.session.list({ principal: await site.principalOf(issued) })).toHaveLength(1);
  });

  test('kills every link that was mailed before, but not the way to undo a change of address', async () => {
    const site = await accountsForTest();
    const first = await site.loggedIn();
    const visitor = site.visitor();
    await site.useCases.email.requestChange({ principal: first, email: 'new@mail.example', visitor });
    const changeKey = keyIn((await site.mail('email-change-confirm')).path);
    const issued = await site.useCases.email.confirmChange({ principal: first, key: changeKey, visitor });
    const principal = await site.principalOf(issued);
    await site.useCases.password.requestReset({ email: 'new@mail.example', visitor });
    await site.useCases.email.requestChange({ principal, email: 'third@mail.example', visitor });
    const reset = keyIn((await site.mail('password-reset')).path);
    const third = keyIn((await site.mail('email-change-confirm', 'third@mail.example')).path);
    const undo = keyIn((await site.mail('email-changed')).undoPath);
    await change(site, principal);
    const stored = (purpose: 'password-reset' | 'email-change', key: string) =>
      site.stores.oneTimeLinks.find(purpose, hashLinkKey(purpose, key), site.clock.now());
    expect(await stored('password-reset', reset)).toBeNull();
    expect(await stored('email-change', third)).toBeNull();
    expect(await site.useCases.link.find({ purpose: 'email-change-undo', key: undo })).not.toBeNull();
  });

  test('names what is wrong in Django’s fields, all at once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const wrong = { old: OTHER_PASSWORD, one: 'short' };
    expect(await refusedWith(change(site, principal, wrong))).toBe(
      'old_password: password_incorrect; new_password2: password_too_short',
    );
    const unlike = { one: OTHER_PASSWORD, two: PASSWORD };
    expect(await refusedWith(change(site, principal, unlike))).toBe('new_password2: password_mismatch');
    const ownName = { one: 'ana@mail.example' };
    expect(await refusedWith(change(site, principal, ownName))).toContain('password_too_similar');
    expect(await site.audited()).toContain('password-change failed');
    await site.logIn();
  });

  test('allows the same one again, as Django does', async () => {
    const site = await accountsForTest();
    await change(site, await site.loggedIn(), { one: PASSWORD });
    await site.logIn();
  });

  test('of sixteen at once happens once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const outcome = await atOnce(16, (index) =>
      change(site, principal, { one: `${OTHER_PASSWORD}${index}` }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['not-authenticated'] });
    const changes = (await site.audited()).filter((event) => event === 'password-change ok');
    expect(changes).toHaveLength(1);
  });

  test('is taken back when the session was ended while it ran', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { passwordHasher } = site.deps;
    const hash = passwordHasher.hash.bind(passwordHasher);
    passwordHasher.hash = async (password) => {
      const { id } = principal.session;
      await site.useCases.session.end({ principal, sessionId: id, visitor: site.visitor() });
      return await hash(password);
    };
    expect(await refusedWith(change(site, principal))).toBe('not-authenticated');
    passwordHasher.hash = hash;
    await site.logIn();
    expect(await site.audited()).not.toContain('password-change ok');
  });

  test.each(['revoked', 'closed'] as const)(
    'is refused to a session of an account that was %s meanwhile',
    async (end) => {
      const site = await accountsForTest();
      const principal = await site.loggedIn();
      const { id } = principal.user;
      if (end === 'revoked') await site.stores.users.revokeAll(id);
      else await site.stores.users.update(id, { isActive: false });
      const visitor = site.visitor();
      expect(await refusedWith(change(site, principal))).toBe('not-authenticated');
      const again = site.useCases.login.reauthenticate({ principal, password: PASSWORD, visitor });
      expect(await refusedWith(again)).toBe('not-authenticated');
      const rename = site.useCases.user.updateProfile({ principal, firstName: 'X', visitor });
      expect(await refusedWith(rename)).toBe('not-authenticated');
      expect(await refusedWith(site.useCases.user.delete({ principal, visitor }))).toBe('not-authenticated');
      expect(await site.user(id)).toMatchObject({
        firstName: 'Ana',
        passwordHash: principal.user.passwordHash,
      });
    },
  );

  test('cannot be used to guess the old one at leisure', async () => {
    const site = await accountsForTest({ limits: { passwordPerUser: tight(3) } });
    const principal = await site.loggedIn();
    const guess = () => refusedWith(change(site, principal, { old: OTHER_PASSWORD }));
    const answers = [await guess(), await guess(), await guess(), await guess()];
    expect(answers.at(-1)).toBe('throttled');
    expect(await refusedWith(change(site, principal))).toBe('throttled');
  });

  test('counts nothing against whoever knows the old one and looks for a new one that is good enough', async () => {
    const site = await accountsForTest({ limits: { passwordPerUser: tight(3) } });
    const principal = await site.loggedIn();
    for (let round = 0; round < 10; round += 1) {
      expect(await refusedWith(change(site, principal, { one: 'short' }))).toContain('password_too_short');
    }
    await change(site, principal);
  });

  test('ends the API token too, when it is changed by it: whoever copied it would go on', async () => {
    const site = await accountsForTest();
    await site.activated();
    const proof = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const { key } = await site.useCases.apiToken.obtain(proof);
    const found = await site.useCases.apiToken.findPrincipal({ key });
    if (isRefused(found)) throw new Error('The token opens nothing.');
    expect(await change(site, found)).toEqual({ session: 'ended' });
    expect(isRefused(await site.useCases.apiToken.findPrincipal({ key }))).toBe(true);
    const again = await site.useCases.apiToken.obtain({ ...proof, password: OTHER_PASSWORD });
    expect(again.key).not.toBe(key);
  });

  test('by an API token that was ended meanwhile changes nothing', async () => {
    const site = await accountsForTest();
    const { id: userId } = await site.activated();
    const visitor = site.visitor();
    const { key } = await site.useCases.apiToken.obtain({ identifier: 'ana', password: PASSWORD, visitor });
    const found = await site.useCases.apiToken.findPrincipal({ key });
    if (isRefused(found)) throw new Error('The token opens nothing.');
    await site.useCases.apiToken.end({ userId, visitor });
    expect(await refusedWith(change(site, found))).toBe('not-authenticated');
    await site.logIn();
  });

  test('leaves the API token that changed it where the site wants it as Django does', async () => {
    const site = await accountsForTest({ apiTokenSurvivesPasswordChange: true });
    await site.activated();
    const visitor = site.visitor();
    const { key } = await site.useCases.apiToken.obtain({ identifier: 'ana', password: PASSWORD, visitor });
    const found = await site.useCases.apiToken.findPrincipal({ key });
    if (isRefused(found)) throw new Error('The token opens nothing.');
    await change(site, found);
    expect(isRefused(await site.useCases.apiToken.findPrincipal({ key }))).toBe(false);
  });

  test('counts as a proof of it', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(30));
    const { session } = await goesOn(change(site, principal));
    expect(session.authenticatedAt).toEqual(site.clock.now());
  });
});

describe('setting a first password', () => {
  test('is for accounts that have none', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    const other = await site.principalOf(await goesOn(set(site, principal)));
    await site.logIn({ password: OTHER_PASSWORD });
    expect(await site.mail('password-changed')).toMatchObject({ how: 'set' });
    expect(await refusedWith(set(site, other, PASSWORD))).toBe('permission-denied');
  });

  test('of an account that has one is refused', async () => {
    const site = await accountsForTest();
    expect(await refusedWith(set(site, await site.loggedIn()))).toBe('permission-denied');
    await site.logIn();
  });

  test('needs a fresh log-in, and a good password', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    expect(await refusedWith(set(site, principal, 'short'))).toBe('new_password2: password_too_short');
    site.clock.advance(minutes(10) + 1);
    expect(await refusedWith(set(site, principal))).toBe('reauthentication-required');
  });

  test('of sixteen at once happens once', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    const outcome = await atOnce(16, (index) => set(site, principal, `${OTHER_PASSWORD}${index}`));
    expect(outcome).toEqual({ done: 1, refused: ['not-authenticated'] });
  });

  test('is refused to a session that was revoked meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    await site.stores.users.revokeAll(principal.user.id);
    expect(await refusedWith(set(site, principal))).toBe('not-authenticated');
    expect((await site.user(principal.user.id)).passwordHash).toBe(principal.user.passwordHash);
  });

  test('is refused when an operator set one meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    await site.useCases.password.setFor({ by: 'operator', userId: await idOf(site), password: PASSWORD });
    expect(await refusedWith(set(site, principal))).toBe('not-authenticated');
    await site.logIn();
  });
});

describe('a password set by an operator', () => {
  test('ends every session, kills links, lifts waits and tells the owner', async () => {
    const site = await accountsForTest({ limits: { logInPerAccount: tight(1) } });
    const principal = await site.loggedIn();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const reset = keyIn((await site.mail('password-reset')).path);
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site, 'ANA@mail.example'),
      password: OTHER_PASSWORD,
    });
    expect(await site.useCases.session.list({ principal })).toEqual([]);
    expect(await site.useCases.link.find({ purpose: 'password-reset', key: reset })).toBeNull();
    await site.logIn({ password: OTHER_PASSWORD });
    expect(await site.mail('password-changed')).toMatchObject({ how: 'operator' });
    expect((await site.events()).find((event) => event.action === 'password-set')).toMatchObject({
      userId: principal.user.id,
      userAgent: 'command line',
    });
  });

  test('is told to the owner by whoever else set it, and not from where', async () => {
    const site = await accountsForTest();
    await site.activated();
    const root = await site.useCases.user.create({
      by: 'operator',
      ...{ username: 'root', password: PASSWORD },
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
    const by = await site.loggedIn({ identifier: root.username ?? '' });
    await site.useCases.password.setFor({
      by,
      userId: await idOf(site, 'ANA@mail.example'),
      password: OTHER_PASSWORD,
    });
    expect(await site.mail('password-changed')).toMatchObject({
      how: 'operator',
      requestDetails: { ipAddress: '' },
    });
  });

  test('must be good, and for somebody', async () => {
    const site = await accountsForTest();
    await site.activated();
    const weak = site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: 'short',
    });
    expect(await refusedWith(weak)).toBe('new_password2: password_too_short');
    const nobody = site.useCases.password.setFor({
      by: 'operator',
      userId: 987_654_321,
      password: OTHER_PASSWORD,
    });
    expect(await refusedWith(nobody)).toBe('not-found');
  });
});

describe('replacing the password without the old one', () => {
  const replace = (site: AccountsForTest, principal: Principal, one = OTHER_PASSWORD, two = one) =>
    site.useCases.password.replace({
      principal,
      newPassword1: one,
      newPassword2: two,
      visitor: site.visitor(),
    });

  test('wants a proof within the window, to the millisecond', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(site.deps.settings.reauthenticationWindowMs + 1);
    expect(await refusedWith(replace(site, principal))).toBe('reauthentication-required');
    site.clock.advance(-1);
    expect(await refusedWith(replace(site, principal, 'short'))).toContain('password_too_short');
    expect(await refusedWith(replace(site, principal, OTHER_PASSWORD, PASSWORD))).toContain('mismatch');
    await goesOn(replace(site, principal));
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    expect(await site.mail('password-changed')).toMatchObject({ how: 'change' });
    expect(await site.audited()).toContain('password-change ok');
  });

  test('is no way to keep a password that must be changed', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    await site.stores.users.update(id, { mustChangePassword: true });
    const { issued } = await site.useCases.login.logIn(site.logInForm());
    const principal = await site.useCases.session.findHolder(issued);
    if (principal === null) throw new Error('The session is not held.');
    expect(principal.session.pendingStage).toBe('change-password');
    expect(await refusedWith(replace(site, principal, PASSWORD))).toBe('new_password2: password_unchanged');
    await replace(site, principal);
  });

  test('gives a first one to an account that has none, and leaves one that is kept elsewhere', async () => {
    const site = await accountsForTest();
    const principal = await withoutPassword(site);
    await replace(site, principal);
    expect(await site.audited()).toContain('password-set ok');
    const { user } = principal;
    await site.stores.users.update(user.id, { managedBy: 'ldap' });
    const outside = { ...principal, user: { ...user, managedBy: 'ldap' } };
    expect(await refusedWith(replace(site, outside))).toBe('permission-denied');
  });
});
