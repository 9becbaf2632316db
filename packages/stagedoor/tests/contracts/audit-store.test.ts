import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, race, sampleEvent } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s audit store', (kind) => {
  const stores = storesUnderTest(kind);

  test('gives an event back as it was appended', async () => {
    const userId = await addUser(stores());
    const detail = { method: 'password', count: 3, isNew: true, nothing: null };
    const event = sampleEvent({ userId, success: false, action: 'lock-out', detail });
    await stores().audit.append(event);
    expect(await stores().audit.listOfUser(userId, { limit: 5 })).toEqual([
      { ...event, id: expect.any(Number) },
    ]);
  });

  test.each([...naughtyTexts, 'x'.repeat(5_000)])('keeps every character of %j', async (text) => {
    const userId = await addUser(stores());
    const event = sampleEvent({ userId, userAgent: text, ipAddress: text, detail: { [text]: text } });
    await stores().audit.append(event);
    expect(await stores().audit.listOfUser(userId, { limit: 1 })).toMatchObject([event]);
  });

  test('takes events of users who are not there', async () => {
    const event = sampleEvent({ userId: 5 });
    await stores().audit.append(event);
    expect(await stores().audit.listOfUser(5, { limit: 1 })).toMatchObject([event]);
  });

  test("lists a user's own events, newest first, a page at a time", async () => {
    const userId = await addUser(stores());
    for (let step = 0; step < 4; step += 1) {
      await stores().audit.append(sampleEvent({ userId, detail: { step } }));
      await stores().audit.append(sampleEvent({ userId: 6 }));
    }
    const first = await stores().audit.listOfUser(userId, { limit: 2 });
    expect(first.map((event) => event.detail.step)).toEqual([3, 2]);
    const second = await stores().audit.listOfUser(userId, { limit: 9, beforeId: first[1]?.id ?? 0 });
    expect(second.map((event) => event.detail.step)).toEqual([1, 0]);
  });

  test('lists events of everybody, newest first, and only what a filter names', async () => {
    const userId = await addUser(stores());
    const facts = [
      { userId, action: 'log-in', success: true, occurredAt: at(1_000) },
      { userId, action: 'log-in', success: false, occurredAt: at(2_000) },
      { userId: null, action: 'throttled', success: false, occurredAt: at(3_000) },
    ] as const;
    for (const fact of facts) await stores().audit.append(sampleEvent({ ...fact, detail: { of: userId } }));
    const listed = async (filter: Parameters<ReturnType<typeof stores>['audit']['list']>[0]) =>
      (await stores().audit.list(filter)).filter(({ detail }) => detail.of === userId);
    const all = await listed({ limit: 3 });
    expect(all).toMatchObject(facts.toReversed());
    expect(await listed({ limit: 3, beforeId: all[0]?.id ?? 0 })).toMatchObject([facts[1], facts[0]]);
    expect(await listed({ limit: 1 })).toHaveLength(1);
    expect(await listed({ limit: 9, userId })).toMatchObject([facts[1], facts[0]]);
    expect(await listed({ limit: 9, userId, success: true })).toMatchObject([facts[0]]);
    expect(await listed({ limit: 9, action: 'throttled', since: at(3_000) })).toMatchObject([facts[2]]);
    expect(await listed({ limit: 9, action: 'throttled', since: at(3_001) })).toEqual([]);
    expect(await listed({ limit: 9, action: 'no-such-thing' })).toEqual([]);
  });

  test('forgets an event whose transaction failed', async () => {
    const userId = await addUser(stores());
    const attempt = stores().transact(async (inside) => {
      await inside.audit.append(sampleEvent({ userId }));
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await stores().audit.listOfUser(userId, { limit: 1 })).toEqual([]);
  });
});

describe.each(storeKinds)('%s audit seals', (kind) => {
  const stores = storesUnderTest(kind);

  test('follow the events that have none, by id', async () => {
    expect(await stores().audit.lastSeal()).toBeNull();
    expect(await stores().audit.countUnsealed()).toBe(0);
    await race((index) => stores().audit.append(sampleEvent({ userId: index })));
    const unsealed = await stores().audit.listUnsealed(100);
    expect(unsealed).toHaveLength(16);
    expect(unsealed).toEqual([...unsealed].sort((one, other) => one.id - other.id));
    expect(await stores().audit.listUnsealed(3)).toEqual(unsealed.slice(0, 3));

    const seals = unsealed
      .slice(0, 10)
      .map(({ id }, index) => ({ sequence: index + 1, eventId: id, hash: `h${id}` }));
    await stores().audit.addSeals(seals);
    expect(await stores().audit.lastSeal()).toEqual(seals[9]);
    expect(await stores().audit.countUnsealed()).toBe(6);
    expect(await stores().audit.listUnsealed(100)).toEqual(unsealed.slice(10));
    const sealed = await stores().audit.listSealed(4, 3);
    expect(sealed).toEqual([4, 5, 6].map((index) => ({ seal: seals[index], event: unsealed[index] })));
  });

  test('are added by one of two sealers who continue the same chain', async () => {
    const [event] = await stores().audit.listUnsealed(1);
    const seal = { sequence: 11, eventId: event?.id ?? 0, hash: 'h' };
    const outcomes = await Promise.allSettled([
      stores().audit.addSeals([seal]),
      stores().audit.addSeals([seal]),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('are added wholly or not at all', async () => {
    const [first, second] = await stores().audit.listUnsealed(2);
    const seals = [
      { sequence: 12, eventId: first?.id ?? 0, hash: 'h' },
      { sequence: 1, eventId: second?.id ?? 0, hash: 'h' },
    ];
    await expect(stores().audit.addSeals(seals)).rejects.toThrow();
    expect((await stores().audit.lastSeal())?.sequence).toBe(11);
    expect((await stores().audit.listUnsealed(1))[0]?.id).toBe(first?.id);
  });

  test('are many at a time', async () => {
    for (let count = 0; count < 1_100; count += 1) await stores().audit.append(sampleEvent());
    const unsealed = await stores().audit.listUnsealed(2_000);
    const seals = unsealed.map(({ id }, index) => ({ sequence: 100 + index, eventId: id, hash: `h${id}` }));
    await stores().audit.addSeals(seals);
    expect(await stores().audit.countUnsealed()).toBe(0);
    await stores().audit.addSeals([]);
  });
});

describe.each(['sqlite', 'postgres'] as const)('%s audit tables', (kind) => {
  const stores = storesUnderTest(kind);

  test.each([
    "update stagedoor_audit_event set action = 'x'",
    'delete from stagedoor_audit_event',
    "update stagedoor_audit_seal set hash = 'x'",
    'delete from stagedoor_audit_seal',
    ...(kind === 'postgres' ? ['truncate stagedoor_audit_event', 'truncate stagedoor_audit_seal'] : []),
  ])('refuse: %s', async (statement) => {
    await stores().audit.append(sampleEvent());
    const [event] = await stores().audit.listUnsealed(1);
    const last = await stores().audit.lastSeal();
    await stores().audit.addSeals([
      { sequence: (last?.sequence ?? 0) + 1, eventId: event?.id ?? 0, hash: 'h' },
    ]);
    await expect(stores().attack(statement)).rejects.toThrow('append-only');
  });
});
