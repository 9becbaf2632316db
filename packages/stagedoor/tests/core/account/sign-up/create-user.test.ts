import { describe, expect, test } from 'vitest';
import type { CreateUser } from '../../../../src/core/account/sign-up/create-user.ts';
import { randomPassword } from '../../../../src/core/password/random-password.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  PASSWORD,
  refusedWith,
} from '../../../support/core.ts';

const ANA: CreateUser = {
  by: 'operator',
  username: 'ana',
  email: 'ana@mail.example',
  password: PASSWORD,
  validatePassword: true,
  isStaff: false,
  isSuperuser: false,
};

const create = (site: AccountsForTest, changes: Partial<CreateUser> = {}) =>
  site.useCases.user.create({ ...ANA, ...changes });

describe('making a user for an operator', () => {
  test('vouches for the address', async () => {
    const site = await accountsForTest();
    expect(await create(site)).toMatchObject({ email: 'ana@mail.example', isEmailVerified: true });
  });

  test('asks for a name alone, and gives rights and a password to nobody who was not given them', async () => {
    const site = await accountsForTest();
    const bea = await site.useCases.user.create({ by: 'operator', username: 'bea' });
    expect(bea).toMatchObject({
      username: 'bea',
      email: '',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
    });
    expect(bea.passwordHash).toMatch(/^!/);
    expect(await refusedWith(site.useCases.user.create({ by: 'operator' }))).toBe(
      'username: username_must_be_set',
    );
    const weak = site.useCases.user.create({ by: 'operator', username: 'eva', password: 'short' });
    expect(await refusedWith(weak)).toMatch(/^password: password_too_short/);
  });

  test('judges a typed password, and passes over that when told to', async () => {
    const site = await accountsForTest();
    expect(await refusedWith(create(site, { password: 'short' }))).toMatch(/^password: password_too_short/);
    expect(await create(site, { password: 'short', validatePassword: false })).toMatchObject({
      username: 'ana',
    });
  });

  test('never takes a password that nobody could log in with', async () => {
    const site = await accountsForTest();
    const unjudged = (password: string) => create(site, { password, validatePassword: false });
    expect(await refusedWith(unjudged('a'.repeat(4_097)))).toBe('password: password_too_long');
    expect(await refusedWith(unjudged('half a pair: \ud800'))).toBe('password: password_not_text');
  });

  test('makes no superuser who is not staff', async () => {
    const site = await accountsForTest();
    expect(await refusedWith(create(site, { isSuperuser: true }))).toBe('is_staff: superuser_must_be_staff');
  });
});

describe('the first superuser', () => {
  const first = (site: AccountsForTest) =>
    site.useCases.user.createFirstSuperuser({ username: 'admin', email: 'admin@mail.example' });

  test('is made where there is no user at all, with a password that opens the account', async () => {
    const site = await accountsForTest();
    const made = await first(site);
    expect(made?.user).toMatchObject({ username: 'admin', isStaff: true, isSuperuser: true });
    const logIn = site.useCases.login.logIn({
      identifier: 'admin',
      password: made?.password ?? '',
      rememberMe: null,
      sessionKey: null,
      visitor: site.visitor(),
    });
    expect((await logIn).user.id).toBe(made?.user.id);
  });

  test('is not made where anybody has an account', async () => {
    const site = await accountsForTest();
    await create(site);
    expect(await first(site)).toBeNull();
  });

  test('is made once by sixteen starts at once', async () => {
    const site = await accountsForTest();
    const made: unknown[] = [];
    await atOnce(16, async () => made.push(await first(site)));
    expect(made).toHaveLength(16);
    expect(made.filter((one) => one !== null)).toHaveLength(1);
  });

  test('gets another password each time', () => {
    const passwords = Array.from({ length: 100 }, randomPassword);
    expect(new Set(passwords).size).toBe(100);
    for (const password of passwords)
      expect(password).toMatch(/^(?:[a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
  });
});
