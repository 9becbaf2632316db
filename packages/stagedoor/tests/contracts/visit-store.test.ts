import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, noon, race } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const DAY = 86_400_000;

describe.each(storeKinds)('%s visit store', (kind) => {
  const stores = storesUnderTest(kind);
  const visit = (userId: number | null, changes = {}) => ({
    userId,
    ipAddress: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    seenAt: noon,
    ...changes,
  });

  test('keeps one row for the same user, address and agent, and its first and last visit', async () => {
    const userId = await addUser(stores());
    await stores().visits.record([visit(userId, { seenAt: at(5) })]);
    await stores().visits.record([visit(userId, { seenAt: at(9) }), visit(userId, { seenAt: at(7) })]);
    await stores().visits.record([visit(userId, { seenAt: at(1) })]);
    expect(await stores().visits.listOfUser(userId)).toMatchObject([
      { firstSeenAt: at(5), lastSeenAt: at(9) },
    ]);
  });

  test.each([...naughtyTexts, '文'.repeat(512)])(
    'keeps the agent %j apart from others',
    async (userAgent) => {
      const userId = await addUser(stores());
      await stores().visits.record([visit(userId), visit(userId, { userAgent, seenAt: at(1) })]);
      await stores().visits.record([visit(userId, { userAgent, seenAt: at(2) })]);
      const seen = await stores().visits.listOfUser(userId);
      expect(seen).toHaveLength(2);
      expect(seen[0]).toMatchObject({ userId, userAgent, firstSeenAt: at(1), lastSeenAt: at(2) });
    },
  );

  test('makes one row of sixteen first visits at once', async () => {
    const userId = await addUser(stores());
    await race((index) => stores().visits.record([visit(userId, { seenAt: at(index) }), visit(null)]));
    expect(await stores().visits.listOfUser(userId)).toMatchObject([{ lastSeenAt: at(15) }]);
  });

  test('leaves out who is gone by the time of writing, and nobody else', async () => {
    const userId = await addUser(stores());
    await stores().visits.record([visit(1), visit(userId), visit(null)]);
    expect(await stores().visits.listOfUser(1)).toEqual([]);
    expect(await stores().visits.listOfUser(userId)).toHaveLength(1);
  });

  test('takes batches of any size', async () => {
    const userId = await addUser(stores());
    await stores().visits.record([]);
    await stores().visits.record(
      Array.from({ length: 450 }, (_, index) => visit(userId, { userAgent: `agent ${index}` })),
    );
    expect(await stores().visits.listOfUser(userId)).toHaveLength(450);
  });

  test('counts each signed-in user once a day, by UTC days', async () => {
    const [one, other] = [await addUser(stores()), await addUser(stores())];
    const day = new Date('2030-01-31T00:00:00.000Z');
    const on = (offset: number) => ({ seenAt: new Date(day.getTime() + offset) });
    await stores().visits.record([
      visit(one, on(-1)),
      visit(one, on(0)),
      visit(one, on(DAY - 1)),
      visit(other, on(5)),
      visit(null, on(6)),
      visit(other, on(DAY)),
    ]);
    expect(await stores().visits.countUsersPerDay(new Date(day.getTime() + 12))).toEqual([
      { day: '2030-01-31', users: 2 },
      { day: '2030-02-01', users: 1 },
    ]);
  });

  test('keeps what a day counted when one of its users is deleted', async () => {
    const userId = await addUser(stores());
    const seenAt = new Date('2031-06-01T10:00:00.000Z');
    await stores().visits.record([visit(userId, { seenAt })]);
    await stores().users.delete(userId);
    expect(await stores().visits.countUsersPerDay(seenAt)).toEqual([{ day: '2031-06-01', users: 1 }]);
  });
});
