import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/core/session/session.ts';
import type { AuthenticationBackend } from '../../../src/core/user/authentication-backend.ts';
import { type AccountsForTest, accountsIn, atOnce, PASSWORD, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

/** It knows whoever has this password, by the name that was typed. */
function outside(name: string, password: string, namesIgnoreCase = false): AuthenticationBackend {
  return {
    name,
    outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase },
    authenticate: async (typed) =>
      typed.password === password
        ? { outcome: 'asserted', person: { username: typed.identifier } }
        : { outcome: 'unknown', userId: null },
  };
}

describe.each(storeKinds)('identities of a user, on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  let principal: Principal;
  beforeEach(async () => {
    opened = await openStores(kind);
    site = accountsIn(opened);
    site.backendsBefore.push(outside('ldap', 'in-the-directory'), outside('corporate', 'at-the-company'));
    principal = await site.loggedIn();
  });
  afterEach(() => opened?.close());

  const visitor = () => site.visitor();
  const link = (provider: string, subject = 'ana', who = principal) =>
    site.useCases.identity.link({ principal: who, provider, subject, name: subject, visitor: visitor() });
  const unlink = (identityId: number) =>
    site.useCases.identity.unlink({ principal, identityId, visitor: visitor() });
  const linked = async () =>
    (await site.useCases.identity.list({ userId: principal.user.id })).map(({ provider }) => provider);
  const forgetPassword = () => opened.users.update(principal.user.id, { passwordHash: `!${'x'.repeat(40)}` });

  test('let each of several systems log the user in, once linked', async () => {
    expect(await refusedWith(site.logIn({ password: 'in-the-directory' }))).toBe('invalid-credentials');
    await link('ldap');
    await link('corporate');
    for (const [password, backend] of [
      ['in-the-directory', 'ldap'],
      ['at-the-company', 'corporate'],
      [PASSWORD, 'password'],
    ] as const) {
      const { session } = await site.logIn({ password });
      expect(session).toMatchObject({ userId: principal.user.id, backend });
    }
    const found = await site.useCases.identity.findUser({ provider: 'ldap', subject: 'ana' });
    expect(found?.id).toBe(principal.user.id);
    expect(await site.useCases.identity.findUser({ provider: 'ldap', subject: 'Ana' })).toBeNull();
  });

  test('are one person’s each, and linked once', async () => {
    const { id } = await link('ldap');
    expect((await link('ldap')).id).toBe(id);
    await site.activated({ username: 'ben', email: 'ben@mail.example' });
    const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    expect(await refusedWith(link('ldap', 'ana', ben))).toBe('subject: identity_taken');
    expect((await site.audited()).filter((event) => event === 'identity-link ok')).toHaveLength(1);
  });

  test('of one subject go to one of sixteen users at once', async () => {
    const principals = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const { id } = await site.useCases.user.create({
          by: 'operator',
          username: `user${index}`,
          email: `user${index}@mail.example`,
        });
        return { ...principal, user: await site.user(id) };
      }),
    );
    const { done, refused } = await atOnce(16, (index) =>
      link('ldap', 'one', principals[index] ?? principal),
    );
    expect({ done, refused }).toEqual({ done: 1, refused: ['invalid-input'] });
  });

  test('end with what they opened, and leave the session that asks', async () => {
    const { id } = await link('ldap');
    const outsider = await site.logIn({ password: 'in-the-directory' });
    await unlink(id);
    expect(await site.useCases.session.findPrincipal(outsider)).toBeNull();
    expect(await linked()).toEqual([]);
    expect(await refusedWith(site.logIn({ password: 'in-the-directory' }))).toBe('invalid-credentials');
    expect(await refusedWith(unlink(id))).toBe('not-found');
    await link('ldap');
  });

  test('keep the last way in, as the site is configured', async () => {
    const ldap = await link('ldap');
    const corporate = await link('corporate');
    await forgetPassword();
    await unlink(corporate.id);
    expect(await refusedWith(unlink(ldap.id))).toBe('non_field_errors: last_way_in');
    const other = await link('corporate');
    // What the site does not ask any more opens nothing.
    site.backendsBefore.splice(1, 1);
    expect(await refusedWith(unlink(ldap.id))).toBe('non_field_errors: last_way_in');
    await unlink(other.id);
    expect(await linked()).toEqual(['ldap']);
  });

  test('keep one of the last two when both are taken away at once', async () => {
    const ids = [(await link('ldap')).id, (await link('corporate')).id];
    await forgetPassword();
    const { done, refused } = await atOnce(16, (index) => unlink(ids[index % 2] ?? 0));
    expect(done).toBe(1);
    expect(refused.toSorted()).toEqual(['invalid-input', 'not-found']);
    expect(await linked()).toHaveLength(1);
  });

  test('stay with the system that looks after the user until an operator gives them a password', async () => {
    const { session } = await site.logIn({ identifier: 'bea', password: 'in-the-directory' });
    const bea = await site.user(session.userId ?? 0);
    expect(bea.managedBy).toBe('ldap');
    const [identity] = await opened.identities.listOfUser(bea.id);
    const who = { ...principal, user: bea };
    const asked = { principal: who, identityId: identity?.id ?? 0, visitor: visitor() };
    expect(await refusedWith(site.useCases.identity.unlink(asked))).toBe('permission-denied');
    await site.useCases.password.setFor({ by: 'operator', userId: bea.id, password: PASSWORD });
    expect(await opened.identities.listOfUser(bea.id)).toEqual([]);
    expect(await site.user(bea.id)).toMatchObject({ managedBy: null });
    expect(await site.audited()).toContain('identity-unlink ok');
  });

  test('are changed by somebody who proved who they are just now', async () => {
    const { id } = await link('ldap');
    const stale = { ...principal, authentication: { ...principal.authentication, at: null } };
    expect(await refusedWith(link('corporate', 'ana', stale))).toBe('reauthentication-required');
    const asked = { principal: stale, identityId: id, visitor: visitor() };
    expect(await refusedWith(site.useCases.identity.unlink(asked))).toBe('reauthentication-required');
    expect(await linked()).toEqual(['ldap']);
  });

  test.each([
    ['', 'blank'],
    ['x'.repeat(256), 'max_length'],
    ['a\0b', 'null_characters_not_allowed'],
    ['\ud800', 'invalid_string'],
  ])('refuse %j for a subject', async (subject, code) => {
    expect(await refusedWith(link('ldap', subject))).toContain(`subject: ${code}`);
  });

  test('are linked once, and let in all sixteen who are adopted at once', async () => {
    const { outside: policy, ...corporate } = outside('corporate', 'at-the-company');
    if (policy === undefined) throw new Error('It is no outside system.');
    let asked = 0;
    const allAsked = Promise.withResolvers<void>();
    site.backendsBefore[1] = {
      ...corporate,
      outside: { ...policy, adoptsUsers: true },
      authenticate: async (typed) => {
        asked += 1;
        if (asked === 16) allAsked.resolve();
        await allAsked.promise;
        return await corporate.authenticate(typed);
      },
    };
    const outcome = await atOnce(16, () => site.logIn({ password: 'at-the-company' }));
    expect(outcome).toEqual({ done: 16, refused: [] });
    expect(await linked()).toEqual(['corporate']);
  });

  test('open nobody’s account by a name that is another user’s here, though the system proves them', async () => {
    const { session } = await site.logIn({ identifier: 'bob', password: 'in-the-directory' });
    await opened.users.update(session.userId ?? 0, { username: 'bobby' });
    const { id: stranger } = await site.activated({ username: 'bob', email: 'bob@mail.example' });
    const bySystem = { password: 'in-the-directory', visitor: visitor() };
    expect(await refusedWith(site.logIn({ identifier: 'bob', ...bySystem }))).toBe('invalid-credentials');
    expect((await site.events()).at(-1)).toMatchObject({
      userId: stranger,
      detail: { turnedAway: 'ldap: another user' },
    });
    const basic = site.useCases.login.findPasswordPrincipal({ identifier: 'bob', ...bySystem });
    expect(await refusedWith(basic)).toBe('invalid-credentials');
    const asBobby = await site.logIn({ identifier: 'bobby', ...bySystem });
    expect(asBobby.session.userId).toBe(session.userId);
    expect((await site.logIn({ identifier: 'bob' })).session.userId).toBe(stranger);
  });

  test.each(['nowhere', 'password', ''])(
    'are of a system that the site asks, and not of %j',
    async (name) => {
      expect(await refusedWith(link(name))).toBe('provider: invalid_choice');
      expect(await linked()).toEqual([]);
    },
  );

  test('go by the one spelling of a name that stands for a person there, and by an attribute as it is', async () => {
    site.backendsBefore.push(outside('folding', 'folded', true));
    expect((await link('folding', ' ANA ')).subject).toBe('ana');
    expect((await link('ldap', ' ＡNA ')).subject).toBe('ANA');
    expect((await link('corporate', 'entryUUID=Ab')).subject).toBe('entryUUID=Ab');
    const { session } = await site.logIn({ identifier: 'Ana', password: 'folded' });
    expect(session).toMatchObject({ userId: principal.user.id, backend: 'folding' });
  });

  test('are in the download of one’s data', async () => {
    await link('ldap', 'entryUUID=1-2');
    const data = await site.useCases.user.exportData({ principal, visitor: visitor() });
    expect(data.identities).toMatchObject([{ provider: 'ldap', subject: 'entryUUID=1-2' }]);
  });
});
