import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Dependencies } from '../../../src/core/dependencies.ts';
import { after, days, minutes } from '../../../src/core/kernel/clock.ts';
import { foldRecords } from '../../../src/core/kernel/feature-records.ts';
import { clearExpired } from '../../../src/core/maintenance/clear-expired.ts';
import { accountRecords } from '../../../src/core/open-features.ts';
import { dataFollowsSessions } from '../../../src/core/session/data-follows-session.ts';
import { type FixedClock, fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { createMemorySessionDataStore } from '../../../src/infrastructure/memory/session/memory-session-data-store.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { addUser, sampleLink } from '../../support/stores/samples.ts';
import { testSettings } from '../../support/test-settings.ts';

const settings = testSettings();

describe.each(['memory', 'sqlite', 'postgres'] as const)('clearing what has ended on %s', (kind) => {
  let stores: OpenStores;
  let clock: FixedClock;
  const sessionData = createMemorySessionDataStore();
  beforeEach(async () => {
    stores = await openStores(kind);
    clock = fixedClock('2026-01-01T12:00:00Z');
  });
  afterEach(() => stores.close());

  const clear = () => {
    const transact = dataFollowsSessions(stores.transact, sessionData);
    // What features have to remove asks for no other ports.
    const ports = { ...stores, transact, sessionData, clock, settings } as unknown as Dependencies;
    return clearExpired({ featureRecords: foldRecords(accountRecords(() => ports)), clock });
  };

  async function openSession(id: number, expiresAt: Date): Promise<void> {
    await stores.sessions.add({
      id,
      keyHash: `key-${id}`,
      userId: null,
      securityVersion: 0,
      backend: null,
      expiry: { kind: 'age', seconds: 60 },
      createdAt: clock.now(),
      lastSeenAt: clock.now(),
      expiresAt,
      endsAt: after(clock.now(), days(30)),
      methods: [],
      authenticatedAt: null,
      ipAddress: '',
      userAgent: '',
      deviceId: null,
      pendingStage: null,
      isKeyDue: false,
      kind: 'cookie',
      scope: null,
    });
    await sessionData.save(`key-${id}`, { id }, after(clock.now(), days(60)));
  }

  test('removes sessions with their data once they ended, not before', async () => {
    await openSession(1, after(clock.now(), minutes(1)));
    await openSession(2, after(clock.now(), minutes(2)));
    clock.advance(minutes(1) - 1);
    expect(await clear()).toMatchObject({ sessions: 0 });
    clock.advance(2);
    expect(await clear()).toMatchObject({ sessions: 1 });
    expect(await sessionData.load('key-1')).toEqual({});
    expect(await sessionData.load('key-2')).toEqual({ id: 2 });
    expect(await stores.sessions.find('key-2', clock.now())).not.toBeNull();
  });

  test('removes the events that no listener took in thirty days, and keeps every other job that was given up', async () => {
    for (const name of ['webhook.on-user.created', 'guestbook.thank'] as const)
      await stores.jobs.enqueue({ name, data: {} });
    for (const { id, lease } of await stores.jobs.lease({ now: clock.now(), leaseMs: 1, limit: 9 }))
      await stores.jobs.fail(id, lease, { retryAt: null, error: 'down' });
    // The rows say when they were written by the store's own clock.
    clock.set(after(new Date(), days(30) - minutes(5)));
    await clear();
    expect(await stores.jobs.listParked(9)).toHaveLength(2);
    clock.advance(minutes(10));
    await clear();
    expect(await stores.jobs.listParked(9)).toMatchObject([{ name: 'guestbook.thank' }]);
  });

  test('removes any number of sessions', async () => {
    await Promise.all(Array.from({ length: 501 }, (_, id) => openSession(id + 1, after(clock.now(), 1))));
    clock.advance(2);
    expect(await clear()).toMatchObject({ sessions: 501 });
  });

  test('removes mailed links at their end, and says how many', async () => {
    const userId = await addUser(stores);
    const expiresAt = after(clock.now(), minutes(1));
    for (let count = 0; count < 3; count += 1)
      await stores.oneTimeLinks.add(sampleLink(userId, { expiresAt }));
    clock.advance(minutes(1) - 1);
    expect(await clear()).toMatchObject({ sessions: 0, links: 0, limits: 0 });
    clock.advance(1);
    expect(await clear()).toMatchObject({ sessions: 0, links: 3, limits: 0 });
  });

  test('keeps counters of attempts for as long as any limit looks at them', async () => {
    await stores.limits.count('key', clock.now(), minutes(1));
    const longest = Math.max(
      ...Object.values(settings.limits).flatMap((limit) => [limit.windowMs, limit.maxBlockMs]),
    );
    clock.advance(longest);
    expect(await clear()).toMatchObject({ limits: 0 });
    clock.advance(1);
    expect(await clear()).toMatchObject({ limits: 1 });
  });
});
