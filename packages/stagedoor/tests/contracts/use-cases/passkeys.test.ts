import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import type { JsonObject } from '../../../src/core/kernel/json-value.ts';
import type { Passkey } from '../../../src/core/passkey/passkey.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsIn,
  OTHER_PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
} from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { type Authenticating, SoftwareAuthenticator } from '../../support/passkeys.ts';

describe.each(storeKinds)('passkeys on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let ana: SessionHolder;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    ana = await site.loggedIn();
  });
  afterEach(() => stores.close());

  const visitor = () => site.visitor();

  async function begunBy(principal: SessionHolder, as: Passkey['kind'] = 'passwordless') {
    return await site.useCases.passkey.begin({ principal, kind: as });
  }
  async function kept(
    authenticator: SoftwareAuthenticator,
    {
      principal = ana,
      as = 'passwordless',
      how = {},
    }: { principal?: SessionHolder; as?: Passkey['kind']; how?: Authenticating } = {},
  ) {
    const { handle, options } = await begunBy(principal, as);
    const credential = authenticator.create(options, how);
    const added = await site.useCases.passkey.add({
      principal,
      ceremony: handle,
      credential,
      name: 'Laptop',
      visitor: visitor(),
    });
    return { ...added, principal: await site.principalOf(added.issued) };
  }
  async function asked(authenticator: SoftwareAuthenticator, how: Authenticating = {}) {
    const { handle, options } = await site.useCases.login.beginByPasskey();
    return { ceremony: handle, credential: authenticator.get(options, how) };
  }
  const enter = (answer: { ceremony: string; credential: JsonObject }) =>
    site.useCases.login.byPasskey({ ...answer, rememberMe: null, sessionKey: null, visitor: visitor() });
  const enterBy = async (authenticator: SoftwareAuthenticator, how: Authenticating = {}) =>
    await enter(await asked(authenticator, how));

  test('log in by themselves, which is two factors, and are no second step of anybody', async () => {
    const laptop = new SoftwareAuthenticator();
    const { id, recoveryCodes, principal } = await kept(laptop);
    expect([recoveryCodes, principal.authentication.level]).toEqual([null, 'aal2']);
    const { user, issued } = await enterBy(laptop);
    expect(user.id).toBe(ana.user.id);
    const { authentication } = await site.principalOf(issued);
    expect([authentication.methods.map(({ method }) => method), authentication.level]).toEqual([
      ['passkey'],
      'aal2',
    ]);
    await site.logIn();
    const [listed] = await site.useCases.passkey.list({ userId: ana.user.id });
    expect(listed).toMatchObject({ id, name: 'Laptop', isSynced: true, lastUsedAt: site.clock.now() });
    expect(listed).not.toHaveProperty('publicKey');
    expect(await site.audited()).toContain('passkey-add ok');
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'passkey-added' });
  });

  test('are answered once, in time, at this site, and by nobody else', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    const wrong = 'credential: passkey_wrong';
    const refusals: Record<string, Authenticating> = {
      'another site': { origin: 'http://localhost.evil.example' },
      'another port': { origin: 'http://localhost:8001' },
      'another domain': { rpId: 'evil.example' },
      'a frame': { crossOrigin: true },
      'nobody verified': { verifies: false },
      'a creation': { type: 'webauthn.create' },
    };
    for (const [what, how] of Object.entries(refusals))
      expect([what, await refusedWith(enterBy(laptop, how))]).toEqual([what, wrong]);
    const other = new SoftwareAuthenticator();
    expect(await refusedWith(enterBy(other))).toBe('credential: passkey_unknown');
    const answer = await asked(laptop);
    const stolen = {
      ...answer,
      credential: { ...(await asked(other)).credential, id: laptop.id, rawId: laptop.id },
    };
    expect(await refusedWith(enter(stolen))).toBe(wrong);
    const crossed = { ceremony: (await asked(laptop)).ceremony, credential: answer.credential };
    expect(await refusedWith(enter(crossed))).toBe(wrong);
    await enter(answer);
    expect(await refusedWith(enter(answer))).toBe('ceremony: ceremony_over');
    const late = await asked(laptop);
    site.clock.advance(minutes(5));
    expect(await refusedWith(enter(late))).toBe('ceremony: ceremony_over');
    for (const ceremony of ['', 'x', 'a.b.c.d', `${late.ceremony}0`, 'x'.repeat(1_001)])
      expect(await refusedWith(enter({ ...late, ceremony }))).toBe('ceremony: ceremony_over');
    expect((await site.audited()).filter((row) => row === 'log-in failed').length).toBeGreaterThan(8);
  });

  test('let one of sixteen in by one answer', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    const answer = await asked(laptop);
    const done = await Promise.allSettled(Array.from({ length: 16 }, () => enter(answer)));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that stay on their device are refused once there are two of them; synced ones count as they like', async () => {
    const [key, phone] = [new SoftwareAuthenticator({ isSynced: false }), new SoftwareAuthenticator()];
    await kept(key);
    await kept(phone, { principal: await site.principalOf(await site.logIn()) });
    await enterBy(key, { counter: 5 });
    for (const counter of [5, 4, 0])
      expect(await refusedWith(enterBy(key, { counter }))).toBe('credential: passkey_wrong');
    await enterBy(key, { counter: 6 });
    await enterBy(phone, { counter: 3 });
    await enterBy(phone, { counter: 0 });
  });

  test('that were made for the second step never log in alone, and are asked for from then on', async () => {
    const key = new SoftwareAuthenticator({ isSynced: false });
    const { recoveryCodes } = await kept(key, { as: 'second-factor', how: { verifies: false } });
    expect(recoveryCodes).toHaveLength(10);
    expect(await refusedWith(enterBy(key))).toBe('credential: passkey_wrong');
    const refusal = await refusalOf(site.logIn());
    const flow = refusal.code === 'stage-required' ? (refusal.flow ?? '') : '';
    const waiting = await site.useCases.login.findFlow({ flow, stage: 'second-factor' });
    const scope = { purpose: 'second-factor', within: waiting.id } as const;
    const begun = await site.useCases.secondFactor.beginPasskeyProof({ userId: ana.user.id, scope });
    const answer = {
      ceremony: begun.handle,
      credential: key.get(begun.options, { verifies: false, counter: 1 }),
    };
    const prove = (changed = {}) =>
      site.useCases.secondFactor.provePasskey({ userId: ana.user.id, scope, ...answer, ...changed });
    expect(await refusedWith(prove({ scope: { ...scope, within: 'another' } }))).toBe(
      'ceremony: ceremony_over',
    );
    expect(await refusedWith(prove({ scope: { ...scope, purpose: 'reauthenticate' } }))).toBe(
      'ceremony: ceremony_over',
    );
    expect(await refusedWith(prove({ userId: 1 }))).toBe('credential: passkey_wrong');
    expect(await prove()).toEqual({ method: 'passkey', factors: ['possession'] });
    expect(await refusedWith(prove())).toBe('ceremony: ceremony_over');
  });

  test('are added and removed by nobody who has the password alone, once there is a second step', async () => {
    const thief = await site.principalOf(await site.logIn());
    const key = new SoftwareAuthenticator({ isSynced: false });
    const begunBefore = await begunBy(thief);
    const { id, principal } = await kept(key, { as: 'second-factor' });
    const never = 'reauthentication-required';
    expect(await refusedWith(begunBy(thief))).toBe(never);
    const late = {
      principal: thief,
      ceremony: begunBefore.handle,
      credential: new SoftwareAuthenticator().create(begunBefore.options),
      name: '',
      visitor: visitor(),
    };
    expect(await refusedWith(site.useCases.passkey.add(late))).toBe(never);
    const remove = (by: SessionHolder) =>
      site.useCases.passkey.remove({ principal: by, id, visitor: visitor() });
    expect(await refusedWith(remove(thief))).toBe(never);
    await remove(principal);
    await site.logIn();
    expect((await site.useCases.secondFactor.list({ userId: ana.user.id })).recoveryCodes.made).toBe(0);
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'passkey-removed' });
  });

  test('are finished by the session that began them, and are not added twice', async () => {
    const laptop = new SoftwareAuthenticator();
    const other = await site.principalOf(await site.logIn());
    const { handle, options } = await begunBy(ana);
    const credential = laptop.create(options);
    const add = (principal: SessionHolder, ceremony = handle) =>
      site.useCases.passkey.add({ principal, ceremony, credential, name: '', visitor: visitor() });
    expect(await refusedWith(add(other))).toBe('ceremony: ceremony_over');
    const { issued } = await add(ana);
    const principal = await site.principalOf(issued);
    expect(await refusedWith(add(principal))).toBe('ceremony: ceremony_over');
    const again = await begunBy(principal);
    expect(again.options['excludeCredentials']).toMatchObject([{ id: laptop.id }]);
    const twice = { credential: laptop.create(again.options), ceremony: again.handle };
    const adding = site.useCases.passkey.add({ principal, ...twice, name: '', visitor: visitor() });
    expect(await refusedWith(adding)).toBe('credential: passkey_known');
    const unverified = await begunBy(principal);
    const weak = new SoftwareAuthenticator().create(unverified.options, { verifies: false });
    const withWeak = {
      principal,
      ceremony: unverified.handle,
      credential: weak,
      name: '',
      visitor: visitor(),
    };
    expect(await refusedWith(site.useCases.passkey.add(withWeak))).toBe('credential: passkey_wrong');
  });

  test('that are the last way in stay', async () => {
    const laptop = new SoftwareAuthenticator();
    const { id } = await kept(laptop);
    const { issued } = await enterBy(laptop);
    const principal = await site.principalOf(issued);
    const remove = () => site.useCases.passkey.remove({ principal, id, visitor: visitor() });
    await site.stores.users.replacePasswordHash(ana.user.id, ana.user.passwordHash, '!none');
    expect(await refusedWith(remove())).toBe('non_field_errors: last_passkey');
    expect(await site.useCases.passkey.list({ userId: ana.user.id })).toHaveLength(1);
  });

  test('go where the account is taken back by its mailbox, unless they were added by a second factor', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    const reset = async () => {
      await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: visitor() });
      const { path } = await site.mail('password-reset');
      const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
      await site.useCases.password.reset({ ...resetIn(path), ...passwords, visitor: visitor() });
    };
    await reset();
    expect(await refusedWith(enterBy(laptop))).toBe('credential: passkey_unknown');
    const again = await site.principalOf(await site.logIn({ password: OTHER_PASSWORD }));
    const { principal } = await kept(new SoftwareAuthenticator(), { principal: again, as: 'second-factor' });
    await kept(laptop, { principal });
    site.clock.advance(hours(2));
    await reset();
    await enterBy(laptop);
  });

  test('work at the host they were made for, count as tries at their source, and ask the site first', async () => {
    const laptop = new SoftwareAuthenticator();
    const { options } = await begunBy(ana);
    laptop.create(options);
    await kept(laptop);
    const [stored] = await site.stores.passkeys.listOfUser(ana.user.id);
    if (stored === undefined) throw new Error('It was not kept.');
    await site.stores.passkeys.removeAllOfUser(ana.user.id);
    await site.stores.passkeys.add({ ...stored, rpId: 'old.example' });
    expect(await refusedWith(enterBy(laptop))).toBe('credential: passkey_wrong');
    await site.stores.passkeys.removeAllOfUser(ana.user.id);
    await site.stores.passkeys.add(stored);
    site.hooks.beforeLogIn = async () => {
      throw new AccountsError({ code: 'permission-denied' });
    };
    expect(await refusedWith(enterBy(laptop))).toBe('permission-denied');
    const narrow = accountsIn(stores, {
      limits: {
        logInPerSource: { attempts: 1, windowMs: hours(1), blockMs: minutes(1), maxBlockMs: hours(1) },
      },
    });
    const from = { ...visitor(), ipAddress: '192.0.2.77' };
    const guess = async () => {
      const { handle } = await narrow.useCases.login.beginByPasskey();
      const wrong = { ceremony: handle, credential: { id: 'none' }, rememberMe: null, sessionKey: null };
      return await refusedWith(narrow.useCases.login.byPasskey({ ...wrong, visitor: from }));
    };
    expect(await guess()).toBe('credential: passkey_unknown');
    await guess();
    expect(await guess()).toBe('throttled');
  });

  test('that are a second step are no way in, and leave recovery codes to the other one', async () => {
    const first = await kept(new SoftwareAuthenticator(), { as: 'second-factor' });
    const second = await kept(new SoftwareAuthenticator(), {
      principal: first.principal,
      as: 'second-factor',
    });
    const alone = await kept(new SoftwareAuthenticator(), { principal: second.principal });
    const { principal } = alone;
    const remove = (id: number) => site.useCases.passkey.remove({ principal, id, visitor: visitor() });
    await remove(first.id);
    expect((await site.useCases.secondFactor.list({ userId: ana.user.id })).recoveryCodes.made).toBe(10);
    await site.stores.users.replacePasswordHash(ana.user.id, ana.user.passwordHash, '!none');
    expect(await refusedWith(remove(alone.id))).toBe('non_field_errors: last_passkey');
  });

  test('let nobody in whom another system looks after', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    await site.stores.users.update(ana.user.id, { managedBy: 'directory' });
    expect(await refusedWith(enterBy(laptop))).toBe('invalid-credentials');
    const managed = { ...ana, user: { ...ana.user, managedBy: 'directory' } };
    expect(await refusedWith(begunBy(managed))).toBe('permission-denied');
    await begunBy(managed, 'second-factor');
  });

  test('are twenty at most, however many were begun', async () => {
    const begun = await Promise.all(Array.from({ length: 22 }, () => begunBy(ana)));
    let principal = ana;
    const added: string[] = [];
    for (const { handle: ceremony, options } of begun) {
      const credential = new SoftwareAuthenticator().create(options);
      const adding = site.useCases.passkey.add({
        principal,
        ceremony,
        credential,
        name: '',
        visitor: visitor(),
      });
      const refusal = await adding.then(
        async ({ issued }) => {
          principal = await site.principalOf(issued);
          return 'added';
        },
        () => 'refused',
      );
      added.push(refusal);
    }
    expect(added.filter((one) => one === 'added')).toHaveLength(20);
  });

  test('end what they opened elsewhere as they go', async () => {
    const laptop = new SoftwareAuthenticator();
    const { id, principal } = await kept(laptop);
    const elsewhere = await enterBy(laptop);
    await site.useCases.passkey.remove({ principal, id, visitor: visitor() });
    await expect(site.principalOf(elsewhere.issued)).rejects.toThrow();
    await site.principalOf(await site.logIn());
  });

  test('prove anew who is logged in, in the session that asked', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    const principal = await site.principalOf(await site.logIn());
    const scope = { purpose: 'reauthenticate', within: String(principal.session?.id) } as const;
    const begun = await site.useCases.secondFactor.beginPasskeyProof({ userId: ana.user.id, scope });
    const answer = { ceremony: begun.handle, credential: laptop.get(begun.options), visitor: visitor() };
    const other = await site.principalOf(await site.logIn());
    const prove = (by: SessionHolder) =>
      site.useCases.secondFactor.reauthenticateByPasskey({ principal: by, ...answer });
    expect(await refusedWith(prove(other))).toBe('ceremony: ceremony_over');
    const proved = await site.principalOf(await prove(principal));
    expect(proved.authentication.level).toBe('aal2');
    expect(await site.audited()).toContain('reauthenticate ok');
  });

  test('let nobody in who may not enter, nor whom the site has shut out', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    await site.useCases.user.deactivate({ by: 'operator', userId: ana.user.id });
    expect(await refusedWith(enterBy(laptop))).toBe('invalid-credentials');
  });

  test('are refused where what was sent is no credential', async () => {
    const laptop = new SoftwareAuthenticator();
    await kept(laptop);
    const { ceremony, credential } = await asked(laptop);
    const odd: JsonObject[] = [
      {},
      { id: 7 },
      { id: laptop.id },
      { ...credential, response: {} },
      { ...credential, response: null },
      { ...credential, type: 'password' },
      { ...credential, rawId: 'other' },
      { ...credential, response: { ...(credential['response'] as JsonObject), signature: '' } },
      { ...credential, response: { ...(credential['response'] as JsonObject), userHandle: 'x' } },
      { ...credential, response: { ...(credential['response'] as JsonObject), clientDataJSON: 'e30' } },
    ];
    for (const sent of odd)
      expect(await refusedWith(enter({ ceremony, credential: sent }))).toBe('credential: passkey_wrong');
    await enter({ ceremony, credential });
  });
});
