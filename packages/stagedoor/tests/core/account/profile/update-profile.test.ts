import { describe, expect, test } from 'vitest';
import type { UpdateProfile } from '../../../../src/core/account/profile/update-profile.ts';
import { minutes } from '../../../../src/core/kernel/clock.ts';
import type { Principal } from '../../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
} from '../../../support/core.ts';

const update = (site: AccountsForTest, principal: Principal, changes: Partial<UpdateProfile>) =>
  site.useCases.user.updateProfile({ principal, visitor: site.visitor(), ...changes });

describe('changing the profile', () => {
  test('changes what was given and leaves the rest', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const user = await update(site, principal, { firstName: ' Anna ', language: 'es' });
    expect(user).toMatchObject({ firstName: 'Anna', lastName: 'Prado', language: 'es', username: 'ana' });
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'profile-change',
      detail: { fields: 'firstName,language' },
    });
  });

  test('reaches nothing but names, language and the editable extra fields', async () => {
    const extraFields = {
      phone: { type: 'text', maxLength: 20, default: '' },
      credit: { type: 'integer', default: 5, editable: false },
    } as const;
    const site = await accountsForTest({ extraFields });
    const principal = await site.loggedIn();
    const smuggled = {
      isStaff: true,
      isSuperuser: true,
      isActive: false,
      email: 'thief@mail.example',
      passwordHash: 'x',
      securityVersion: 9,
      mustChangePassword: true,
    };
    const extra = { phone: '555', credit: 1_000_000, ...smuggled };
    const user = await update(site, principal, { ...smuggled, extra } as never);
    expect(user).toEqual({ ...principal.user, extra: { phone: '555', credit: 5 } });
  });

  test('asks for another address with the rest, or not at all', async () => {
    const site = await accountsForTest();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const principal = await site.loggedIn();
    const email = ' New@MAIL.example';
    const asked = async () => (await site.mailed()).filter((mail) => mail.includes('New@'));
    expect(await refusedWith(update(site, principal, { email, username: 'ben' }))).toBe(
      'username: username_taken',
    );
    expect(await refusedWith(update(site, principal, { email, timeZone: 'Nowhere' }))).toMatch(/^time_zone/);
    const revoked = { ...principal, user: { ...principal.user, securityVersion: 99 } };
    expect(await refusedWith(update(site, revoked, { email }))).toBe('not-authenticated');
    expect([await asked(), (await site.audited()).includes('email-change-request ok')]).toEqual([[], false]);
    const user = await update(site, principal, { email, firstName: 'Anna' });
    expect(user).toMatchObject({ email: 'ana@mail.example', firstName: 'Anna' });
    expect(await asked()).toEqual(['email-change-confirm → New@mail.example']);
  });

  test('asks for no address that is the own one, nor where people log in by it alone', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    for (const email of ['', 'ana@mail.example', 'ana@MAIL.example'])
      await update(site, principal, { email });
    const byEmail = await accountsForTest({ logInBy: 'email' });
    await byEmail.activated();
    const issued = await byEmail.logIn({ identifier: 'ana@mail.example' });
    await update(byEmail, await byEmail.principalOf(issued), { email: 'new@mail.example' });
    for (const each of [site, byEmail]) expect(await each.audited()).not.toContain('email-change-request ok');
  });

  test('asks for another address only shortly after a proof of the password', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const ask = () => update(site, principal, { email: 'new@mail.example' });
    site.clock.advance(minutes(10) + 1);
    expect(await refusedWith(ask())).toBe('reauthentication-required');
    site.clock.advance(-1);
    await ask();
  });

  test('refuses a username that somebody has, in any spelling, and leaves everything', async () => {
    const site = await accountsForTest();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const principal = await site.loggedIn();
    const clash = update(site, principal, { username: 'ＢEN', firstName: 'X' });
    expect(await refusedWith(clash)).toBe('username: username_taken');
    expect(await site.user(principal.user.id)).toMatchObject({ username: 'ana', firstName: 'Ana' });
  });

  test('refuses a username that is somebody’s address, taken or not', async () => {
    const site = await accountsForTest();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const principal = await site.loggedIn();
    for (const username of ['ben@mail.example', 'nobody@mail.example', 'BEN＠mail.example']) {
      expect(await refusedWith(update(site, principal, { username }))).toBe('username: username_is_an_email');
    }
    await update(site, principal, { username: 'ana@mail.example' });
  });

  test('may change how the own name is written', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect((await update(site, principal, { username: 'ANA' })).username).toBe('ANA');
    await site.logIn();
  });

  test('of sixteen users at once gives a name to one', async () => {
    const site = await accountsForTest();
    const principals: Principal[] = [];
    for (let index = 0; index < 16; index += 1) {
      const user = { email: `u${index}@mail.example`, username: `u${index}` };
      await site.activated(user);
      principals.push(await site.principalOf(await site.logIn({ identifier: user.username })));
    }
    const outcome = await atOnce(16, (index) =>
      update(site, principals[index] as Principal, { username: 'wanted' }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
  });

  test('asks for a password given lately for another username, and for nothing else', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10));
    await update(site, principal, { username: 'anita' });
    site.clock.advance(1);
    const again = update(site, principal, { username: 'anna', firstName: 'X' });
    expect(await refusedWith(again)).toBe('reauthentication-required');
    expect(await site.user(principal.user.id)).toMatchObject({ username: 'anita', firstName: 'Ana' });
    const own = { ...principal, user: await site.user(principal.user.id) };
    await update(site, own, { username: 'anita', firstName: 'X' });
  });

  test('tells the owner of another username, and the audit log', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.clearMails();
    await update(site, principal, { username: 'anita' });
    expect(await site.mailed()).toEqual(['username-changed → ana@mail.example']);
    expect(await site.mail('username-changed')).toMatchObject({ username: 'ana', newUsername: 'anita' });
    expect((await site.audited()).slice(-2)).toEqual(['profile-change ok', 'username-change ok']);
    await update(site, { ...principal, user: await site.user(principal.user.id) }, { lastName: 'X' });
    expect(await site.mailed()).toHaveLength(1);
  });

  test('by a personal token never reaches the username, whatever its scope', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const scope = { permissions: [], methods: 'write' } as const;
    const wish = { principal, name: 'Backup', scope, expiresInDays: 1, visitor: site.visitor() };
    const { token } = await site.useCases.personalToken.create(wish);
    const holder = await site.useCases.personalToken.findPrincipal({ token });
    if (holder === null) throw new Error('The token opens nothing.');
    expect(await refusedWith(update(site, holder, { username: 'anita' }))).toBe('permission-denied');
    await update(site, holder, { username: 'ana', firstName: 'Anna' });
  });

  test('leaves the username alone where people sign in by e-mail', async () => {
    const site = await accountsForTest({ logInBy: 'email' });
    await site.activated();
    const principal = await site.principalOf(await site.logIn({ identifier: 'ana@mail.example' }));
    expect((await update(site, principal, { username: 'ana' })).username).toBeNull();
  });

  test.each([
    [{ firstName: 'A'.repeat(151) }, 'first_name: max_length'],
    [{ lastName: 'P\0' }, 'last_name: null_characters_not_allowed'],
    [{ firstName: '\ud800' }, 'first_name: invalid_string'],
    [{ username: '' }, 'username: blank'],
  ])('refuses %j', async (changes, refusal) => {
    const site = await accountsForTest();
    expect(await refusedWith(update(site, await site.loggedIn(), changes))).toBe(refusal);
  });

  test('counts characters, not halves of them', async () => {
    const site = await accountsForTest();
    const firstName = '😀'.repeat(150);
    expect((await update(site, await site.loggedIn(), { firstName })).firstName).toBe(firstName);
  });

  test('of an account deleted meanwhile is not for anybody', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.stores.users.delete(principal.user.id);
    expect(await refusedWith(update(site, principal, { firstName: 'X' }))).toBe('not-authenticated');
  });
});

describe('deleting the account', () => {
  const remove = (site: AccountsForTest, principal: Principal) =>
    site.useCases.user.delete({ principal, visitor: site.visitor() });

  test('removes it with sessions, devices and links; the audit rows stay; the owner is told', async () => {
    const site = await accountsForTest();
    const { sessionKey } = await site.activated().then(() => site.logIn());
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry: null, visitor });
    const principal = await site.principalOf({ sessionKey });
    const other = await site.logIn();
    await site.clearMails();
    await remove(site, principal);
    const { id } = principal.user;
    expect(await site.stores.users.findById(id)).toBeNull();
    expect(await site.stores.devices.listOfUser(id)).toEqual([]);
    expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await site.deps.sessionData.load(principal.session.keyHash)).toEqual({});
    expect(await site.mailed()).toEqual(['account-deleted → ana@mail.example']);
    const rows = (await site.events()).filter((event) => event.userId === id);
    expect(rows.map((event) => event.action)).toEqual([
      'sign-up',
      'activation',
      'log-in',
      'log-in',
      'user-delete',
    ]);
  });

  test('frees name and address', async () => {
    const site = await accountsForTest();
    await remove(site, await site.loggedIn());
    await site.activated();
  });

  test('needs a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10) + 1);
    expect(await refusedWith(remove(site, principal))).toBe('reauthentication-required');
  });

  test('is refused when the session was ended meanwhile', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { id } = principal.session;
    await site.useCases.session.end({ principal, sessionId: id, visitor: site.visitor() });
    expect(await refusedWith(remove(site, principal))).toBe('not-authenticated');
    await site.logIn();
  });

  test('is refused to the last active superuser, of two at once to one of them', async () => {
    const site = await accountsForTest();
    const superuser = async (username: string) => {
      const access = { validatePassword: true, isStaff: true, isSuperuser: true };
      const email = `${username}@mail.example`;
      const user = await site.useCases.user.create({
        by: 'operator',
        username,
        email,
        password: PASSWORD,
        ...access,
      });
      return { user, principal: await site.principalOf(await site.logIn({ identifier: username })) };
    };
    const one = await superuser('one');
    const two = await superuser('two');
    const inactive = await superuser('inactive');
    await site.stores.users.update(inactive.user.id, { isActive: false });
    const principals = [one.principal, two.principal];
    const outcome = await atOnce(2, (index) => remove(site, principals[index] as Principal));
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
    const stays = (await site.useCases.user.find({ identifier: 'one' })) ? one : two;
    expect(await refusedWith(remove(site, stays.principal))).toBe('non_field_errors: last_superuser');
  });

  test('of sixteen at once happens once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    expect(await atOnce(16, () => remove(site, principal))).toEqual({
      done: 1,
      refused: ['not-authenticated'],
    });
    expect((await site.mailed()).filter((mail) => mail.startsWith('account-deleted'))).toHaveLength(1);
  });
});

describe('taking one’s data along', () => {
  test('gives everything that is kept, as JSON', async () => {
    const site = await accountsForTest({
      extraFields: { phone: { type: 'text', maxLength: 9, default: '5' } },
    });
    const principal = await site.loggedIn();
    const visits = [
      { userId: principal.user.id, ipAddress: '203.0.113.7', userAgent: 'Firefox', seenAt: site.clock.now() },
    ];
    await site.useCases.activity.recordVisits({ visits });
    const data = await site.useCases.user.exportData({ principal, visitor: site.visitor() });
    expect(JSON.parse(JSON.stringify(data))).toMatchObject({
      profile: { username: 'ana', email: 'ana@mail.example', email_verified: true, phone: '5' },
      email_addresses: [{ email: 'ana@mail.example', verified: true, primary: true }],
      sessions: [{ ip_address: '203.0.113.7' }],
      devices: [{ user_agent: 'Firefox on a Tuesday' }],
      visits: [{ user_agent: 'Firefox' }],
    });
    expect((await site.audited()).at(-1)).toBe('data-export ok');
  });

  test('gives no secret and no hash of one', async () => {
    const site = await accountsForTest();
    const { sessionKey, deviceKey, session } = await site.activated().then(() => site.logIn());
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    const principal = await site.principalOf({ sessionKey });
    const text = JSON.stringify(await site.useCases.user.exportData({ principal, visitor: site.visitor() }));
    const devices = await site.stores.devices.listOfUser(principal.user.id);
    const secrets = [
      PASSWORD,
      principal.user.passwordHash,
      'argon2',
      sessionKey,
      session.keyHash,
      deviceKey ?? 'none',
      devices[0]?.keyHash ?? 'none',
      path.split('/').at(-2) ?? 'none',
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/hash|security_?version|key_/i);
  });

  test('gives nothing of anybody else', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    await site.logIn({ identifier: 'ben', visitor: site.visitor({ userAgent: 'Bens browser' }) });
    const text = JSON.stringify(await site.useCases.user.exportData({ principal, visitor: site.visitor() }));
    expect(text).not.toMatch(/ben/i);
  });

  test('needs a password given lately', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(10) + 1);
    const take = site.useCases.user.exportData({ principal, visitor: site.visitor() });
    expect(await refusedWith(take)).toBe('reauthentication-required');
  });
});

describe('users made by an operator', () => {
  const create = (site: AccountsForTest, changes: object = {}) =>
    site.useCases.user.create({
      by: 'operator',
      username: 'root',
      email: 'root@mail.example',
      password: PASSWORD,
      validatePassword: true,
      isStaff: true,
      isSuperuser: true,
      ...changes,
    });

  test('may sign in at once: the operator vouches for the address', async () => {
    const site = await accountsForTest();
    expect(await create(site)).toMatchObject({ isStaff: true, isSuperuser: true, isEmailVerified: true });
    await site.logIn({ identifier: 'root' });
    expect((await site.events())[0]).toMatchObject({ action: 'user-create', userAgent: 'command line' });
  });

  test.each([
    [{ username: null }, 'username: username_must_be_set'],
    [{ username: ' ' }, 'username: username_must_be_set'],
    [{ username: 'a b' }, 'username: username_invalid'],
    [{ email: 'nope' }, 'email: invalid_email'],
    [{ isStaff: false }, 'is_staff: superuser_must_be_staff'],
    [{ password: 'short' }, 'password: password_too_short'],
    [{ password: 'x'.repeat(5000), validatePassword: false }, 'password: password_too_long'],
  ])('are refused with %j', async (changes, refusal) => {
    const site = await accountsForTest();
    expect(await refusedWith(create(site, changes))).toBe(refusal);
  });

  test('need an address where people sign in by e-mail, and no username', async () => {
    const site = await accountsForTest({ logInBy: 'email' });
    expect(await refusedWith(create(site, { email: '' }))).toBe('email: email_must_be_set');
    for (const [index, username] of ['', null, ' '].entries()) {
      const user = await create(site, { username, email: `u${index}@mail.example` });
      expect(user.username).toBeNull();
    }
  });

  test('are refused where the name or the address is taken, and leave nothing', async () => {
    const site = await accountsForTest();
    await create(site);
    expect(await refusedWith(create(site, { email: 'x@mail.example', username: 'ROOT' }))).toBe(
      'username: username_taken',
    );
    expect(await refusedWith(create(site, { username: 'root2' }))).toBe('email: email_taken');
    expect(await site.useCases.user.find({ identifier: 'root2' })).toBeNull();
  });

  test('without a password cannot sign in, nor have a reset mailed', async () => {
    const site = await accountsForTest();
    const user = await create(site, { password: null });
    expect(user.passwordHash).toMatch(/^![A-Za-z0-9]{40}$/);
    for (const password of ['', '!', user.passwordHash, user.passwordHash.slice(1)]) {
      expect(await refusedWith(site.logIn({ identifier: 'root', password }))).toBe('invalid-credentials');
    }
    await site.useCases.password.requestReset({ email: 'root@mail.example', visitor: site.visitor() });
    expect(await site.mailed()).toEqual(['welcome → root@mail.example']);
  });

  test('may have a weak password from the environment only', async () => {
    const site = await accountsForTest();
    await create(site, { password: 'admin', validatePassword: false });
    await site.logIn({ identifier: 'root', password: 'admin' });
    expect(await refusedWith(site.logIn({ identifier: 'root', password: OTHER_PASSWORD }))).toBe(
      'invalid-credentials',
    );
  });
});
