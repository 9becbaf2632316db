import { describe, expect, test } from 'vitest';
import { Access } from '../../src/core/session/access.ts';
import { provedPassword, withProof } from '../../src/core/session/authentication.ts';
import type { Session, SessionExpiry } from '../../src/core/session/session.ts';
import { storeKinds } from '../support/open-stores.ts';
import {
  addUser,
  at,
  naughtyTexts,
  noon,
  race,
  sampleAddress,
  sampleSession,
  uniqueText,
} from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s session store', (kind) => {
  const stores = storesUnderTest(kind, {
    extraFields: { phone: { type: 'text', maxLength: 20, default: '' } },
  });

  const expiries: SessionExpiry[] = [
    { kind: 'age', seconds: 300 },
    { kind: 'browser' },
    { kind: 'fixed', at: at(9_000) },
  ];

  test.each(expiries)('gives a session that ends by $kind back as it was added', async (expiry) => {
    const userId = await addUser(stores());
    const session = sampleSession(userId, { expiry, deviceId: 12, authenticatedAt: null });
    await stores().sessions.add(session);
    expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
    expect((await stores().sessions.findPrincipal(session.keyHash, noon))?.session).toEqual(session);
  });

  test('keeps what was proved and when, and adds a further proof with the new key', async () => {
    const { sessions } = stores();
    const session = sampleSession(await addUser(stores()));
    await sessions.add(session);
    const before = await sessions.findPrincipal(session.keyHash, noon);
    expect(before?.authentication).toEqual({ methods: [provedPassword(noon)], level: 'aal1', at: noon });
    const code = { method: 'code', factors: ['possession'], at: at(5) } as const;
    const newKeyHash = uniqueText();
    const methods = withProof(session.methods, code);
    await sessions.rotate(session.keyHash, { newKeyHash, methods, authenticatedAt: code.at });
    const after = await sessions.findPrincipal(newKeyHash, noon);
    expect(after?.authentication).toEqual({
      methods: [provedPassword(noon), code],
      level: 'aal2',
      at: at(5),
    });
  });

  test('keeps the stage that is pending until a new key comes without it', async () => {
    const { sessions } = stores();
    const session = sampleSession(await addUser(stores()), { pendingStage: 'change-password' });
    await sessions.add(session);
    expect((await sessions.findPrincipal(session.keyHash, noon))?.session).toEqual(session);
    await sessions.rotate(session.keyHash, { newKeyHash: `${session.keyHash}-2` });
    expect(await sessions.find(`${session.keyHash}-2`, noon)).toMatchObject({
      pendingStage: 'change-password',
    });
    await sessions.rotate(`${session.keyHash}-2`, { newKeyHash: `${session.keyHash}-3`, pendingStage: null });
    expect((await sessions.findPrincipal(`${session.keyHash}-3`, noon))?.session.pendingStage).toBeNull();
  });

  test('gives the browser sessions of one user a new key that is due, each once of many at once', async () => {
    const { sessions } = stores();
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    const token = sampleSession(userId, { kind: 'api-token' });
    const others = sampleSession(await addUser(stores()));
    for (const each of [session, token, others]) await sessions.add(each);
    const change = { newKeyHash: uniqueText(), formerUntil: at(10_000) };
    expect(await sessions.renewDueKey(session.keyHash, change)).toBe(false);
    await sessions.markKeysDue(userId);
    const due = async ({ keyHash }: Session) =>
      (await sessions.findPrincipal(keyHash, noon))?.session.isKeyDue;
    expect(await Promise.all([session, token, others].map(due))).toEqual([true, false, false]);
    const renewed = await race(() => sessions.renewDueKey(session.keyHash, change));
    expect(renewed.filter(Boolean)).toHaveLength(1);
    expect(await sessions.findPrincipal(session.keyHash, noon)).toBeNull();
    expect((await sessions.findPrincipal(change.newKeyHash, noon))?.session).toEqual({
      ...session,
      keyHash: change.newKeyHash,
    });
  });

  test('finds a session by the key that it had until the moment is over, or another new one came', async () => {
    const { sessions } = stores();
    const session = sampleSession(await addUser(stores()));
    await sessions.add(session);
    await sessions.markKeysDue(session.userId ?? 0);
    const second = uniqueText();
    await sessions.renewDueKey(session.keyHash, { newKeyHash: second, formerUntil: at(10_000) });
    expect((await sessions.find(session.keyHash, at(9_999)))?.keyHash).toBe(second);
    expect(await sessions.find(session.keyHash, at(10_000))).toBeNull();
    await sessions.rotate(second, { newKeyHash: uniqueText() });
    expect(await sessions.find(session.keyHash, at(1))).toBeNull();
  });

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const session = sampleSession(await addUser(stores()), {
      userAgent: text,
      ipAddress: text,
      backend: text,
    });
    await stores().sessions.add(session);
    expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
  });

  test('finds the session of a visitor who is not signed in, who is no principal', async () => {
    const session = sampleSession(null);
    await stores().sessions.add(session);
    expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).toBeNull();
  });

  test('names the principal with groups and direct permissions, in order', async () => {
    const userId = await addUser(stores(), { extra: { phone: '+1' } });
    await stores().emailAddresses.add(
      sampleAddress(userId, { email: 'A@b.example', isPrimary: true, isVerified: true }),
    );
    const groups = [
      { id: 900, name: 'zeta' },
      { id: 901, name: 'Alpha "quoted"' },
      { id: 902, name: 'éclair' },
    ];
    await stores().giveAccess(userId, { groups, permissions: ['view_post', 'add_post'] });
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const principal = await stores().sessions.findPrincipal(session.keyHash, noon);
    expect(principal).toEqual({
      credentialKind: 'cookie',
      authentication: { methods: session.methods, level: 'aal1', at: noon },
      sessionKeyHash: session.keyHash,
      user: await stores().users.findById(userId),
      session,
      groups: [groups[1], groups[0], groups[2]],
      roles: [],
      permissions: ['add_post', 'view_post'],
      access: expect.any(Access),
    });
    const { groups: found, permissions } = await stores().groups.rightsOfUser(userId);
    expect([principal?.groups, principal?.permissions]).toEqual([found, permissions]);
  });

  describe.each(['find', 'findPrincipal'] as const)('%s', (find) => {
    async function isLive(keyHash: string, now: Date): Promise<boolean> {
      return (await stores().sessions[find](keyHash, now)) !== null;
    }

    test('knows a session until just before its end by inactivity', async () => {
      const session = sampleSession(await addUser(stores()), { expiresAt: at(1_000) });
      await stores().sessions.add(session);
      expect(await isLive(session.keyHash, at(999))).toBe(true);
      expect(await isLive(session.keyHash, at(1_000))).toBe(false);
      expect(await isLive(session.keyHash, at(999))).toBe(true);
    });

    test('knows a session until just before its absolute end', async () => {
      const session = sampleSession(await addUser(stores()), { endsAt: at(1_000) });
      await stores().sessions.add(session);
      expect(await isLive(session.keyHash, at(999))).toBe(true);
      expect(await isLive(session.keyHash, at(1_000))).toBe(false);
    });

    test('knows no session of an inactive user', async () => {
      const userId = await addUser(stores());
      const session = sampleSession(userId);
      await stores().sessions.add(session);
      expect(await isLive(session.keyHash, noon)).toBe(true);
      await stores().users.update(userId, { isActive: false });
      expect(await isLive(session.keyHash, noon)).toBe(false);
    });

    test('knows no session from before all were revoked', async () => {
      const userId = await addUser(stores());
      const session = sampleSession(userId);
      await stores().sessions.add(session);
      expect(await isLive(session.keyHash, noon)).toBe(true);
      const securityVersion = await stores().users.revokeAll(userId);
      expect(await isLive(session.keyHash, noon)).toBe(false);
      const renewed = sampleSession(userId, { securityVersion });
      await stores().sessions.add(renewed);
      expect(await isLive(renewed.keyHash, noon)).toBe(true);
    });

    test('knows no session that was removed, and none of a deleted user', async () => {
      const userId = await addUser(stores());
      const [first, second] = [sampleSession(userId), sampleSession(userId)];
      await stores().sessions.add(first);
      await stores().sessions.add(second);
      expect(await isLive(first.keyHash, noon)).toBe(true);
      expect(await isLive(second.keyHash, noon)).toBe(true);
      await stores().sessions.remove(first.keyHash);
      expect(await isLive(first.keyHash, noon)).toBe(false);
      await stores().users.delete(userId);
      expect(await isLive(second.keyHash, noon)).toBe(false);
    });
  });

  test('shows every change of the principal at once', async () => {
    const userId = await addUser(stores());
    const address = sampleAddress(userId, { isPrimary: true });
    await stores().emailAddresses.add(address);
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const principal = () => stores().sessions.findPrincipal(session.keyHash, noon);
    expect((await principal())?.user.isEmailVerified).toBe(false);
    await stores().emailAddresses.markVerified(userId, address.emailKey);
    expect((await principal())?.user.isEmailVerified).toBe(true);
    await stores().users.update(userId, { firstName: 'Changed', extra: { phone: '2' } });
    expect((await principal())?.user).toMatchObject({ firstName: 'Changed', extra: { phone: '2' } });
    await stores().giveAccess(userId, { groups: [{ id: 910, name: 'late' }], permissions: ['late_one'] });
    expect(await principal()).toMatchObject({
      groups: [{ id: 910, name: 'late' }],
      permissions: ['late_one'],
    });
    await stores().sessions.touch([{ keyHash: session.keyHash, lastSeenAt: at(5), expiresAt: at(7_000) }]);
    expect((await principal())?.session).toMatchObject({ lastSeenAt: at(5), expiresAt: at(7_000) });
    await stores().sessions.setExpiry(session.keyHash, { kind: 'browser' }, at(8_000));
    expect((await principal())?.session).toMatchObject({ expiry: { kind: 'browser' }, expiresAt: at(8_000) });
  });

  test('sees in a transaction what that transaction wrote, and nobody else does before it ends', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const attempt = stores().transact(async (inside) => {
      await inside.users.update(userId, { firstName: 'Draft' });
      expect((await inside.sessions.findPrincipal(session.keyHash, noon))?.user.firstName).toBe('Draft');
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect((await stores().sessions.findPrincipal(session.keyHash, noon))?.user.firstName).toBe('Ana');
  });

  test('lists the live sessions of a user, newest activity first', async () => {
    const userId = await addUser(stores());
    const older = sampleSession(userId);
    const newer = sampleSession(userId, { lastSeenAt: at(10) });
    const ended = sampleSession(userId, { expiresAt: at(20) });
    for (const session of [older, newer, ended, sampleSession(await addUser(stores()))]) {
      await stores().sessions.add(session);
    }
    expect(await stores().sessions.listOfUser(userId, at(20))).toEqual([newer, older]);
  });

  test('moves the last activity forward only', async () => {
    const sessions = [sampleSession(null), sampleSession(null, { lastSeenAt: at(100), expiresAt: at(900) })];
    for (const session of sessions) await stores().sessions.add(session);
    const seen = sessions.map(({ keyHash }) => ({ keyHash, lastSeenAt: at(50), expiresAt: at(700) }));
    await stores().sessions.touch([...seen, { keyHash: 'gone', lastSeenAt: at(50), expiresAt: at(700) }]);
    const [first, second] = sessions;
    expect(await stores().sessions.find(first?.keyHash ?? '', noon)).toMatchObject({
      lastSeenAt: at(50),
      expiresAt: at(700),
    });
    expect(await stores().sessions.find(second?.keyHash ?? '', noon)).toMatchObject({
      lastSeenAt: at(100),
      expiresAt: at(900),
    });
  });

  test('sets an expiry of a session that is there', async () => {
    const session = sampleSession(null);
    await stores().sessions.add(session);
    const expiry = { kind: 'fixed', at: at(4_000) } as const;
    expect(await stores().sessions.setExpiry(session.keyHash, expiry, at(4_000))).toBe(true);
    expect(await stores().sessions.find(session.keyHash, noon)).toEqual({
      ...session,
      expiry,
      expiresAt: at(4_000),
    });
    expect(await stores().sessions.setExpiry('gone', expiry, at(4_000))).toBe(false);
  });

  test('gives a session a new key once, however many ask at once', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const newKeys = await race(async () => uniqueText());
    const again = { methods: [provedPassword(at(3))], authenticatedAt: at(3) };
    const rotated = await race((index) =>
      stores().sessions.rotate(session.keyHash, { newKeyHash: newKeys[index] ?? '', ...again }),
    );
    expect(rotated.filter(Boolean)).toHaveLength(1);
    const newKeyHash = newKeys[rotated.indexOf(true)] ?? '';
    expect(await stores().sessions.find(session.keyHash, noon)).toBeNull();
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).toBeNull();
    const found = await stores().sessions.find(newKeyHash, noon);
    expect(found).toEqual({ ...session, keyHash: newKeyHash, ...again });
  });

  test('keeps a session over a revocation when its version moves along', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const newKeyHash = uniqueText();
    await stores().transact(async (inside) => {
      const securityVersion = await inside.users.revokeAll(userId);
      await inside.sessions.rotate(session.keyHash, { newKeyHash, securityVersion });
    });
    expect((await stores().sessions.findPrincipal(newKeyHash, noon))?.user.id).toBe(userId);
  });

  test('ends a session once, and by its public id for its owner only', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    expect(await stores().sessions.removeOfUser(await addUser(stores()), session.id)).toBeNull();
    const ended = await race(() => stores().sessions.removeOfUser(userId, session.id));
    expect(ended.filter((keyHash) => keyHash !== null)).toEqual([session.keyHash]);
    expect(await stores().sessions.remove(session.keyHash)).toBe(false);
    const another = sampleSession(userId);
    await stores().sessions.add(another);
    const removed = await race(() => stores().sessions.remove(another.keyHash));
    expect(removed.filter(Boolean)).toHaveLength(1);
  });

  test('ends the live sessions of a kind beyond the newest ones', async () => {
    const userId = await addUser(stores());
    const ofAge = (age: number) => sampleSession(userId, { lastSeenAt: at(-age) });
    const [oldest, newest, middle] = [ofAge(3), ofAge(1), ofAge(2)];
    const ended = sampleSession(userId, { expiresAt: at(0) });
    const token = sampleSession(userId, { kind: 'api-token', lastSeenAt: at(-9) });
    const foreign = sampleSession(await addUser(stores()));
    for (const session of [oldest, newest, middle, ended, token, foreign])
      await stores().sessions.add(session);
    const beyond = { kind: 'cookie', now: noon } as const;
    expect(await stores().sessions.removeOldest(userId, { ...beyond, keep: 3 })).toEqual([]);
    expect(await stores().sessions.removeOldest(userId, { ...beyond, keep: 2 })).toEqual([oldest.keyHash]);
    expect(await stores().sessions.listOfUser(userId, noon)).toEqual([newest, middle, token]);
    const rest = await stores().sessions.removeOldest(userId, { ...beyond, keep: 0 });
    expect([...rest].sort()).toEqual([newest.keyHash, middle.keyHash].sort());
    expect(await stores().sessions.find(foreign.keyHash, noon)).toEqual(foreign);
  });

  test('ends all sessions of a user but the one kept', async () => {
    const userId = await addUser(stores());
    const sessions = [sampleSession(userId), sampleSession(userId), sampleSession(userId)];
    const foreign = sampleSession(await addUser(stores()));
    for (const session of [...sessions, foreign]) await stores().sessions.add(session);
    const keys = sessions.map((session) => session.keyHash);
    const ended = await stores().sessions.removeAllOfUser(userId, { keyHash: keys[1] });
    expect([...ended].sort()).toEqual([keys[0], keys[2]].sort());
    expect(await stores().sessions.removeAllOfUser(userId)).toEqual([keys[1]]);
    expect(await stores().sessions.removeAllOfUser(userId)).toEqual([]);
    expect(await stores().sessions.find(foreign.keyHash, noon)).toEqual(foreign);
  });

  test('removes sessions that ended, at most as many as asked for', async () => {
    const end = new Date('2001-01-01T00:00:00.000Z');
    const ended = [
      sampleSession(null, { expiresAt: end }),
      sampleSession(null, { endsAt: end }),
      sampleSession(await addUser(stores()), { expiresAt: end }),
    ];
    for (const session of ended) await stores().sessions.add(session);
    expect(await stores().sessions.removeExpired(new Date(end.getTime() - 1), 10)).toEqual([]);
    const first = await stores().sessions.removeExpired(end, 2);
    const second = await stores().sessions.removeExpired(end, 2);
    expect([first.length, second.length]).toEqual([2, 1]);
    expect([...first, ...second].sort()).toEqual(ended.map((session) => session.keyHash).sort());
  });

  test('refuses a session of nobody and a key twice', async () => {
    await expect(stores().sessions.add(sampleSession(1))).rejects.toThrow();
    const session = sampleSession(null);
    await stores().sessions.add(session);
    await expect(
      stores().sessions.add({ ...sampleSession(null), keyHash: session.keyHash }),
    ).rejects.toThrow();
  });

  test('removes every session there is', async () => {
    const session = sampleSession(null);
    await stores().sessions.add(session);
    expect(await stores().sessions.removeEverything()).toBeGreaterThan(0);
    expect(await stores().sessions.removeEverything()).toBe(0);
    expect(await stores().sessions.find(session.keyHash, noon)).toBeNull();
  });
});

describe.each(['sqlite', 'postgres'] as const)('%s sessions from before their methods were kept', (kind) => {
  const stores = storesUnderTest(kind);

  async function opened(changes: Partial<Session>) {
    const session = sampleSession(await addUser(stores()), changes);
    await stores().sessions.add(session);
    await stores().attack('update stagedoor_session set methods = null');
    return (await stores().sessions.findPrincipal(session.keyHash, noon))?.authentication;
  }

  test.each([null, 'password', 'ldap'])(
    'by %s show the password that was proved, at its time',
    async (backend) => {
      const shown = { methods: [provedPassword(at(7))], level: 'aal1', at: at(7) };
      expect(await opened({ backend, authenticatedAt: at(7) })).toEqual(shown);
    },
  );

  test('by a proxy show its word', async () => {
    const methods = [{ method: 'remote-user', factors: [], at: at(7) }];
    const shown = { methods, level: 'aal1', at: at(7) };
    expect(await opened({ backend: 'remote-user', authenticatedAt: at(7) })).toEqual(shown);
  });

  test('of a program’s token show none', async () => {
    const shown = { methods: [], level: 'aal1', at: null };
    expect(await opened({ kind: 'api-token', authenticatedAt: null })).toEqual(shown);
  });
});
