import { describe, expect, test } from 'vitest';
import { after, days, hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import { makeUnusablePassword } from '../../../src/core/password/password-hasher.ts';
import type { Session } from '../../../src/core/session/session.ts';
import {
  type AccountsForTest,
  accountsForTest,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

describe('signing in', () => {
  test('opens a session under a fresh secret, which is stored as a hash only', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    const { outcome, issued, user: welcomed } = await site.useCases.login.logIn(site.logInForm());
    expect(outcome).toBe('logged-in');
    expect(welcomed.id).toBe(user.id);
    expect(issued.sessionKey).toMatch(/^[a-z0-9]{32}$/);
    const principal = await site.principalOf(issued);
    expect(principal.user.username).toBe('ana');
    expect(JSON.stringify(principal.session)).not.toContain(issued.sessionKey);
    expect(principal.session).toMatchObject({
      userId: user.id,
      backend: 'password',
      ipAddress: '203.0.113.7',
      userAgent: 'Firefox on a Tuesday',
      authenticatedAt: site.clock.now(),
    });
  });

  test.each(['ana', 'ANA', ' ana ', 'ａｎａ', 'ana@mail.example', ' ANA@Mail.Example '])(
    'takes the name or the address, however it is written: %j',
    async (identifier) => {
      const site = await accountsForTest();
      await site.activated();
      await site.logIn({ identifier });
    },
  );

  test('takes only what the site signs in by', async () => {
    for (const [logInBy, good, bad] of [
      ['email', 'ana@mail.example', 'ana'],
      ['username', 'ana', 'ana@mail.example'],
    ] as const) {
      const site = await accountsForTest({ logInBy });
      await site.signedUp({ username: 'ana' }).catch(() => null);
      const { path } = await site.mail('activation');
      await site.useCases.activation.confirm({ principal: null, key: keyIn(path), visitor: site.visitor() });
      await site.logIn({ identifier: good });
      expect(await refusedWith(site.logIn({ identifier: bad }))).toBe('invalid-credentials');
    }
  });

  test('notes the moment, and leaves an audit row with method and session', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    site.clock.advance(hours(5));
    const { session } = await site.logIn();
    expect((await site.user(user.id)).lastLogin).toEqual(site.clock.now());
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'log-in',
      success: true,
      userId: user.id,
      ipAddress: '203.0.113.7',
      detail: { method: 'password', backend: 'password', session: session.id },
    });
  });

  test('gives each log-in its own key', async () => {
    const site = await accountsForTest();
    await site.activated();
    const keys = new Set<string>();
    for (let round = 0; round < 20; round += 1) keys.add((await site.logIn()).sessionKey);
    expect(keys.size).toBe(20);
  });

  test('uses up the reset links that wait', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const token = keyIn((await site.mail('password-reset')).path);
    await site.logIn();
    expect(await site.useCases.link.find({ purpose: 'password-reset', key: token })).toBeNull();
  });
});

describe('a failed log-in', () => {
  const cases: Record<string, (site: AccountsForTest) => Promise<unknown>> = {
    'an unknown name': async () => undefined,
    'a wrong password': async (site) => await site.activated({ password: OTHER_PASSWORD }),
    'an inactive account': async (site) => {
      const { id } = await site.activated();
      await site.stores.users.update(id, { isActive: false });
    },
    'an account never activated, with the right password': async (site) => await site.signedUp(),
    'an account never activated, with a wrong password': async (site) =>
      await site.signedUp({ password: OTHER_PASSWORD }),
    'an account without a usable password': async (site) => {
      const { id } = await site.activated();
      await site.stores.users.update(id, { passwordHash: makeUnusablePassword() });
    },
    'a malformed hash': async (site) => {
      const { id } = await site.activated();
      await site.stores.users.update(id, { passwordHash: 'argon2$argon2id$v=19$m=8,t=1,p=1$$' });
    },
    'an account whose address somebody else has proved': async (site) => {
      await site.activated({ username: 'other' });
      await site.useCases.user.signUp(site.signUpForm());
    },
  };

  async function tryIn(prepare: (site: AccountsForTest) => Promise<unknown>) {
    const site = await accountsForTest();
    await prepare(site);
    const { length: rowsBefore } = await site.events();
    let refusal: unknown;
    const work = await site.workOf(async () => {
      refusal = await refusalOf(site.logIn());
    });
    const writes = work.asked.filter((call) => !/\.(find\w*|lock\w*|list\w*)$|^transact$/.test(call));
    const rows = (await site.events()).slice(rowsBefore).map(({ userId: _, id: __, ...row }) => row);
    const sessions = await site.stores.sessions.removeEverything();
    return {
      refusal,
      hashed: work.hashed,
      writes,
      waitedMs: work.waitedMs,
      rows,
      sessions,
      mails: (await site.mails()).length,
    };
  }

  test.each(Object.keys(cases))('because of %s looks, costs and leaves what any other does', async (name) => {
    const plain = await tryIn(cases['a wrong password'] ?? (async () => undefined));
    const other = await tryIn(cases[name] ?? (async () => undefined));
    expect({ ...other, mails: 0 }).toEqual({ ...plain, mails: 0 });
    expect(other).toMatchObject({
      refusal: { code: 'invalid-credentials' },
      hashed: ['argon2'],
      waitedMs: [500],
      sessions: 0,
      rows: [{ action: 'log-in', success: false, detail: { method: 'password' } }],
    });
  });

  test('is in the audit log of the account it was for', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    expect((await site.events()).at(-1)).toMatchObject({ action: 'log-in', success: false, userId: id });
  });

  test('leaves no earlier than the floor, counted from when it came', async () => {
    const site = await accountsForTest({ failureFloorMs: 750 });
    const cameAt = site.clock.now();
    await refusedWith(site.logIn());
    expect(site.waitedFor).toEqual([after(cameAt, 750)]);
  });

  test.each([
    ['4097 characters', 'x'.repeat(4097)],
    ['a megabyte', 'é'.repeat(500_000)],
    ['half a surrogate pair', '\ud800'],
    ['nothing', ''],
  ])('with a password of %s is an ordinary one', async (_, password) => {
    const site = await accountsForTest();
    await site.activated();
    const work = await site.workOf(() => site.logIn({ password }));
    expect(await refusedWith(site.logIn({ password }))).toBe('invalid-credentials');
    expect(work.hashed).toEqual(['argon2']);
  });

  test('takes the password exactly as typed', async () => {
    const site = await accountsForTest();
    await site.activated();
    for (const password of [` ${PASSWORD}`, `${PASSWORD}\0`, PASSWORD.toUpperCase(), PASSWORD.slice(0, -1)]) {
      expect(await refusedWith(site.logIn({ password }))).toBe('invalid-credentials');
    }
  });
});

describe('the gate', () => {
  test('keeps out an account that was never activated, unless the site lets it in', async () => {
    const strict = await accountsForTest();
    await strict.signedUp();
    expect(await refusedWith(strict.logIn())).toBe('invalid-credentials');
    const open = await accountsForTest({ unverifiedMayLogIn: true });
    await open.signedUp();
    await open.logIn();
  });

  test('lets in an account that has no address to verify', async () => {
    const site = await accountsForTest();
    const { useCases } = site;
    const rest = { validatePassword: true, isStaff: false, isSuperuser: false };
    await useCases.user.create({ by: 'operator', username: 'ana', email: '', password: PASSWORD, ...rest });
    await site.logIn();
  });

  test('judges the user as it is now: a password changed during the log-in keeps it out', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const { users } = site.stores;
    const found = users.findByUsernameKey.bind(users);
    // The proof is made from what this answers; the change comes right after.
    site.stores.users.findByUsernameKey = async (key) => {
      const user = await found(key);
      await users.revokeAll(id);
      return user;
    };
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    expect((await site.audited()).at(-1)).toBe('log-in failed');
  });

  test('ends the session the visitor came with, under whatever key it was planted', async () => {
    const site = await accountsForTest();
    await site.activated();
    const visitor = site.visitor();
    const planted = await site.useCases.session.save({
      sessionKey: null,
      data: { cart: [7] },
      expiry: null,
      visitor,
    });
    const sessionKey = planted?.sessionKey ?? '';
    const issued = await site.logIn({ sessionKey });
    expect(issued.sessionKey).not.toBe(sessionKey);
    expect(await site.useCases.session.load({ sessionKey })).toBeNull();
  });

  test('makes no session of a key that the visitor invented', async () => {
    const site = await accountsForTest();
    await site.activated();
    const sessionKey = 'a'.repeat(32);
    const issued = await site.logIn({ sessionKey });
    expect(issued.sessionKey).not.toBe(sessionKey);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
  });
});

describe('the data of a session, at log-in', () => {
  const save = (site: AccountsForTest, sessionKey: string | null, data: Record<string, number>) =>
    site.useCases.session.save({ sessionKey, data, expiry: null, visitor: site.visitor() });
  const dataOf = async (site: AccountsForTest, sessionKey: string) =>
    (await site.useCases.session.load({ sessionKey }))?.data;

  test('is carried over from an anonymous session', async () => {
    const site = await accountsForTest();
    await site.activated();
    const before = await save(site, null, { cart: 7 });
    const { sessionKey } = await site.logIn({ sessionKey: before?.sessionKey ?? null });
    expect(await dataOf(site, sessionKey)).toEqual({ cart: 7 });
    expect(await site.deps.sessionData.load(before?.session.keyHash ?? '')).toEqual({});
  });

  test('is carried over from a session of the same user', async () => {
    const site = await accountsForTest();
    await site.activated();
    const first = await site.logIn();
    await save(site, first.sessionKey, { theme: 2 });
    const { sessionKey } = await site.logIn({ sessionKey: first.sessionKey });
    expect(await dataOf(site, sessionKey)).toEqual({ theme: 2 });
    expect(await site.useCases.session.findPrincipal(first)).toBeNull();
  });

  test('is dropped when it was another user’s', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const bens = await site.logIn({ identifier: 'ben' });
    await save(site, bens.sessionKey, { secret: 1 });
    const { sessionKey } = await site.logIn({ sessionKey: bens.sessionKey });
    expect(await dataOf(site, sessionKey)).toEqual({});
    expect(await site.useCases.session.findPrincipal(bens)).toBeNull();
    expect(await site.deps.sessionData.load(bens.session.keyHash)).toEqual({});
  });

  test('is dropped where tokens take the place of the session: nothing could read it there', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey, session } = await site.logIn();
    await save(site, sessionKey, { cart: 7 });
    const form = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
    const pair = await site.useCases.jwt.obtainPair({ ...form, sessionKey });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    for (const { keyHash } of [session, pair.session]) {
      expect(await site.deps.sessionData.load(keyHash)).toEqual({});
    }
  });

  test('is dropped when the same user’s password changed since', async () => {
    const site = await accountsForTest();
    await site.activated();
    const old = await site.logIn();
    await save(site, old.sessionKey, { secret: 1 });
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: OTHER_PASSWORD,
    });
    const { sessionKey } = await site.logIn({ sessionKey: old.sessionKey, password: OTHER_PASSWORD });
    expect(await dataOf(site, sessionKey)).toEqual({});
    expect(await site.deps.sessionData.load(old.session.keyHash)).toEqual({});
  });

  test('is dropped when the session had ended', async () => {
    const site = await accountsForTest();
    await site.activated();
    const before = await save(site, null, { cart: 7 });
    site.clock.advance(days(14));
    const { sessionKey } = await site.logIn({ sessionKey: before?.sessionKey ?? null });
    expect(await dataOf(site, sessionKey)).toEqual({});
  });
});

describe('how long a log-in lasts', () => {
  async function endOf(site: AccountsForTest, rememberMe: boolean | null): Promise<Session> {
    return (await site.logIn({ rememberMe })).session;
  }

  test('remembered, fourteen days of inactivity; not remembered, until the browser closes', async () => {
    const site = await accountsForTest();
    await site.activated();
    const remembered = await endOf(site, true);
    expect(remembered.expiry).toEqual({ kind: 'age', seconds: 1_209_600 });
    const session = await endOf(site, false);
    expect(session.expiry).toEqual({ kind: 'browser' });
    expect(session.expiresAt).toEqual(after(site.clock.now(), days(14)));
  });

  test('without a choice, what the site says', async () => {
    const keeps = await accountsForTest();
    await keeps.activated();
    expect((await endOf(keeps, null)).expiry.kind).toBe('age');
    const closes = await accountsForTest({ session: { expireAtBrowserClose: true } });
    await closes.activated();
    expect((await endOf(closes, null)).expiry.kind).toBe('browser');
    expect((await endOf(closes, true)).expiry.kind).toBe('age');
  });

  test('to the moment, and not beyond the absolute end however busy', async () => {
    const site = await accountsForTest();
    await site.activated();
    const issued = await site.logIn({ rememberMe: true });
    for (let day = 1; day < 30; day += 1) {
      site.clock.advance(days(1));
      const { session, user } = await site.principalOf(issued);
      await site.useCases.session.touch({
        seen: [{ session, isStaff: user.isStaff, at: site.clock.now(), ipAddress: '192.0.2.1' }],
      });
    }
    site.clock.advance(days(1) - 1);
    expect(await site.useCases.session.findPrincipal(issued)).not.toBeNull();
    site.clock.advance(1);
    expect(await site.useCases.session.findPrincipal(issued)).toBeNull();
  });

  test.each([true, false])(
    'is shorter for staff, also when kept busy (remembered: %s)',
    async (rememberMe) => {
      const site = await accountsForTest();
      const { id } = await site.activated();
      await site.stores.users.update(id, { isStaff: true });
      const issued = await site.logIn({ rememberMe });
      const touch = async () => {
        const { session, user } = await site.principalOf(issued);
        await site.useCases.session.touch({
          seen: [{ session, isStaff: user.isStaff, at: site.clock.now(), ipAddress: '192.0.2.1' }],
        });
      };
      for (let half = 0; half < 24; half += 1) {
        await touch();
        const { session } = await site.principalOf(issued);
        const idle = after(site.clock.now(), minutes(30));
        expect(session.expiresAt).toEqual(idle < session.endsAt ? idle : session.endsAt);
        site.clock.advance(minutes(30) - 1);
      }
      expect(await site.useCases.session.findPrincipal(issued)).not.toBeNull();
      site.clock.advance(24);
      expect(await site.useCases.session.findPrincipal(issued)).toBeNull();
    },
  );

  test('of one user at most as many at once as the site allows: the one unused for longest ends', async () => {
    const site = await accountsForTest({ session: { maxPerUser: 3 } });
    await site.activated();
    const grants = [];
    for (let round = 0; round < 4; round += 1) {
      grants.push(await site.logIn());
      site.clock.advance(seconds(1));
    }
    const alive = await Promise.all(grants.map((issued) => site.useCases.session.findPrincipal(issued)));
    expect(alive.map((principal) => principal !== null)).toEqual([false, true, true, true]);
  });

  test('and a session that made room takes its data along', async () => {
    const site = await accountsForTest({ session: { maxPerUser: 1 } });
    await site.activated();
    const first = await site.logIn();
    const { sessionKey } = first;
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry: null, visitor: site.visitor() });
    await site.logIn();
    expect(await site.deps.sessionData.load(first.session.keyHash)).toEqual({});
  });
});

describe('a new device', () => {
  const phone = { ipAddress: '198.51.100.77', userAgent: 'Phone' };

  test('is told to the owner, but not the very first', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.clearMails();
    await site.logIn();
    expect(await site.mails()).toEqual([]);
    await site.logIn({ visitor: site.visitor(phone) });
    expect(await site.mailed()).toEqual(['new-device → ana@mail.example']);
    expect((await site.mail('new-device')).requestDetails).toEqual({
      at: site.clock.now().toISOString(),
      ...phone,
    });
  });

  test('is one without the cookie; with it, it is known wherever it goes', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.logIn();
    const { deviceKey } = await site.logIn({ visitor: site.visitor(phone) });
    await site.clearMails();
    const later = await site.logIn({
      visitor: site.visitor({ ipAddress: '192.0.2.1', userAgent: 'Phone 2', deviceKey }),
    });
    expect(later.deviceKey).toBeNull();
    expect(await site.mails()).toEqual([]);
    const principal = await site.principalOf(later);
    const devices = await site.useCases.device.list({ principal });
    expect(devices.map((device) => [device.userAgent, device.isCurrent])).toContainEqual(['Phone 2', true]);
  });

  test('is not known by another user’s cookie', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.logIn();
    await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const bens = await site.logIn({ identifier: 'ben' });
    await site.clearMails();
    const visitor = site.visitor({ ...phone, deviceKey: bens.deviceKey });
    expect((await site.logIn({ visitor })).deviceKey).not.toBeNull();
    expect(await site.mailed()).toEqual(['new-device → ana@mail.example']);
  });

  test('is stored by the hash of its cookie only', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const { deviceKey } = await site.logIn();
    expect(JSON.stringify(await site.stores.devices.listOfUser(id))).not.toContain(deviceKey);
  });

  test('goes untold where the site wants that', async () => {
    const site = await accountsForTest({ notifyNewDevice: false });
    await site.activated();
    await site.logIn();
    await site.clearMails();
    await site.logIn({ visitor: site.visitor(phone) });
    expect(await site.mails()).toEqual([]);
  });
});

describe('a password in an older form', () => {
  // Django's unsalted and salted forms of 'tulips-under-7-bridges', made with its own recipe: md5(salt + password).
  async function withOldHash(site: AccountsForTest): Promise<number> {
    const { createHash } = await import('node:crypto');
    const { id } = await site.activated();
    const hash = createHash('md5').update(`salt${PASSWORD}`).digest('hex');
    await site.stores.users.update(id, { passwordHash: `md5$salt$${hash}` });
    return id;
  }

  test('is rewritten at the first right log-in, and that is in the audit log', async () => {
    const site = await accountsForTest();
    const id = await withOldHash(site);
    await site.logIn();
    expect((await site.user(id)).passwordHash).toMatch(/^argon2\$/);
    expect((await site.audited()).slice(-2)).toEqual(['log-in ok', 'password-upgrade ok']);
    await site.logIn();
    expect((await site.audited()).at(-1)).toBe('log-in ok');
  });

  test('ends no session by being rewritten', async () => {
    const site = await accountsForTest();
    await withOldHash(site);
    const other = await site.logIn();
    const id = (await site.principalOf(other)).user.id;
    const { createHash } = await import('node:crypto');
    const hash = createHash('md5').update(`pepper${PASSWORD}`).digest('hex');
    await site.stores.users.update(id, { passwordHash: `md5$pepper$${hash}` });
    await site.logIn();
    expect(await site.useCases.session.findPrincipal(other)).not.toBeNull();
  });

  test('is not rewritten over a password that was set meanwhile', async () => {
    const site = await accountsForTest();
    const id = await withOldHash(site);
    const { users } = site.stores;
    const replace = users.replacePasswordHash.bind(users);
    users.replacePasswordHash = async (...input) => {
      await users.update(id, { passwordHash: 'set meanwhile' });
      await users.revokeAll(id);
      return await replace(...input);
    };
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    expect((await site.user(id)).passwordHash).toBe('set meanwhile');
  });

  test('is left alone by a wrong password', async () => {
    const site = await accountsForTest();
    const id = await withOldHash(site);
    await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
    expect((await site.user(id)).passwordHash).toMatch(/^md5\$/);
  });
});

describe('authentication back ends', () => {
  test('are asked in order; the first proof wins and is remembered', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    const asked: string[] = [];
    const backend = (name: string, answer: object) => ({
      name,
      authenticate: async () => {
        asked.push(name);
        return answer as { outcome: 'unknown'; userId: null };
      },
    });
    const { logIn } = await import('../../../src/core/login/log-in.ts');
    const unknown = backend('directory', { outcome: 'unknown', userId: null });
    const proves = backend('badge', { outcome: 'proved', user });
    const never = backend('never', { outcome: 'proved', user });
    const authenticationBackends = [unknown, proves, never];
    const { issued } = await logIn({ ...site.deps, authenticationBackends }, site.logInForm());
    expect(issued.session.backend).toBe('badge');
    expect(asked).toEqual(['directory', 'badge']);
    const refuses = backend('refuses', { outcome: 'refused' });
    const stopped = logIn({ ...site.deps, authenticationBackends: [refuses, proves] }, site.logInForm());
    expect(await refusedWith(stopped)).toBe('invalid-credentials');
  });

  test('are given no password longer than passwords may be, and prove nothing by it', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    const given: string[] = [];
    const credulous = {
      name: 'credulous',
      authenticate: async ({ password }: { password: string }) => {
        given.push(password);
        return { outcome: 'proved', user } as const;
      },
    };
    const { logIn } = await import('../../../src/core/login/log-in.ts');
    const deps = { ...site.deps, authenticationBackends: [credulous] };
    const long = logIn(deps, site.logInForm({ password: 'x'.repeat(4_097) }));
    expect(await refusedWith(long)).toBe('invalid-credentials');
    expect(given).toEqual(['']);
    await logIn(deps, site.logInForm({ password: 'x'.repeat(4_096) }));
  });

  test('cannot pass the gate’s rules: a proof of an inactive user opens nothing', async () => {
    const site = await accountsForTest();
    const user = await site.activated();
    await site.stores.users.update(user.id, { isActive: false });
    const { logIn } = await import('../../../src/core/login/log-in.ts');
    const proves = { name: 'badge', authenticate: async () => ({ outcome: 'proved', user }) as const };
    const entry = logIn({ ...site.deps, authenticationBackends: [proves] }, site.logInForm());
    expect(await refusedWith(entry)).toBe('invalid-credentials');
  });
});

describe('signing out', () => {
  test('ends the session and drops its data, on the record', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey, session } = await site.logIn();
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry: null, visitor });
    await site.useCases.login.logOut({ sessionKeys: [sessionKey], visitor });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect(await site.deps.sessionData.load(session.keyHash)).toEqual({});
    expect((await site.audited()).at(-1)).toBe('log-out ok');
  });

  test('is fine for whoever is signed out already', async () => {
    const site = await accountsForTest();
    const visitor = site.visitor();
    for (const sessionKeys of [[], [''], ['a'.repeat(32)], ['\0', '\0']])
      await site.useCases.login.logOut({ sessionKeys, visitor });
    expect(await site.events()).toEqual([]);
  });

  test('leaves the user’s other sessions', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey } = await site.logIn();
    const other = await site.logIn();
    await site.useCases.login.logOut({ sessionKeys: [sessionKey], visitor: site.visitor() });
    expect(await site.useCases.session.findPrincipal(other)).not.toBeNull();
  });
});
