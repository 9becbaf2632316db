import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { SessionHolder } from '../../../../src/core/session/session.ts';
import {
  createPrincipalCache,
  type PrincipalSource,
  type PrincipalVersions,
} from '../../../../src/infrastructure/database/session/principal-cache.ts';
import { addUser, at, noon, sampleSession } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

/** A source whose rows a test can change, and that counts what is asked of it. */
function countingSource() {
  const rows = new Map<string, PrincipalVersions>();
  const asked = { dataVersion: 0, versions: 0, reads: 0 };
  const state = { dataVersion: 1 };
  const source: PrincipalSource = {
    dataVersion: () => {
      asked.dataVersion += 1;
      return state.dataVersion;
    },
    versionsOf: (keyHash) => {
      asked.versions += 1;
      return rows.get(keyHash) ?? null;
    },
    read: (keyHash) => {
      asked.reads += 1;
      const versions = rows.get(keyHash);
      // The cache never looks into it.
      return versions ? { principal: { keyHash, versions } as unknown as SessionHolder, versions } : null;
    },
  };
  const commit = (change: () => void) => {
    change();
    state.dataVersion += 1;
  };
  return { source, asked, rows, commit };
}

describe('the principal cache', () => {
  test('reads once as long as nothing is committed', () => {
    const { source, asked, rows } = countingSource();
    rows.set('a', { session: 1, user: 1, access: 1 });
    const cache = createPrincipalCache(source);
    const first = cache.find('a');
    expect(cache.find('a')).toBe(first);
    expect(asked).toEqual({ dataVersion: 2, versions: 0, reads: 1 });
  });

  test('compares the versions once after a commit, and keeps what did not change', () => {
    const { source, asked, rows, commit } = countingSource();
    rows.set('a', { session: 1, user: 1, access: 1 });
    const cache = createPrincipalCache(source);
    const first = cache.find('a');
    commit(() => rows.set('b', { session: 1, user: 1, access: 1 }));
    expect(cache.find('a')).toBe(first);
    expect(cache.find('a')).toBe(first);
    expect(asked).toMatchObject({ versions: 1, reads: 1 });
  });

  test.each([
    { session: 2, user: 1, access: 1 },
    { session: 1, user: 2, access: 1 },
    { session: 1, user: 1, access: 2 },
  ])('reads again when a version moved: %j', (versions) => {
    const { source, rows, commit } = countingSource();
    rows.set('a', { session: 1, user: 1, access: 1 });
    const cache = createPrincipalCache(source);
    cache.find('a');
    commit(() => rows.set('a', versions));
    expect(cache.find('a')).toMatchObject({ versions });
  });

  test('keeps nothing past a commit where nobody counts what groups hold', () => {
    const { source, asked, rows, commit } = countingSource();
    rows.set('a', { session: 1, user: 1, access: null });
    const cache = createPrincipalCache(source);
    cache.find('a');
    commit(() => undefined);
    cache.find('a');
    expect(asked.reads).toBe(2);
  });

  test('forgets what is gone, and does not remember that something is missing', () => {
    const { source, rows, commit } = countingSource();
    rows.set('a', { session: 1, user: 1, access: 1 });
    const cache = createPrincipalCache(source);
    cache.find('a');
    commit(() => rows.delete('a'));
    expect(cache.find('a')).toBeNull();
    rows.set('a', { session: 1, user: 1, access: 1 });
    expect(cache.find('a')).not.toBeNull();
  });

  test('holds no more entries than it may', () => {
    const { source, asked, rows } = countingSource();
    for (const key of ['a', 'b', 'c']) rows.set(key, { session: 1, user: 1, access: 1 });
    const cache = createPrincipalCache(source, 2);
    for (const key of ['a', 'b', 'c', 'b', 'c']) cache.find(key);
    expect(asked.reads).toBe(3);
    cache.find('a');
    expect(asked.reads).toBe(4);
  });
});

describe('the hot read on SQLite', () => {
  const stores = storesUnderTest('sqlite');

  test('sees a revocation by another process with the next turn of the event loop', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).not.toBeNull();
    const stranger = new BetterSqlite3(join(stores().directory, 'stagedoor.db'));
    stranger.prepare('update auth_user set security_version = security_version + 1 where id = ?').run(userId);
    stranger.close();
    await nextTurn();
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).toBeNull();
  });

  test('sees a revocation of its own at once', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).not.toBeNull();
    await stores().users.revokeAll(userId);
    expect(await stores().sessions.findPrincipal(session.keyHash, noon)).toBeNull();
  });

  test('sees nothing that is not committed yet', async () => {
    const userId = await addUser(stores());
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const reader = stores().sessions;
    await stores().transact(async (inside) => {
      await inside.users.update(userId, { isActive: false });
      expect(await inside.sessions.findPrincipal(session.keyHash, noon)).toBeNull();
      expect(await reader.findPrincipal(session.keyHash, noon)).not.toBeNull();
    });
    expect(await reader.findPrincipal(session.keyHash, noon)).toBeNull();
  });

  test('judges the end of a session by the given moment, cached or not', async () => {
    const session = sampleSession(await addUser(stores()), { expiresAt: at(10) });
    await stores().sessions.add(session);
    expect(await stores().sessions.findPrincipal(session.keyHash, at(9))).not.toBeNull();
    expect(await stores().sessions.findPrincipal(session.keyHash, at(10))).toBeNull();
    expect(await stores().sessions.findPrincipal(session.keyHash, at(9))).not.toBeNull();
  });

  test('writes nothing', async () => {
    const session = sampleSession(await addUser(stores()));
    await stores().sessions.add(session);
    const version = () => {
      const reader = new BetterSqlite3(join(stores().directory, 'stagedoor.db'), { readonly: true });
      const changes = reader.prepare('select sum(row_version) from stagedoor_session').pluck().get();
      reader.close();
      return changes;
    };
    const before = version();
    for (let count = 0; count < 5; count += 1) await stores().sessions.findPrincipal(session.keyHash, noon);
    expect(version()).toBe(before);
  });
});
