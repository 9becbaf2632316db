import { describe, expect, test } from 'vitest';
import { PlainError } from '../../src/core/kernel/plain-error.ts';
import type { Session, SessionHolder } from '../../src/core/session/session.ts';
import type { SessionRotation } from '../../src/core/session/session-store.ts';
import { storeKinds } from '../support/open-stores.ts';
import {
  addUser,
  at,
  naughtyTexts,
  noon,
  race,
  sampleSession,
  uniqueText,
} from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s token stores', (kind) => {
  const stores = storesUnderTest(kind);
  const scope = { permissions: ['view_post'], methods: 'read' } as const;

  async function openSession(changes: Parameters<typeof sampleSession>[1] = {}) {
    const userId = await addUser(stores());
    const session = sampleSession(userId, { kind: 'jwt', ...changes });
    await stores().sessions.add(session);
    return { userId, session };
  }

  const fixedEnd = (milliseconds: number) => ({ kind: 'fixed', at: at(milliseconds) }) as const;
  const rotated = (session: Session, change: SessionRotation) =>
    stores().sessions.rotate(session.keyHash, change);

  async function addRefreshToken() {
    const { session } = await openSession();
    const token = { jti: uniqueText(), sessionId: session.id, createdAt: noon, expiresAt: at(60_000) };
    await stores().refreshTokens.add(token);
    return { session, token };
  }

  describe('sessions of tokens', () => {
    test('keep their kind and scope', async () => {
      const { session } = await openSession({ kind: 'personal-token', scope });
      expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
      expect((await stores().sessions.findPrincipal(session.keyHash, noon))?.session).toEqual(session);
    });

    test('end with the security version, but for personal tokens, which end with the account', async () => {
      const { sessions, users } = stores();
      const { userId, session: jwt } = await openSession();
      const personal = sampleSession(userId, { kind: 'personal-token', scope });
      await sessions.add(personal);
      await users.revokeAll(userId);
      const isOpen = async (keyHash: string) => [
        (await sessions.find(keyHash, noon)) !== null,
        (await sessions.findPrincipal(keyHash, noon)) !== null,
      ];
      expect(await isOpen(jwt.keyHash)).toEqual([false, false]);
      expect(await isOpen(personal.keyHash)).toEqual([true, true]);
      await users.update(userId, { isActive: false });
      expect(await isOpen(personal.keyHash)).toEqual([false, false]);
    });

    test('give their holder the permissions of the scope that the user has', async () => {
      const { userId, session } = await openSession({ kind: 'personal-token', scope });
      const granted = async () => (await stores().sessions.findPrincipal(session.keyHash, noon))?.permissions;
      expect(await granted()).toEqual([]);
      await stores().giveAccess(userId, { permissions: ['add_post', 'view_post'] });
      await stores().users.update(userId, { firstName: 'Eva' });
      expect(await granted()).toEqual(['view_post']);
    });

    test('are spared on request when the others of a user end', async () => {
      const { userId, session } = await openSession({ kind: 'personal-token', scope });
      const other = sampleSession(userId);
      await stores().sessions.add(other);
      expect(await stores().sessions.removeAllOfUser(userId, { personalTokens: true })).toEqual([
        other.keyHash,
      ]);
      expect(await stores().sessions.removeAllOfUser(userId)).toEqual([session.keyHash]);
    });

    test('are locked while they are there', async () => {
      const { session } = await openSession();
      const lock = () => stores().transact((inside) => inside.sessions.lock(session.keyHash));
      expect(await lock()).toBe(true);
      await stores().sessions.remove(session.keyHash);
      expect(await lock()).toBe(false);
    });

    test('move the address and leave the end alone when they are seen', async () => {
      const { session } = await openSession();
      const seen = { keyHash: session.keyHash, lastSeenAt: at(1), expiresAt: null, ipAddress: '192.0.2.9' };
      await stores().sessions.touch([seen]);
      expect(await stores().sessions.find(session.keyHash, noon)).toEqual({
        ...session,
        lastSeenAt: at(1),
        ipAddress: '192.0.2.9',
      });
    });
  });

  describe('refresh tokens', () => {
    test('are found unused as they were added, and gone with their session', async () => {
      const { session, token } = await addRefreshToken();
      const unused = { usedAt: null, successorJti: null, requestHash: null };
      expect(await stores().refreshTokens.find(token.jti)).toEqual({ ...token, ...unused });
      await stores().sessions.remove(session.keyHash);
      expect(await stores().refreshTokens.find(token.jti)).toBeNull();
      expect(await stores().refreshTokens.find('nobody')).toBeNull();
    });

    const exchangeOf = (session: Session, requestHash: string | null = null) => {
      const successor = { jti: uniqueText(), createdAt: at(5), expiresAt: at(90_000) };
      const { keyHash } = session;
      return { keyHash, usedAt: at(5), requestHash, successor, succeed: () => successor };
    };

    test('are exchanged by exactly one of sixteen at once, who is remembered', async () => {
      const { refreshTokens } = stores();
      const { session, token } = await addRefreshToken();
      const exchanges = Array.from({ length: 16 }, (_, turn) => exchangeOf(session, String(turn)));
      const wins = await race((turn) =>
        refreshTokens.exchange(token.jti, exchanges[turn] ?? exchangeOf(session)),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      const winner = wins.findIndex((win) => win !== null);
      const { successor, usedAt } = exchanges[winner] ?? exchangeOf(session);
      expect(wins[winner]).toMatchObject({ successor, principal: { session } });
      expect(await refreshTokens.find(token.jti)).toEqual({
        ...token,
        usedAt,
        successorJti: successor.jti,
        requestHash: String(winner),
      });
      const unused = { sessionId: session.id, usedAt: null, successorJti: null, requestHash: null };
      expect(await refreshTokens.find(successor.jti)).toEqual({ ...successor, ...unused });
      const others = exchanges.filter((one) => one.successor !== successor);
      const found = await Promise.all(others.map((one) => refreshTokens.find(one.successor.jti)));
      expect(found).toEqual(others.map(() => null));
    });

    test('let their session end with the successor', async () => {
      const { session, token } = await addRefreshToken();
      const exchange = exchangeOf(session);
      expect(await stores().refreshTokens.exchange(token.jti, exchange)).not.toBeNull();
      const { expiresAt } = exchange.successor;
      const expected = { ...session, expiry: { kind: 'fixed', at: expiresAt }, expiresAt };
      expect(await stores().sessions.find(session.keyHash, noon)).toEqual(expected);
      expect((await stores().sessions.findPrincipal(session.keyHash, noon))?.session).toEqual(expected);
    });

    test('are exchanged again as their successors, in a chain, also inside a transaction', async () => {
      const { session, token } = await addRefreshToken();
      let { jti } = token;
      for (const transact of [false, true, false, true]) {
        const exchange = exchangeOf(session);
        const exchanged = transact
          ? stores().transact((inside) => inside.refreshTokens.exchange(jti, exchange))
          : stores().refreshTokens.exchange(jti, exchange);
        expect(await exchanged).not.toBeNull();
        expect(await stores().refreshTokens.exchange(jti, exchangeOf(session))).toBeNull();
        jti = exchange.successor.jti;
      }
    });

    test.each<[string, (of: { userId: number; session: Session }) => Promise<unknown>]>([
      ['has ended', ({ session }) => stores().sessions.remove(session.keyHash)],
      ['was given another key', ({ session }) => rotated(session, { newKeyHash: uniqueText() })],
      [
        'has a stage to pass',
        ({ session }) => rotated(session, { newKeyHash: session.keyHash, pendingStage: 'change-password' }),
      ],
      ['is over', ({ session }) => stores().sessions.setExpiry(session.keyHash, fixedEnd(5), at(5))],
      ['was revoked with all others', ({ userId }) => stores().users.revokeAll(userId)],
      ['is of a closed account', ({ userId }) => stores().users.update(userId, { isActive: false })],
    ])('are not exchanged, and nothing is changed, when their session %s', async (_, end) => {
      const { userId, session } = await openSession();
      const token = { jti: uniqueText(), sessionId: session.id, createdAt: noon, expiresAt: at(60_000) };
      await stores().refreshTokens.add(token);
      await end({ userId, session });
      const before = await stores().refreshTokens.find(token.jti);
      const exchange = exchangeOf(session);
      expect(await stores().refreshTokens.exchange(token.jti, exchange)).toBeNull();
      expect(await stores().refreshTokens.find(token.jti)).toEqual(before);
      expect(await stores().refreshTokens.find(exchange.successor.jti)).toBeNull();
    });

    test('are as they were where the judgement fails, also inside a transaction', async () => {
      const { session, token } = await addRefreshToken();
      const exchange = exchangeOf(session);
      const succeed = () => {
        throw new PlainError('No room.');
      };
      const failing = { ...exchange, succeed };
      await expect(stores().refreshTokens.exchange(token.jti, failing)).rejects.toThrow('No room.');
      const inside = stores().transact((tx) => tx.refreshTokens.exchange(token.jti, failing));
      await expect(inside).rejects.toThrow('No room.');
      expect(await stores().refreshTokens.find(token.jti)).toMatchObject({ usedAt: null });
      expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
      expect((await stores().refreshTokens.exchange(token.jti, exchange))?.successor).toBe(
        exchange.successor,
      );
    });

    test('are judged by the store’s own look at their holder, whose no changes nothing', async () => {
      const { session, token } = await addRefreshToken();
      const exchange = exchangeOf(session);
      const judged: (number | undefined)[] = [];
      const succeed = ({ user, session: of }: SessionHolder) => {
        judged.push(user.id, of.id);
        return null;
      };
      expect(await stores().refreshTokens.exchange(token.jti, { ...exchange, succeed })).toBeNull();
      expect(judged).toEqual([session.userId, session.id]);
      expect(await stores().refreshTokens.find(token.jti)).toMatchObject({ usedAt: null });
      expect(await stores().sessions.find(session.keyHash, noon)).toEqual(session);
      expect(await stores().refreshTokens.exchange(token.jti, exchange)).not.toBeNull();
    });

    test('are exchanged until the last moment of their session', async () => {
      const { session, token } = await addRefreshToken();
      await stores().sessions.setExpiry(session.keyHash, fixedEnd(6), at(6));
      expect(await stores().refreshTokens.exchange(token.jti, exchangeOf(session))).not.toBeNull();
    });

    test('are not exchanged in the name of another session, nor are unknown ones', async () => {
      const { session, token } = await addRefreshToken();
      const other = await openSession();
      const { refreshTokens } = stores();
      expect(await refreshTokens.exchange(token.jti, exchangeOf(other.session))).toBeNull();
      expect(await refreshTokens.exchange('nobody', exchangeOf(session))).toBeNull();
      expect(await refreshTokens.exchange(token.jti, exchangeOf(session))).not.toBeNull();
    });

    test('leave nobody a token of a session that ends while they are exchanged', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { session, token } = await addRefreshToken();
        const successors: string[] = [];
        await race(async (turn) => {
          if (turn === 7) return stores().sessions.remove(session.keyHash);
          const exchange = exchangeOf(session);
          successors.push(exchange.successor.jti);
          return stores().refreshTokens.exchange(token.jti, exchange);
        });
        const left = await Promise.all(
          [token.jti, ...successors].map((jti) => stores().refreshTokens.find(jti)),
        );
        expect(left.filter((found) => found !== null)).toEqual([]);
      }
    });

    test('belong to a session that is there', async () => {
      const orphan = { jti: uniqueText(), sessionId: 1, createdAt: noon, expiresAt: noon };
      await expect(stores().refreshTokens.add(orphan)).rejects.toThrow();
      const { token } = await addRefreshToken();
      await expect(stores().refreshTokens.add(token)).rejects.toThrow();
    });
  });

  describe('API tokens', () => {
    async function addApiToken() {
      const { userId, session } = await openSession({ kind: 'api-token' });
      const token = { userId, key: uniqueText(), keyHash: session.keyHash, createdAt: noon };
      await stores().apiTokens.put(token);
      return { session, token };
    }

    test('can be shown again, are found by their hash, and go with their session', async () => {
      const { session, token } = await addApiToken();
      expect(await stores().apiTokens.findOfUser(token.userId)).toEqual(token);
      expect(await stores().apiTokens.findOwner(token.keyHash)).toBe(token.userId);
      await stores().sessions.remove(session.keyHash);
      expect(await stores().apiTokens.findOfUser(token.userId)).toBeNull();
      expect(await stores().apiTokens.findOwner(token.keyHash)).toBeNull();
    });

    test('take the place of the one before', async () => {
      const { token } = await addApiToken();
      const session = sampleSession(token.userId, { kind: 'api-token' });
      await stores().sessions.add(session);
      const next = { ...token, key: uniqueText(), keyHash: session.keyHash, createdAt: at(1) };
      await stores().apiTokens.put(next);
      expect(await stores().apiTokens.findOfUser(token.userId)).toEqual(next);
      expect(await stores().apiTokens.findOwner(token.keyHash)).toBeNull();
    });

    test('are unreadable to whoever has the rows, and in any other row', async () => {
      const { database } = stores();
      if (database === null) return;
      const { token } = await addApiToken();
      const { token: other } = await addApiToken();
      const rows = await database.db.selectFrom('authtoken_token').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(token.key);
      const stolen = rows.find((row) => row.user_id === token.userId)?.sealed_key ?? '';
      await database.db
        .updateTable('authtoken_token')
        .set({ sealed_key: stolen })
        .where('user_id', '=', other.userId)
        .execute();
      expect(await stores().apiTokens.findOfUser(other.userId)).toEqual({ ...other, key: null });
      const { resealed, unreadable } = await stores().apiTokens.reseal({ userId: 0, limit: 1_000 });
      expect([resealed, unreadable]).toEqual([rows.length - 1, 1]);
    });
  });

  describe('personal access tokens', () => {
    test.each(naughtyTexts)('keep the name %j', async (text) => {
      const name = text.slice(0, 100);
      const { userId, session } = await openSession({ kind: 'personal-token', scope });
      const token = { sessionId: session.id, userId, name, hint: 'sdp_abcd' };
      await stores().personalAccessTokens.add(token);
      expect(await stores().personalAccessTokens.listOfUser(userId)).toEqual([token]);
    });

    test('are listed newest first while their session is there', async () => {
      const { userId, session: older } = await openSession({ kind: 'personal-token', scope });
      const newer = sampleSession(userId, { kind: 'personal-token', scope, createdAt: at(1) });
      await stores().sessions.add(newer);
      for (const { id } of [older, newer]) {
        await stores().personalAccessTokens.add({ sessionId: id, userId, name: 'x', hint: 'sdp_abcd' });
      }
      const ids = async () =>
        (await stores().personalAccessTokens.listOfUser(userId)).map(({ sessionId }) => sessionId);
      expect(await ids()).toEqual([newer.id, older.id]);
      await stores().sessions.remove(newer.keyHash);
      expect(await ids()).toEqual([older.id]);
    });
  });

  describe('tickets', () => {
    async function addTicket(changes: { sessionId?: number; createdAt?: Date } = {}) {
      const session = changes.sessionId === undefined ? (await openSession()).session : null;
      const ticket = {
        keyHash: uniqueText(),
        purpose: 'download',
        sessionId: session?.id ?? 0,
        createdAt: noon,
        expiresAt: at(30_000),
        ...changes,
      };
      await stores().tickets.add(ticket);
      return { ticket, session };
    }

    test('are taken once, of sixteen at once by one, who learns whose session it is', async () => {
      const { ticket, session } = await addTicket();
      const taken = await race(() => stores().tickets.take(ticket, noon));
      expect(taken.filter((keyHash) => keyHash !== null)).toEqual([session?.keyHash]);
      expect(await stores().tickets.take(ticket, noon)).toBeNull();
    });

    test('open nothing of another purpose, and stay good for their own', async () => {
      const { ticket } = await addTicket();
      expect(await stores().tickets.take({ ...ticket, purpose: 'websocket' }, noon)).toBeNull();
      expect(await stores().tickets.take(ticket, at(29_999))).not.toBeNull();
    });

    test('are no good from their end on', async () => {
      const { ticket } = await addTicket();
      expect(await stores().tickets.take(ticket, at(30_000))).toBeNull();
    });

    test('follow a session to its new key, and go with it', async () => {
      const { ticket, session } = await addTicket();
      const { ticket: another } = await addTicket({ sessionId: session?.id ?? 0 });
      const newKeyHash = uniqueText();
      await stores().sessions.rotate(session?.keyHash ?? '', { newKeyHash });
      expect(await stores().tickets.take(ticket, noon)).toBe(newKeyHash);
      await stores().sessions.remove(newKeyHash);
      expect(await stores().tickets.take(another, noon)).toBeNull();
    });

    test('need a session', async () => {
      await expect(addTicket({ sessionId: 1 })).rejects.toThrow();
    });

    test('of one session are kept to the newest', async () => {
      const { ticket: oldest, session } = await addTicket();
      const { ticket: other } = await addTicket();
      const sessionId = session?.id ?? 0;
      const { ticket: newest } = await addTicket({ sessionId, createdAt: at(1_000) });
      await stores().tickets.removeOldest(sessionId, 1);
      expect(await stores().tickets.take(oldest, at(2_000))).toBeNull();
      expect(await stores().tickets.take(newest, at(2_000))).not.toBeNull();
      expect(await stores().tickets.take(other, at(2_000))).not.toBeNull();
    });

    test('that expired are removed, no more than asked for at a time', async () => {
      await stores().tickets.removeExpired(at(1_000_000), 1_000);
      await addTicket();
      await addTicket();
      expect(await stores().tickets.removeExpired(at(29_999), 9)).toBe(0);
      expect(await stores().tickets.removeExpired(at(30_000), 1)).toBe(1);
      expect(await stores().tickets.removeExpired(at(30_000), 9)).toBe(1);
    });
  });
});
