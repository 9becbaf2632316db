import { describe, expect, test } from 'vitest';
import { randomPublicId } from '../../src/core/kernel/secret-value.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, noon } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const key = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', digits: 6, periodSeconds: 30 } as const;

describe.each(storeKinds)('%s stores of second factors', (kind) => {
  const stores = storesUnderTest(kind);

  async function added(userId: number, createdAt = noon): Promise<number> {
    const id = randomPublicId();
    await stores().totpDevices.add({ id, userId, createdAt, key, begunIn: 7 });
    return id;
  }
  const sixteen = (work: () => Promise<boolean>) =>
    Promise.all(Array.from({ length: 16 }, work)).then((done) => done.filter((one) => one).length);

  test('answer an app with its key, and ask it for nothing until it is confirmed', async () => {
    const userId = await addUser(stores());
    const { totpDevices } = stores();
    const id = await added(userId);
    const begun = {
      id,
      userId,
      name: '',
      createdAt: noon,
      confirmedAt: null,
      lastUsedAt: null,
      key,
      begunIn: 7,
    };
    expect(await totpDevices.listOfUser(userId)).toEqual([begun]);
    expect(await totpDevices.hasConfirmed(userId)).toBe(false);
    expect(await totpDevices.useStep(id, { step: 7, now: noon })).toBe(false);
    expect(await sixteen(() => totpDevices.confirm(id, { name: 'Phone', step: 7, now: at(1) }))).toBe(1);
    expect(await totpDevices.listOfUser(userId)).toEqual([{ ...begun, name: 'Phone', confirmedAt: at(1) }]);
    expect(await totpDevices.hasConfirmed(userId)).toBe(true);
    expect(await totpDevices.hasConfirmed(await addUser(stores()))).toBe(false);
  });

  test('use up a step once, with all before it', async () => {
    const { totpDevices } = stores();
    const userId = await addUser(stores());
    const id = await added(userId);
    await totpDevices.confirm(id, { name: '', step: 7, now: noon });
    expect(await totpDevices.useStep(id, { step: 7, now: noon })).toBe(false);
    expect(await sixteen(() => totpDevices.useStep(id, { step: 9, now: at(5) }))).toBe(1);
    expect(await totpDevices.useStep(id, { step: 8, now: at(6) })).toBe(false);
    expect((await totpDevices.listOfUser(userId))[0]?.lastUsedAt).toEqual(at(5));
  });

  test('remove of their owner alone, and what was never confirmed', async () => {
    const { totpDevices } = stores();
    const [ana, ben] = [await addUser(stores()), await addUser(stores())];
    const [first, second, stale] = [await added(ana), await added(ana), await added(ben, at(-10_000))];
    await totpDevices.confirm(first, { name: '', step: 1, now: noon });
    expect(await totpDevices.remove(ben, first)).toBe(false);
    await totpDevices.removeUnconfirmed(ana);
    expect((await totpDevices.listOfUser(ana)).map(({ id }) => id)).toEqual([first]);
    expect(await totpDevices.remove(ana, second)).toBe(false);
    expect(await totpDevices.removeStale(at(-5_000), 100)).toBe(1);
    expect(await totpDevices.listOfUser(ben)).toEqual([]);
    expect(stale).toBeGreaterThan(0);
    expect(await totpDevices.removeStale(at(5_000), 100)).toBe(0);
    expect(await totpDevices.reseal()).toMatchObject({ unreadable: 0 });
    expect((await totpDevices.listOfUser(ana))[0]?.key).toEqual(key);
    expect([await totpDevices.removeAllOfUser(ana), await totpDevices.removeAllOfUser(ana)]).toEqual([1, 0]);
  });

  test('take each recovery code of a user once, and none of a set that was replaced', async () => {
    const { recoveryCodes } = stores();
    const [ana, ben] = [await addUser(stores()), await addUser(stores())];
    await recoveryCodes.replaceAll(ana, ['one', 'two'], noon);
    await recoveryCodes.replaceAll(ben, ['one'], noon);
    expect(await sixteen(() => recoveryCodes.use(ana, 'one', noon))).toBe(1);
    expect(await recoveryCodes.count(ana)).toEqual({ made: 2, left: 1 });
    expect(await recoveryCodes.count(ben)).toEqual({ made: 1, left: 1 });
    await recoveryCodes.replaceAll(ana, ['three'], at(1));
    expect(await recoveryCodes.use(ana, 'two', at(2))).toBe(false);
    expect(await recoveryCodes.use(ana, 'three', at(2))).toBe(true);
    expect(await recoveryCodes.removeAllOfUser(ana)).toBe(1);
    expect(await recoveryCodes.count(ana)).toEqual({ made: 0, left: 0 });
  });
});
