import { describe, expect, test } from 'vitest';
import { minutes, seconds } from '../../../src/core/kernel/clock.ts';
import {
  type AuthenticationMethod,
  assertedBy,
  authenticationOf,
  type Factor,
  provedPassword,
  withProof,
} from '../../../src/core/session/authentication.ts';
import { hasRecentProof, requireRecentProof } from '../../../src/core/session/require-recent-proof.ts';
import { accountsForTest, PASSWORD, refusedWith } from '../../support/core.ts';

const noon = new Date('2026-01-01T12:00:00Z');

describe('the level of an authentication', () => {
  const proved = (method: string, ...factors: Factor[]): AuthenticationMethod => ({
    method,
    factors,
    at: noon,
  });
  const levelOf = (...methods: AuthenticationMethod[]) =>
    authenticationOf({ methods, authenticatedAt: noon }).level;

  test('is the first for one factor, however many secrets of its kind there are', () => {
    expect(levelOf()).toBe('aal1');
    expect(levelOf(provedPassword(noon))).toBe('aal1');
    expect(levelOf(provedPassword(noon), proved('answer', 'knowledge'))).toBe('aal1');
  });

  test('is the second for two different factors, by two methods or by one that takes both', () => {
    expect(levelOf(provedPassword(noon), proved('code', 'possession'))).toBe('aal2');
    expect(levelOf(proved('passkey', 'possession', 'inherence'))).toBe('aal2');
  });

  test('does not rise by the word of somebody who does not say how they know', () => {
    expect(levelOf(provedPassword(noon), assertedBy('remote-user', noon))).toBe('aal1');
  });
});

test('a further proof by the same method takes the place of the older one', () => {
  const later = provedPassword(new Date(noon.getTime() + 1));
  const other = assertedBy('remote-user', noon);
  expect(withProof([provedPassword(noon), other], later)).toEqual([other, later]);
});

describe('who logs in', () => {
  test('by a password has proved it now, and has proved it lately for as long as the window', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const at = site.clock.now();
    expect(principal.authentication).toEqual({ methods: [provedPassword(at)], level: 'aal1', at });
    site.clock.advance(minutes(11));
    const { sessionKey } = await site.logIn();
    const again = await site.principalOf({ sessionKey });
    expect(again.authentication.at).toEqual(site.clock.now());
  });

  test('and proves it again has the new time beside an old session', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    site.clock.advance(minutes(11));
    const issued = await site.useCases.login.reauthenticate({
      principal,
      password: PASSWORD,
      visitor: site.visitor(),
    });
    const at = site.clock.now();
    const { authentication } = await site.principalOf(issued);
    expect(authentication).toEqual({ methods: [provedPassword(at)], level: 'aal1', at });
  });

  test('with each request has proved it, but nothing that sensitive acts may rest on, and no session', async () => {
    const site = await accountsForTest();
    await site.activated();
    const credentials = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const principal = await site.useCases.login.findPasswordPrincipal(credentials);
    expect(principal).toMatchObject({ session: null, sessionKeyHash: null });
    const methods = [provedPassword(site.clock.now())];
    expect(principal.authentication).toEqual({ methods, level: 'aal1', at: null });
    expect(hasRecentProof(site.deps, principal)).toBe(false);
    expect(() => requireRecentProof(site.deps, principal)).toThrow(/proved again/);
  });
});

test('a personal token says what its owner had proved, and proves nothing lately itself', async () => {
  const site = await accountsForTest();
  const principal = await site.loggedIn();
  site.clock.advance(seconds(5));
  const { token } = await site.useCases.personalToken.create({
    principal,
    name: 'script',
    scope: { permissions: [], methods: 'read' },
    expiresInDays: 1,
    visitor: site.visitor(),
  });
  const holder = await site.useCases.personalToken.findPrincipal({ token });
  expect(holder?.authentication).toEqual({ ...principal.authentication, at: null });
});

test('an API token that an operator handed out says that nothing was proved', async () => {
  const site = await accountsForTest();
  const { id: userId } = await site.activated();
  const { key } = await site.useCases.apiToken.issue({ userId, anew: false });
  const found = await site.useCases.apiToken.findPrincipal({ key });
  expect(found).toMatchObject({
    authentication: { methods: [], level: 'aal1', at: null },
  });
});

test('acts upon one’s own session are refused to a password that opened none', async () => {
  const site = await accountsForTest();
  await site.activated();
  const visitor = site.visitor();
  const principal = await site.useCases.login.findPasswordPrincipal({
    identifier: 'ana',
    password: PASSWORD,
    visitor,
  });
  const newPassword = 'lanterns-above-9-harbours';
  const passwords = { oldPassword: PASSWORD, newPassword1: newPassword, newPassword2: newPassword };
  expect(await refusedWith(site.useCases.password.change({ principal, visitor, ...passwords }))).toBe(
    'not-authenticated',
  );
  expect((await site.useCases.session.list({ principal })).filter(({ isCurrent }) => isCurrent)).toEqual([]);
});
