import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countUsersPerDay } from '../../../src/core/activity/count-users-per-day.ts';
import { recordVisits } from '../../../src/core/activity/record-visits.ts';
import type { Visit } from '../../../src/core/activity/visit-store.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

describe.each(['memory', 'sqlite', 'postgres'] as const)('visits on %s', (kind) => {
  let stores: OpenStores;
  const clock = fixedClock('2026-01-03T12:00:00Z');
  beforeEach(async () => {
    stores = await openStores(kind);
    for (const id of [1, 2]) {
      await stores.users.create({
        id,
        username: `user${id}`,
        firstName: '',
        lastName: '',
        passwordHash: '!',
        isActive: true,
        isStaff: false,
        isSuperuser: false,
        language: null,
        dateJoined: clock.now(),
        extra: {},
      });
    }
  });
  afterEach(() => stores.close());

  const visit = (seenAt: string, facts: Partial<Visit> = {}): Visit => ({
    userId: 1,
    ipAddress: '10.0.0.1',
    userAgent: 'Firefox',
    seenAt: new Date(seenAt),
    ...facts,
  });
  const record = (...visits: Visit[]) => recordVisits(stores, { visits });

  test('are one row for two requests alike, and a new row for another agent or address', async () => {
    await record(visit('2026-01-03T08:00:00Z'), visit('2026-01-03T09:00:00Z'), visit('2026-01-03T08:30:00Z'));
    await record(visit('2026-01-03T10:00:00Z', { userAgent: 'Chrome' }));
    await record(visit('2026-01-03T11:00:00Z', { ipAddress: '10.0.0.2' }));
    const rows = await stores.visits.listOfUser(1);
    expect(rows).toHaveLength(3);
    expect(
      rows.find(({ userAgent, ipAddress }) => userAgent === 'Firefox' && ipAddress === '10.0.0.1'),
    ).toMatchObject({
      lastSeenAt: new Date('2026-01-03T09:00:00Z'),
    });
  });

  test('count each signed-in user once a day, on days without anybody 0', async () => {
    await record(
      visit('2026-01-01T23:59:59.999Z'),
      visit('2026-01-03T00:00:00Z'),
      visit('2026-01-03T01:00:00Z', { userAgent: 'Chrome' }),
      visit('2026-01-03T02:00:00Z', { userId: 2 }),
      visit('2026-01-03T03:00:00Z', { userId: null }),
    );
    expect(await countUsersPerDay({ ...stores, clock }, { days: 3 })).toEqual([
      { day: '2026-01-01', users: 1 },
      { day: '2026-01-02', users: 0 },
      { day: '2026-01-03', users: 2 },
    ]);
    expect(await countUsersPerDay({ ...stores, clock }, { days: 1 })).toEqual([
      { day: '2026-01-03', users: 2 },
    ]);
  });
});
