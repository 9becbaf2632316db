import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import { codeOf } from '../../support/authenticator.ts';
import {
  type AccountsForTest,
  accountsIn,
  doneOrRefused,
  hashingLine,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  resetIn,
  type SettingsForTest,
} from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const tight = { attempts: 3, windowMs: minutes(60), blockMs: minutes(60), maxBlockMs: minutes(60) };

describe.each(storeKinds)('beside a second factor on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let ana: SessionHolder;
  /** A session from before the app, of who has the password and no code. */
  let thief: SessionHolder;
  let secret: string;
  /** Ana, who has shown her app just now. */
  let owner: SessionHolder;
  beforeEach(async () => {
    stores = await openStores(kind);
    await open({ limits: { passwordPerUser: tight } });
  });
  afterEach(() => stores.close());

  async function open(settings: SettingsForTest) {
    site = accountsIn(stores, settings);
    ana = await site.loggedIn();
    thief = await site.principalOf(await site.logIn());
    const begun = await factor().beginTotp({ principal: ana });
    const id = begun.id;
    secret = begun.secret;
    const { issued } = await factor().confirmTotp({ ...given(ana, code()), id, name: '' });
    owner = await site.principalOf(issued);
    site.clock.advance(minutes(1));
  }
  const factor = () => site.useCases.secondFactor;
  const code = () => codeOf(secret, site.clock.now());
  const given = (principal: SessionHolder, typed: string) => ({
    principal,
    code: typed,
    visitor: site.visitor(),
  });
  const outcomes = async (
    acts: Record<string, (principal: SessionHolder) => Promise<unknown>>,
    by: SessionHolder,
  ) => {
    const done: Record<string, string> = {};
    for (const [name, act] of Object.entries(acts)) done[name] = await doneOrRefused(act(by));
    return done;
  };

  test('whoever has the password alone opens, changes and closes no way in from an older session', async () => {
    const visitor = site.visitor();
    const ldap = {
      createsUsers: false,
      adoptsUsers: false,
      emailsAreVerified: false,
      namesIgnoreCase: false,
    };
    site.backendsBefore.push({
      name: 'ldap',
      outside: ldap,
      authenticate: async () => ({ outcome: 'unknown', userId: null }),
    });
    const { email, identity, password, personalToken, user } = site.useCases;
    const typed = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const acts = {
      token: (principal: SessionHolder) =>
        personalToken.create({
          principal,
          visitor,
          name: 'Deploy',
          scope: { permissions: [], methods: 'write' },
          expiresInDays: 365,
        }),
      link: (principal: SessionHolder) =>
        identity.link({ principal, provider: 'ldap', subject: 'thief', name: '', visitor }),
      unlink: (principal: SessionHolder) => identity.unlink({ principal, identityId: 1, visitor }),
      change: (principal: SessionHolder) =>
        email.requestChange({ principal, email: 'thief@mail.example', visitor }),
      add: (principal: SessionHolder) =>
        email.addAddress({ principal, email: 'other@mail.example', visitor }),
      primary: (principal: SessionHolder) => email.makePrimary({ principal, addressId: 1, visitor }),
      remove: (principal: SessionHolder) => email.removeAddress({ principal, addressId: 1, visitor }),
      address: (principal: SessionHolder) =>
        user.updateProfile({ principal, email: 'third@mail.example', visitor }),
      rename: (principal: SessionHolder) => user.updateProfile({ principal, username: 'thief', visitor }),
      replace: (principal: SessionHolder) => password.replace({ principal, ...typed, visitor }),
    };
    const erase = (principal: SessionHolder) => user.delete({ principal, visitor });
    const fresh = await site.useCases.login.reauthenticate({ principal: thief, password: PASSWORD, visitor });
    const proved = await site.principalOf(fresh);
    const every = { ...acts, erase };
    expect(await outcomes(every, proved)).toEqual(
      Object.fromEntries(Object.keys(every).map((name) => [name, 'reauthentication-required'])),
    );
    expect((await site.user(ana.user.id)).username).toBe('ana');
    expect((await site.mailed()).filter((mail) => /thief|other|third/.test(mail))).toEqual([]);
    const byCode = await site.principalOf(await factor().reauthenticate(given(proved, code())));
    expect(await outcomes(acts, byCode)).toEqual({
      ...Object.fromEntries(Object.keys(acts).map((name) => [name, 'done'])),
      unlink: 'not-found',
      primary: 'not-found',
      remove: 'not-found',
    });
  });

  test('nobody sets their own password as an operator would without it', async () => {
    await stores.users.update(ana.user.id, { isSuperuser: true });
    const visitor = site.visitor();
    const fresh = await site.useCases.login.reauthenticate({ principal: thief, password: PASSWORD, visitor });
    const by = await site.principalOf(fresh);
    const userId = ana.user.id;
    const set = site.useCases.password.setFor({ by, userId, password: OTHER_PASSWORD, visitor });
    expect(await refusedWith(set)).toBe('reauthentication-required');
    const change = site.useCases.user.change({ by, userId, firstName: 'Thief', visitor });
    expect(await refusedWith(change)).toBe('reauthentication-required');
  });

  test('recovery codes are made as often as a password is tried, and none are hashed beyond', async () => {
    const make = () =>
      doneOrRefused(factor().makeRecoveryCodes({ principal: owner, visitor: site.visitor() }));
    // The set of the set-up counts too.
    expect([await make(), await make(), await make()]).toEqual(['done', 'done', 'throttled']);
    expect(await site.audited()).toContain('throttled failed');
  });

  test('recovery codes wait in the line of passwords, and are hashed where they are wanted alone', async () => {
    const { passwordHasher } = site.deps;
    let leave = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const line = Array.from({ length: hashingLine.running + hashingLine.waiting }, () =>
      passwordHasher.withPlace(() => gate),
    );
    const visitor = site.visitor();
    const make = (principal: SessionHolder) =>
      doneOrRefused(factor().makeRecoveryCodes({ principal, visitor }));
    expect(await make(owner)).toBe('busy');
    const second = await factor().beginTotp({ principal: owner });
    const typed = codeOf(second.secret, site.clock.now());
    const confirmed = await factor().confirmTotp({ ...given(owner, typed), id: second.id, name: '' });
    expect(confirmed.recoveryCodes).toBeNull();
    leave();
    await Promise.all(line);
    // What was refused in the line was not counted.
    const principal = await site.principalOf(confirmed.issued);
    expect([await make(principal), await make(principal)]).toEqual(['done', 'done']);
  });

  test('a reset gives the tries at the code back, which a thief of the password has used up', async () => {
    const visitor = site.visitor();
    for (let tries = 0; tries < 4; tries += 1)
      await refusedWith(factor().reauthenticate(given(owner, '000000')));
    expect(await refusedWith(factor().reauthenticate(given(owner, code())))).toBe('throttled');
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const link = resetIn((await site.mail('password-reset')).path);
    await site.useCases.password.reset({
      ...link,
      newPassword1: OTHER_PASSWORD,
      newPassword2: OTHER_PASSWORD,
      visitor,
    });
    const refusal = await site.logIn({ password: OTHER_PASSWORD }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ refusal: { code: 'stage-required', stage: 'second-factor' } });
    const { flow } = (refusal as { refusal: { flow: string } }).refusal;
    await site.useCases.login.tryStage({ flow, stage: 'second-factor', visitor });
  });
});
