import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { nameStage } from '../../support/stages.ts';

const STAGE = nameStage.name;
const codeOf = (error: { readonly code: string }) => error.code;
type Holder = Principal | null | { readonly refused: string };

describe.each(storeKinds)('a stage before use, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores, { stages: [nameStage] });
    await site.activated();
  });
  afterEach(() => stores.close());

  const factors = ['possession'] as const;
  const tryStage = (principal: Principal, stage = STAGE) =>
    site.useCases.login.trySessionStage({ principal, stage, visitor: site.visitor() });
  const pass = (principal: Principal, stage = STAGE) =>
    site.useCases.login.passSessionStage({ principal, stage, factors, visitor: site.visitor() });

  function someone(holder: Holder): Principal {
    if (holder === null || 'refused' in holder) throw new Error('Nobody is logged in.');
    return holder;
  }
  async function waiting(): Promise<Principal> {
    await stores.users.update(await idOf(site), { firstName: '' });
    const { sessionKey } = await site.logIn();
    return someone(await site.useCases.session.findHolder({ sessionKey }));
  }
  const credentials = () => ({ identifier: 'ana', password: PASSWORD, visitor: site.visitor() });
  const openHolders: Readonly<Record<string, () => Promise<Principal>>> = {
    'a session': () => site.loggedIn(),
    'a JSON web token': async () => {
      const { access } = await site.useCases.jwt.obtainPair(credentials());
      return someone(await site.useCases.jwt.findPrincipal({ token: access }));
    },
    'an API token': async () => {
      const { key } = await site.useCases.apiToken.obtain(credentials());
      return someone(await site.useCases.apiToken.findPrincipal({ key }));
    },
    'a password with the request': () => site.useCases.login.findPasswordPrincipal(credentials()),
  };

  test.each(Object.keys(openHolders))('is passed by nobody who comes by %s that is open', async (name) => {
    const holder = await openHolders[name]?.();
    if (holder === undefined) throw new Error(name);
    const before = (await site.events()).length;
    expect(await refusedWith(tryStage(holder))).toBe('stage-not-pending');
    expect(await refusedWith(pass(holder))).toBe('stage-not-pending');
    expect((await site.events()).length).toBe(before);
    const sessions = await stores.sessions.listOfUser(holder.user.id, site.clock.now());
    expect(sessions.flatMap(({ methods }) => methods.map(({ method }) => method))).not.toContain(STAGE);
  });

  test('is passed by no token, though it waits there itself', async () => {
    const holder = await waiting();
    for (const sessionKind of ['api-token', 'jwt', 'personal-token'] as const) {
      const session = holder.session && { ...holder.session, kind: sessionKind };
      expect(await refusedWith(pass({ ...holder, session }))).toBe('stage-not-pending');
    }
  });

  test('is passed by a session that waits there, once, and at no other', async () => {
    const holder = await waiting();
    expect(await refusedWith(tryStage(holder, 'test.other'))).toBe('stage-required');
    expect(await refusedWith(pass(holder, 'test.other'))).toBe('stage-required');
    await tryStage(holder);
    const { issued } = await pass(holder);
    expect(issued.session.pendingStage).toBeNull();
    expect(await refusedWith(pass(holder))).toBe('not-authenticated');
    const again = await site.principalOf(issued);
    expect(await refusedWith(pass(again))).toBe('stage-not-pending');
    expect((await site.audited()).filter((event) => event.startsWith('stage-pass'))).toHaveLength(1);
  });

  test('is recent proof of who it is where it proves something, and none where it was only to be read', async () => {
    for (const [factors, told] of [
      [[], 'reauthentication-required'],
      [['possession'], null],
    ] as const) {
      const holder = await waiting();
      site.clock.advance(minutes(11));
      const passing = { principal: holder, stage: STAGE, factors, visitor: site.visitor() };
      const { issued } = await site.useCases.login.passSessionStage(passing);
      const principal = await site.principalOf(issued);
      const others = { principal, includingThis: false, visitor: site.visitor() };
      const ended = site.useCases.session.endOthers(others);
      expect(await ended.then(() => null, codeOf)).toBe(told);
      const provedAt = told === null ? site.clock.now() : holder.session?.authenticatedAt;
      expect(issued.session.authenticatedAt).toEqual(provedAt);
      expect(principal.session.authenticatedAt).toEqual(provedAt);
      expect(principal.authentication.methods.map(({ method }) => method)).toContain(STAGE);
    }
  });

  test.each(['a session', 'a JSON web token', 'an API token'])(
    'is asked at the next log-in, and not of %s that was open, when its owner changes the password',
    async (name) => {
      Object.assign(site.deps, { settings: { ...site.settings, apiTokenSurvivesPasswordChange: true } });
      const principal = await openHolders[name]?.();
      if (principal === undefined) throw new Error(name);
      await stores.users.update(principal.user.id, { firstName: '' });
      const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
      const given = { principal, oldPassword: PASSWORD, ...passwords, visitor: site.visitor() };
      expect((await site.useCases.password.change(given)).session).toBe('goes-on');
      const open = await stores.sessions.listOfUser(principal.user.id, site.clock.now());
      expect(open.map(({ pendingStage }) => pendingStage)).toEqual([null]);
      const { session } = await site.logIn({ password: OTHER_PASSWORD });
      expect(session.pendingStage).toBe(STAGE);
    },
  );

  test('renews no session that was revoked while what was sent was looked at', async () => {
    const holder = await waiting();
    await tryStage(holder);
    await stores.users.revokeAll(holder.user.id);
    expect(await refusedWith(pass(holder))).toBe('not-authenticated');
    const keyHash = holder.sessionKeyHash ?? '';
    expect(await stores.sessions.findPrincipal(keyHash, site.clock.now())).toBeNull();
    expect(await site.audited()).not.toContain('stage-pass ok');
  });

  test('asks the site nothing when it is passed: the log-in that opened the session asked', async () => {
    const asked: string[] = [];
    Object.assign(site.deps, {
      hooks: {
        ...site.deps.hooks,
        beforeLogIn: async ({ method }: { method: string }) => void asked.push(method),
      },
    });
    const holder = await waiting();
    expect(asked).toEqual(['password']);
    await pass(holder);
    expect(asked).toEqual(['password']);
  });
});
