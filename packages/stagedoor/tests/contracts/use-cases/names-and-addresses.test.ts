import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsIn,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  type SettingsForTest,
} from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

const OLD = 'ana.old@mail.example';

describe.each(['memory', 'sqlite', 'postgres'] as const)('a name and an address on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  const open = (settings: SettingsForTest = {}) => {
    site = accountsIn(opened, settings);
  };
  beforeEach(async () => {
    opened = await openStores(kind);
    open();
  });
  afterEach(() => opened?.close());

  /** A row as it comes from Django: whatever its name was there. */
  async function imported(username: string, email = 'ana.new@mail.example'): Promise<number> {
    const id = randomPublicId();
    const passwordHash = await site.deps.passwordHasher.hash(OTHER_PASSWORD);
    const names = { username, firstName: '', lastName: '', passwordHash, language: null };
    const rights = { isActive: true, isStaff: false, isSuperuser: false };
    await opened.users.create({ ...names, ...rights, id, dateJoined: site.clock.now(), extra: {} });
    const address = { id: randomPublicId(), userId: id, email, emailKey: email.toLowerCase() };
    await opened.emailAddresses.add({ ...address, isVerified: true, isPrimary: true });
    return id;
  }

  /** Somebody with an open account, by the admission that an outside system gives. */
  const vouchFor = (username: string, email?: string) => {
    const policy = {
      createsUsers: true,
      adoptsUsers: false,
      emailsAreVerified: true,
      namesIgnoreCase: false,
    };
    site.backendsBefore.splice(0, 1, {
      name: 'external-api',
      outside: policy,
      authenticate: async () => ({ outcome: 'asserted', person: { username, email } }),
    });
    return site.logIn({ identifier: username, password: 'theirs' });
  };

  async function changeAddress(principal: Principal, email: string): Promise<Principal> {
    await site.useCases.email.requestChange({ principal, email, visitor: site.visitor() });
    const key = keyIn((await site.mail('email-change-confirm', email)).path);
    return await site.principalOf(
      await site.useCases.email.confirmChange({ principal, key, visitor: site.visitor() }),
    );
  }

  const logsIn = async (identifier: string, password = OTHER_PASSWORD) =>
    (await site.principalOf(await site.logIn({ identifier, password }))).user.id;

  test('nobody proves an address that is the name of a user who came with it', async () => {
    const id = await imported(OLD);
    await site.useCases.user.signUp(site.signUpForm({ username: 'eve', email: OLD }));
    expect(await site.mailed()).toEqual([`already-registered → ${OLD}`]);
    expect(await logsIn(OLD)).toBe(id);
    const bob = await site.loggedIn();
    await site.clearMails();
    const wish = { principal: bob, email: OLD, visitor: site.visitor() };
    await site.useCases.email.requestChange(wish);
    await site.useCases.email.addAddress(wish);
    expect(await site.mailed()).toEqual([]);
  });

  test('a link that was mailed before the name came proves nothing any more', async () => {
    const principal = await site.loggedIn();
    await site.useCases.email.requestChange({ principal, email: OLD, visitor: site.visitor() });
    const key = keyIn((await site.mail('email-change-confirm', OLD)).path);
    const waiting = await site.signedUp({ username: 'eve', email: OLD });
    const activation = keyIn((await site.mail('activation', OLD)).path);
    const id = await imported(OLD);
    const visitor = site.visitor();
    const newPassword = { newPassword1: PASSWORD, newPassword2: PASSWORD };
    expect(await refusedWith(site.confirmActivation({ key: activation, newPassword }))).toBe('invalid-link');
    expect(await refusedWith(site.useCases.email.confirmChange({ principal, key, visitor }))).toBe(
      'invalid-link',
    );
    expect(await site.user(waiting.id)).toMatchObject({ isEmailVerified: false });
    expect(await logsIn(OLD)).toBe(id);
  });

  test('who only signed up with it keeps nobody from their address', async () => {
    open({ signUpRevealsTakenEmail: true });
    await site.signedUp({ username: OLD, email: OLD });
    const principal = await site.loggedIn();
    await changeAddress(principal, OLD);
    expect(await logsIn(OLD, PASSWORD)).toBe(principal.user.id);
  });

  test('where sign-up tells, an address that is a name is taken', async () => {
    open({ signUpRevealsTakenEmail: true });
    await imported(OLD);
    const form = site.signUpForm({ username: 'eve', email: OLD });
    expect(await refusedWith(site.useCases.user.signUp(form))).toBe('email: email_taken');
  });

  test('an operator makes nobody with an address that is a name', async () => {
    await imported(OLD);
    const wish = site.useCases.user.create({
      by: 'operator',
      username: 'eve',
      email: OLD,
      password: PASSWORD,
    });
    expect(await refusedWith(wish)).toBe('email: email_taken');
  });

  test('a name becomes an address only where that is the own, and proved', async () => {
    open({ unverifiedMayLogIn: true });
    await site.signedUp();
    const rename = async (username: string) =>
      await site.useCases.user.updateProfile({
        principal: await site.principalOf(await site.logIn()),
        username,
        visitor: site.visitor(),
      });
    expect(await refusedWith(rename('ana@mail.example'))).toBe('username: username_is_an_email');
    await site.confirmActivation({
      key: keyIn((await site.mail('activation')).path),
      newPassword: { newPassword1: PASSWORD, newPassword2: PASSWORD },
    });
    expect(await refusedWith(rename(OLD))).toBe('username: username_is_an_email');
    expect(await rename('ana@mail.example')).toMatchObject({ username: 'ana@mail.example' });
  });

  test('a name that is the primary address goes with it, and comes back with it', async () => {
    const id = await imported(OLD, OLD);
    const principal = await site.principalOf(await site.logIn({ identifier: OLD, password: OTHER_PASSWORD }));
    await changeAddress(principal, 'ana.next@mail.example');
    expect(await site.user(id)).toMatchObject({ username: 'ana.next@mail.example' });
    expect(await site.mailed()).toContain('username-changed → ana.next@mail.example');
    const key = keyIn((await site.mail('email-changed', OLD)).undoPath);
    await site.useCases.email.undoChange({ key, visitor: site.visitor() });
    expect(await site.user(id)).toMatchObject({ username: OLD, email: OLD });
  });

  test('where the new address is none that a name may be, the name follows as far as it may', async () => {
    const id = await imported(OLD, OLD);
    const principal = await site.principalOf(await site.logIn({ identifier: OLD, password: OTHER_PASSWORD }));
    await changeAddress(principal, "o'neil@mail.example");
    const { email, username } = await site.user(id);
    expect([email, username]).toEqual(["o'neil@mail.example", expect.stringMatching(/^oneil-\d+$/)]);
  });

  test('where the new address is a name already, the name that follows gets a number', async () => {
    open({ signUpRevealsTakenEmail: true });
    const id = await imported(OLD, OLD);
    await site.signedUp({ username: 'next@mail.example', email: 'next@mail.example' });
    const principal = await site.principalOf(await site.logIn({ identifier: OLD, password: OTHER_PASSWORD }));
    await changeAddress(principal, 'next@mail.example');
    expect((await site.user(id)).username).toMatch(/^next-\d+$/);
    expect(await logsIn('next@mail.example')).toBe(id);
  });

  test.each(['username', 'either'] as const)(
    'an outside name may read as an address that nobody has proved, logging in by %s',
    async (logInBy) => {
      open({ logInBy });
      await site.signedUp({ email: 'ana@corp.example' });
      for (const name of ['ana@CORP.EXAMPLE', 'ben@CORP']) {
        const { user } = await site.principalOf(await vouchFor(name));
        expect(user.username).toBe(name);
      }
      await site.activated({ username: 'eve', email: 'eve@corp.example' });
      expect(await refusedWith(vouchFor('Eve@Corp.Example'))).toBe('invalid-credentials');
      expect((await site.events()).at(-1)?.detail).toMatchObject({ turnedAway: 'external-api: address' });
    },
  );

  test('an outside system gives nobody an address that is a name', async () => {
    await imported(OLD);
    const { user } = await site.principalOf(await vouchFor('eve', OLD));
    expect(user).toMatchObject({ username: 'eve', email: '' });
  });

  test('of a proof and a name that come at once one stands', async () => {
    for (let round = 0; round < 8; round += 1) {
      const email = `race${round}@mail.example`;
      const { id } = await site.signedUp({ username: `race${round}`, email });
      const key = keyIn((await site.mail('activation', email)).path);
      const ended = await Promise.allSettled([site.confirmActivation({ key }), vouchFor(email)]);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const isProved = (await site.user(id)).isEmailVerified;
      expect(isProved).toBe((await opened.users.findByUsernameKey(email)) === null);
    }
  });
});
