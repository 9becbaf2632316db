import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../src/core/session/refused.ts';
import { type AccountsForTest, accountsForTest, keyIn, refusedWith, resetIn } from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';

const superuser = (site: AccountsForTest, username: string) =>
  site.useCases.user.create({
    by: 'operator',
    username,
    email: `${username}@mail.example`,
    password: null,
    validatePassword: false,
    isStaff: true,
    isSuperuser: true,
  });

describe('shutting an account', () => {
  test('ends its sessions and tokens within the call, and leaves everything else of it', async () => {
    const site = await accountsForTest();
    const { user } = await site.loggedIn();
    const { sessionKey } = await site.logIn();
    const { key } = await site.useCases.apiToken.issue({ userId: await idOf(site), anew: false });
    const shut = await site.useCases.user.deactivate({ by: 'operator', userId: user.id });
    expect(shut).toEqual(await site.user(user.id));
    expect(shut).toMatchObject({ isActive: false, email: 'ana@mail.example', isEmailVerified: true });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect(isRefused(await site.useCases.apiToken.findPrincipal({ key }))).toBe(true);
    expect(await site.stores.sessions.listOfUser(user.id, site.clock.now())).toEqual([]);
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    expect((await site.events()).at(-2)).toMatchObject({ action: 'user-deactivate', userId: user.id });
  });

  test('kills a reset link that is under way', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const visitor = site.visitor();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const link = resetIn((await site.mail('password-reset')).path);
    await site.useCases.user.deactivate({ by: 'operator', userId: id });
    await site.useCases.user.activate({ by: 'operator', userId: id });
    expect(await site.useCases.password.findResetLink(link)).toBeNull();
  });

  test('leaves the last superuser, and whoever is not there', async () => {
    const site = await accountsForTest();
    const { id } = await superuser(site, 'one');
    const last = () => site.useCases.user.deactivate({ by: 'operator', userId: id });
    expect(await refusedWith(last())).toBe('non_field_errors: last_superuser');
    await superuser(site, 'two');
    expect(await last()).toMatchObject({ isActive: false });
    expect(await refusedWith(site.useCases.user.deactivate({ by: 'operator', userId: 12 }))).toBe(
      'not-found',
    );
    expect(await refusedWith(site.useCases.user.activate({ by: 'operator', userId: 12 }))).toBe('not-found');
  });

  test('happens once, however often it is asked for; so does opening it', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const { deactivate: deactivateUser, activate: activateUser } = site.useCases.user;
    for (const _ of [1, 2]) await deactivateUser({ by: 'operator', userId: id });
    for (const _ of [1, 2])
      expect(await activateUser({ by: 'operator', userId: id })).toMatchObject({ isActive: true });
    expect((await site.audited()).slice(-2)).toEqual(['user-deactivate ok', 'user-activate ok']);
  });
});

describe('opening an account again', () => {
  test('lets its owner log in, and brings back no session', async () => {
    const site = await accountsForTest();
    const { user } = await site.loggedIn();
    const { sessionKey } = await site.logIn();
    await site.useCases.user.deactivate({ by: 'operator', userId: user.id });
    await site.useCases.user.activate({ by: 'operator', userId: user.id });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect((await site.logIn()).sessionKey).toBeDefined();
  });

  test('proves no address: the e-mail still does', async () => {
    const site = await accountsForTest();
    const { id } = await site.signedUp();
    await site.useCases.user.deactivate({ by: 'operator', userId: id });
    await site.useCases.user.activate({ by: 'operator', userId: id });
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    const visitor = site.visitor();
    await site.useCases.activation.send({ principal: null, email: 'ana@mail.example', visitor });
    await site.useCases.activation.confirm({
      principal: null,
      key: keyIn((await site.mail('activation')).path),
      visitor,
    });
    expect((await site.logIn()).sessionKey).toBeDefined();
  });
});

describe('users from code', () => {
  test('are listed a page at a time, by id, at most a thousand', async () => {
    const site = await accountsForTest();
    for (const name of ['one', 'two', 'three']) await superuser(site, name);
    const { rows: all, next } = await site.useCases.user.list({});
    expect(next).toBeNull();
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((one, two) => one - two));
    const first = await site.useCases.user.list({ limit: 1 });
    expect(first).toEqual({ rows: all.slice(0, 1), next: all[0]?.id });
    expect(await site.useCases.user.list({ limit: 2, afterId: first.next ?? 0 })).toEqual({
      rows: all.slice(1),
      next: null,
    });
  });

  test('are read by id, and null stands for nobody', async () => {
    const site = await accountsForTest();
    const ana = await site.activated();
    expect(await site.useCases.user.findById({ userId: ana.id })).toEqual(ana);
    expect(await site.useCases.user.findById({ userId: 12 })).toBeNull();
  });
});
