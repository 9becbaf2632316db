import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, race, sampleDevice, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s device store', (kind) => {
  const stores = storesUnderTest(kind);

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const device = sampleDevice(await addUser(stores()), {
      userAgent: text,
      ipAddress: text,
      keyHash: `${text}k`,
    });
    expect(await stores().devices.remember(device)).toEqual({ device, isNew: true });
    expect(await stores().devices.find(device.userId, device.keyHash)).toEqual(device);
  });

  test('knows a device again, with its first use kept and its last one moved', async () => {
    const device = sampleDevice(await addUser(stores()));
    await stores().devices.remember(device);
    const again = sampleDevice(device.userId, {
      keyHash: device.keyHash,
      ipAddress: '::1',
      userAgent: 'Newer',
      firstSeenAt: at(9),
      lastSeenAt: at(9),
    });
    const known = { ...again, id: device.id, firstSeenAt: device.firstSeenAt };
    expect(await stores().devices.remember(again)).toEqual({ device: known, isNew: false });
    expect(await stores().devices.listOfUser(device.userId)).toEqual([known]);
  });

  test('is new for one of sixteen log-ins at once', async () => {
    const userId = await addUser(stores());
    const keyHash = uniqueText();
    const remembered = await race(() => stores().devices.remember(sampleDevice(userId, { keyHash })));
    expect(remembered.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(remembered.map(({ device }) => device.id)).size).toBe(1);
  });

  test('counts, and forgets those that were not used for longest', async () => {
    const userId = await addUser(stores());
    const devices = [1, 3, 2].map((age) => sampleDevice(userId, { lastSeenAt: at(-age) }));
    const foreign = sampleDevice(await addUser(stores()));
    for (const device of [...devices, foreign]) await stores().devices.remember(device);
    expect(await stores().devices.countOfUser(userId)).toBe(3);
    await stores().devices.removeOldest(userId, 3);
    expect(await stores().devices.countOfUser(userId)).toBe(3);
    await stores().devices.removeOldest(userId, 2);
    expect(await stores().devices.listOfUser(userId)).toEqual([devices[0], devices[2]]);
    expect(await stores().devices.countOfUser(foreign.userId)).toBe(1);
  });

  test('forgets all browsers of one user, and says how many', async () => {
    const userId = await addUser(stores());
    const foreign = sampleDevice(await addUser(stores()));
    for (const device of [sampleDevice(userId), sampleDevice(userId), foreign])
      await stores().devices.remember(device);
    const removed = await race(() => stores().devices.removeAll(userId));
    expect(removed.toSorted().at(-1)).toBe(2);
    expect(removed.reduce((sum, count) => sum + count)).toBe(2);
    expect([
      await stores().devices.countOfUser(userId),
      await stores().devices.countOfUser(foreign.userId),
    ]).toEqual([0, 1]);
  });

  test('keeps the same browser apart for two users', async () => {
    const keyHash = uniqueText();
    const [mine, theirs] = [await addUser(stores()), await addUser(stores())];
    await stores().devices.remember(sampleDevice(mine, { keyHash }));
    expect(await stores().devices.find(theirs, keyHash)).toBeNull();
    expect((await stores().devices.remember(sampleDevice(theirs, { keyHash }))).isNew).toBe(true);
  });

  test('lists by last use, newest first, and removes for the owner only', async () => {
    const userId = await addUser(stores());
    const [older, newer] = [sampleDevice(userId), sampleDevice(userId, { lastSeenAt: at(1) })];
    await stores().devices.remember(older);
    await stores().devices.remember(newer);
    expect(await stores().devices.listOfUser(userId)).toEqual([newer, older]);
    expect(await stores().devices.remove(await addUser(stores()), newer.id)).toBe(false);
    const removed = await race(() => stores().devices.remove(userId, newer.id));
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect(await stores().devices.listOfUser(userId)).toEqual([older]);
  });
});
