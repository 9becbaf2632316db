import { describe, expect, test } from 'vitest';
import { after, days, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import { saveSession } from '../../../src/core/session/save-session.ts';
import type { SessionData, SessionExpiry } from '../../../src/core/session/session.ts';
import { type AccountsForTest, accountsForTest, atOnce, refusedWith } from '../../support/core.ts';

async function anaAndBen(site: AccountsForTest) {
  const ana = await site.loggedIn();
  await site.activated({ email: 'ben@mail.example', username: 'ben' });
  const ben = await site.principalOf(await site.logIn({ identifier: 'ben' }));
  return { ana, ben };
}

describe('the sessions of a user', () => {
  test('are listed to their owner only, the latest activity first, the current one marked', async () => {
    const site = await accountsForTest();
    const { ana } = await anaAndBen(site);
    site.clock.advance(seconds(1));
    const phone = await site.logIn({ visitor: site.visitor({ userAgent: 'Phone' }) });
    const listed = await site.useCases.session.list({ principal: ana });
    expect(listed.map(({ session, isCurrent }) => [session.userAgent, isCurrent])).toEqual([
      ['Phone', false],
      ['Firefox on a Tuesday', true],
    ]);
    const fromPhone = await site.useCases.session.list({ principal: await site.principalOf(phone) });
    expect(fromPhone.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
  });

  test('that have ended are not listed', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.logIn();
    site.clock.advance(days(14) - 1);
    const principal = await site.loggedIn();
    expect(await site.useCases.session.list({ principal })).toHaveLength(2);
    site.clock.advance(1);
    expect(await site.useCases.session.list({ principal })).toHaveLength(1);
  });
});

describe('ending one session', () => {
  test('ends it at once, with its data, on the record', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const other = await site.logIn();
    const visitor = site.visitor();
    const data = { a: 1 };
    await site.useCases.session.save({ sessionKey: other.sessionKey, data, expiry: null, visitor });
    await site.useCases.session.end({ principal, sessionId: other.session.id, visitor });
    expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await site.deps.sessionData.load(other.session.keyHash)).toEqual({});
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'session-end',
      userId: principal.user.id,
      detail: { session: other.session.id },
    });
  });

  test('of somebody else is not found, as one that is not there', async () => {
    const site = await accountsForTest();
    const { ana, ben } = await anaAndBen(site);
    const visitor = site.visitor();
    const end = (sessionId: number) => site.useCases.session.end({ principal: ana, sessionId, visitor });
    expect(await refusedWith(end(ben.session.id))).toBe('not-found');
    expect(await refusedWith(end(4711))).toBe('not-found');
    expect(await refusedWith(end(Number.NaN))).toBe('not-found');
    expect(await site.useCases.session.list({ principal: ben })).toHaveLength(1);
  });

  test('needs a password given lately; the current one may always end', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const other = await site.logIn();
    const visitor = site.visitor();
    const end = (sessionId: number) => site.useCases.session.end({ principal, sessionId, visitor });
    site.clock.advance(minutes(10) + 1);
    expect(await refusedWith(end(other.session.id))).toBe('reauthentication-required');
    await end(principal.session.id);
    expect(await site.useCases.session.list({ principal })).toHaveLength(1);
  });

  test('happens once, of sixteen at once', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { session } = await site.logIn();
    const visitor = site.visitor();
    const outcome = await atOnce(16, () =>
      site.useCases.session.end({ principal, sessionId: session.id, visitor }),
    );
    expect(outcome).toEqual({ done: 1, refused: ['not-found'] });
  });
});

describe('ending the other sessions', () => {
  test('leaves this one and everybody else’s', async () => {
    const site = await accountsForTest();
    const { ana, ben } = await anaAndBen(site);
    const others = [await site.logIn(), await site.logIn()];
    const visitor = site.visitor();
    const ended = await site.useCases.session.endOthers({ principal: ana, includingThis: false, visitor });
    expect(ended).toBe(2);
    for (const other of others) expect(await site.useCases.session.findPrincipal(other)).toBeNull();
    expect(await site.useCases.session.list({ principal: ana })).toHaveLength(1);
    expect(await site.useCases.session.list({ principal: ben })).toHaveLength(1);
    const event = (await site.events()).at(-1);
    expect(event).toMatchObject({ action: 'session-end-all', detail: { sessions: 2 } });
  });

  test('needs a password given lately, but signing out everywhere does not', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    await site.logIn();
    const visitor = site.visitor();
    site.clock.advance(minutes(10) + 1);
    const others = site.useCases.session.endOthers({ principal, includingThis: false, visitor });
    expect(await refusedWith(others)).toBe('reauthentication-required');
    expect(await site.useCases.session.endOthers({ principal, includingThis: true, visitor })).toBe(2);
    expect(await site.useCases.session.list({ principal })).toEqual([]);
  });
});

describe('the operator', () => {
  test('ends every session there is, anonymous ones too', async () => {
    const site = await accountsForTest();
    await anaAndBen(site);
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey: null, data: { a: 1 }, expiry: null, visitor });
    expect(await site.useCases.session.endAll({ by: 'operator', whose: 'everybody' })).toBe(3);
    expect((await site.events()).at(-1)).toMatchObject({ action: 'session-end-all', userId: null });
  });

  test('ends those of one user', async () => {
    const site = await accountsForTest();
    const { ana, ben } = await anaAndBen(site);
    const { keyHash } = ben.session;
    await site.deps.sessionData.save(keyHash, { a: 1 }, ben.session.expiresAt);
    expect(await site.useCases.session.endAll({ by: 'operator', whose: ben.user.id })).toBe(1);
    expect(await site.useCases.session.list({ principal: ben })).toEqual([]);
    expect(await site.deps.sessionData.load(keyHash)).toEqual({});
    expect(await site.useCases.session.list({ principal: ana })).toHaveLength(1);
    // Whatever else was issued ends with it: tokens compare this number.
    expect((await site.user(ben.user.id)).securityVersion).toBe(ben.user.securityVersion + 1);
    const nobody = site.useCases.session.endAll({ by: 'operator', whose: 987_654_321 });
    expect(await refusedWith(nobody)).toBe('not-found');
  });
});

describe('a session key', () => {
  test.each([
    '',
    'x',
    'A'.repeat(32),
    'a'.repeat(31),
    'a'.repeat(33),
    '\0'.repeat(32),
    '\ud800',
    'ａ'.repeat(32),
  ])('that cannot be one is nobody’s, without a question to the database: %j', async (sessionKey) => {
    const site = await accountsForTest();
    const work = await site.workOf(() => site.useCases.session.findPrincipal({ sessionKey }));
    expect(work.asked).toEqual([]);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect(await site.useCases.session.load({ sessionKey })).toBeNull();
  });

  test('is dead at once when the user is deactivated, deleted or revoked', async () => {
    for (const end of [
      (site: AccountsForTest, id: number) => site.stores.users.update(id, { isActive: false }),
      (site: AccountsForTest, id: number) => site.stores.users.delete(id),
      (site: AccountsForTest, id: number) => site.stores.users.revokeAll(id),
    ]) {
      const site = await accountsForTest();
      const { id } = await site.activated();
      const issued = await site.logIn();
      await end(site, id);
      expect(await site.useCases.session.findPrincipal(issued)).toBeNull();
      expect(await site.useCases.session.load(issued)).toBeNull();
    }
  });

  test('can be given anew on demand, with the data', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey } = await site.logIn();
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry: null, visitor });
    const cycled = await site.useCases.session.cycleKey({ sessionKey });
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    const loaded = await site.useCases.session.load({ sessionKey: cycled?.sessionKey ?? '' });
    expect(loaded?.data).toEqual({ a: 1 });
    expect(await site.useCases.session.cycleKey({ sessionKey })).toBeNull();
  });

  test('cycled by two at once lives on under one of the two', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey } = await site.logIn();
    const cycled = await Promise.all(
      Array.from({ length: 16 }, () => site.useCases.session.cycleKey({ sessionKey })),
    );
    expect(cycled.filter((issued) => issued !== null)).toHaveLength(1);
  });
});

describe('an anonymous session', () => {
  const save = (
    site: AccountsForTest,
    sessionKey: string | null,
    data: SessionData,
    expiry: SessionExpiry | null = null,
  ) => site.useCases.session.save({ sessionKey, data, expiry, visitor: site.visitor() });

  test('does not come into being where its data finds no place', async () => {
    const site = await accountsForTest();
    const full = Promise.reject(new Error('no room'));
    const deps = { ...site.deps, sessionData: { ...site.deps.sessionData, save: () => full } };
    const input = { sessionKey: null, data: { a: 1 }, expiry: null, visitor: site.visitor() };
    await expect(saveSession(deps, input)).rejects.toThrow('no room');
    expect(await site.useCases.session.endAll({ by: 'operator', whose: 'everybody' })).toBe(0);
  });

  test('comes into being with its first value, not before', async () => {
    const site = await accountsForTest();
    const work = await site.workOf(() => save(site, null, {}));
    expect(await save(site, null, {})).toBeNull();
    expect(work.asked).toEqual([]);
    const saved = await save(site, null, { cart: [7] });
    expect(saved?.session).toMatchObject({ userId: null, authenticatedAt: null, backend: null });
    const loaded = await site.useCases.session.load({ sessionKey: saved?.sessionKey ?? '' });
    expect(loaded?.data).toEqual({ cart: [7] });
    expect(await site.useCases.session.findPrincipal({ sessionKey: saved?.sessionKey ?? '' })).toBeNull();
  });

  test('ends when it is emptied', async () => {
    const site = await accountsForTest();
    const saved = await save(site, null, { cart: [7] });
    const sessionKey = saved?.sessionKey ?? '';
    expect(await save(site, sessionKey, {})).toBeNull();
    expect(await site.useCases.session.load({ sessionKey })).toBeNull();
  });

  test('never takes a key that the visitor brought', async () => {
    const site = await accountsForTest();
    const sessionKey = 'b'.repeat(32);
    const saved = await save(site, sessionKey, { cart: [7] });
    expect(saved?.sessionKey).not.toBe(sessionKey);
    expect(await site.useCases.session.load({ sessionKey })).toBeNull();
  });

  test('of a signed-in user, emptied, stays: it says who they are', async () => {
    const site = await accountsForTest();
    const { sessionKey } = await site.activated().then(() => site.logIn());
    expect(await save(site, sessionKey, {})).not.toBeNull();
    expect(await site.useCases.session.findPrincipal({ sessionKey })).not.toBeNull();
  });
});

describe('set_expiry', () => {
  async function saved(expiry: SessionExpiry | null) {
    const site = await accountsForTest();
    const { sessionKey, session } = await site.activated().then(() => site.logIn({ rememberMe: true }));
    const visitor = site.visitor();
    site.clock.advance(minutes(5));
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry, visitor });
    return { site, sessionKey, session: (await site.principalOf({ sessionKey })).session, before: session };
  }

  test('in seconds ends after that much inactivity, and activity moves the end', async () => {
    const { site, sessionKey, session } = await saved({ kind: 'age', seconds: 300 });
    expect(session.expiresAt).toEqual(after(site.clock.now(), minutes(5)));
    site.clock.advance(minutes(4));
    await site.useCases.session.touch({
      seen: [{ session, isStaff: false, at: site.clock.now(), ipAddress: '192.0.2.1' }],
    });
    site.clock.advance(minutes(5) - 1);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).not.toBeNull();
    site.clock.advance(1);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
  });

  test('of the browser’s life keeps the row for the cookie age', async () => {
    const { site, session } = await saved({ kind: 'browser' });
    expect(session.expiry).toEqual({ kind: 'browser' });
    expect(session.expiresAt).toEqual(after(site.clock.now(), days(14)));
  });

  test('as a moment is not moved by activity', async () => {
    const at = new Date('2026-03-02T10:00:00.000Z');
    const { site, sessionKey, session } = await saved({ kind: 'fixed', at });
    site.clock.set(after(at, -1));
    await site.useCases.session.touch({
      seen: [{ session, isStaff: false, at: site.clock.now(), ipAddress: '192.0.2.1' }],
    });
    expect((await site.principalOf({ sessionKey })).session.expiresAt).toEqual(at);
    site.clock.advance(1);
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
  });

  test('of nothing keeps what the session has', async () => {
    const { session } = await saved(null);
    expect(session.expiry).toEqual({ kind: 'age', seconds: 1_209_600 });
  });

  test.each([
    { kind: 'age', seconds: 10 ** 9 },
    { kind: 'age', seconds: Number.MAX_SAFE_INTEGER },
    { kind: 'fixed', at: new Date('2999-01-01T00:00:00Z') },
  ] as const)('never reaches beyond the absolute end: %j', async (expiry) => {
    const { session, before } = await saved(expiry);
    expect(session.expiresAt).toEqual(before.endsAt);
    expect(session.endsAt).toEqual(before.endsAt);
  });

  test('never makes a session of staff idle longer than theirs may', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    await site.stores.users.update(id, { isStaff: true });
    const { sessionKey } = await site.logIn();
    for (const expiry of [{ kind: 'age', seconds: 86_400 }, { kind: 'browser' }, null] as const) {
      await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry, visitor: site.visitor() });
      const { session } = await site.principalOf({ sessionKey });
      expect(session.expiresAt).toEqual(after(site.clock.now(), minutes(30)));
    }
  });

  test('is not undone by an older activity that is written later', async () => {
    const site = await accountsForTest();
    const { sessionKey, session } = await site.activated().then(() => site.logIn());
    const seenAt = after(site.clock.now(), minutes(2));
    site.clock.advance(minutes(2));
    const expiry = { kind: 'age', seconds: 60 } as const;
    await site.useCases.session.save({ sessionKey, data: { a: 1 }, expiry, visitor: site.visitor() });
    await site.useCases.session.touch({
      seen: [{ session, isStaff: false, at: seenAt, ipAddress: '192.0.2.1' }],
    });
    site.clock.advance(minutes(1));
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
  });
});

describe('activity', () => {
  test('moves the idle end', async () => {
    const site = await accountsForTest();
    const issued = await site.activated().then(() => site.logIn());
    site.clock.advance(days(13));
    const { session } = await site.principalOf(issued);
    await site.useCases.session.touch({
      seen: [{ session, isStaff: false, at: site.clock.now(), ipAddress: '192.0.2.1' }],
    });
    site.clock.advance(days(13));
    expect((await site.principalOf(issued)).session.lastSeenAt).toEqual(after(site.clock.now(), -days(13)));
  });

  test('of a session that has ended brings nothing back', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { session } = principal;
    await site.useCases.session.end({ principal, sessionId: session.id, visitor: site.visitor() });
    await site.useCases.session.touch({
      seen: [{ session, isStaff: false, at: site.clock.now(), ipAddress: '192.0.2.1' }],
    });
    expect(await site.useCases.session.list({ principal })).toEqual([]);
  });

  test('of nobody asks nothing', async () => {
    const site = await accountsForTest();
    const work = await site.workOf(() => site.useCases.session.touch({ seen: [] }));
    expect(work.asked).toEqual([]);
  });
});

describe('clearing what has ended', () => {
  test('removes ended sessions with their data and dead links, and leaves the living', async () => {
    const site = await accountsForTest();
    await site.activated();
    const old = await site.logIn();
    const visitor = site.visitor();
    await site.useCases.session.save({ sessionKey: old.sessionKey, data: { a: 1 }, expiry: null, visitor });
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    await site.runJobs();
    site.clock.advance(days(14));
    const alive = await site.logIn();
    const cleared = await site.useCases.maintenance.clearExpired();
    expect(cleared.sessions).toBe(1);
    expect(await site.deps.sessionData.load(old.session.keyHash)).toEqual({});
    expect(await site.useCases.session.findPrincipal(alive)).not.toBeNull();
    expect((await site.useCases.maintenance.clearExpired()).sessions).toBe(0);
  });
});
