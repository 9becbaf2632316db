import { describe, expect, test } from 'vitest';
import { randomPublicId } from '../../src/core/kernel/secret-value.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, naughtyTexts, race, sampleAddress, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s e-mail address store', (kind) => {
  const stores = storesUnderTest(kind);

  test('gives an address back as it was added', async () => {
    const userId = await addUser(stores());
    const address = sampleAddress(userId, { email: 'Ana@BÜCHER.example', isVerified: true });
    expect(await stores().emailAddresses.add(address)).toBe(true);
    expect(await stores().emailAddresses.findByKey(address.emailKey)).toEqual(address);
    expect(await stores().emailAddresses.listOfUser(userId)).toEqual([address]);
  });

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const address = sampleAddress(await addUser(stores()), {
      email: text,
      emailKey: `${text}${uniqueText()}`,
    });
    await stores().emailAddresses.add(address);
    expect(await stores().emailAddresses.findByKey(address.emailKey)).toEqual(address);
  });

  test('gives one of sixteen users an address that all want', async () => {
    const { emailKey } = sampleAddress(0);
    const ids = await race(() => addUser(stores()));
    const added = await race((index) =>
      stores().emailAddresses.add(sampleAddress(ids[index] ?? 0, { emailKey, isPrimary: index % 2 === 0 })),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test('leaves nothing of an address that was taken', async () => {
    const owner = await addUser(stores());
    const other = await addUser(stores());
    const address = sampleAddress(owner);
    await stores().emailAddresses.add(address);
    expect(
      await stores().emailAddresses.add(
        sampleAddress(other, { emailKey: address.emailKey, isPrimary: true }),
      ),
    ).toBe(false);
    expect(await stores().emailAddresses.listOfUser(other)).toEqual([]);
    expect((await stores().users.findById(other))?.email).toBe('');
  });

  test('refuses an address of nobody', async () => {
    await expect(stores().emailAddresses.add(sampleAddress(1))).rejects.toThrow();
  });

  test('mirrors the primary address to the user', async () => {
    const userId = await addUser(stores());
    const first = sampleAddress(userId, { email: 'First@mail.example', isPrimary: true });
    const second = sampleAddress(userId, { email: 'Second@mail.example', isVerified: true });
    await stores().emailAddresses.add(first);
    await stores().emailAddresses.add(second);
    expect(await stores().users.findById(userId)).toMatchObject({
      email: 'First@mail.example',
      isEmailVerified: false,
    });

    await stores().emailAddresses.makePrimary(userId, second.emailKey);
    expect(await stores().users.findById(userId)).toMatchObject({
      email: 'Second@mail.example',
      isEmailVerified: true,
    });
    const primary = (await stores().emailAddresses.listOfUser(userId)).filter((address) => address.isPrimary);
    expect(primary.map((address) => address.email)).toEqual(['Second@mail.example']);
  });

  test('keeps one primary address when two are added as such', async () => {
    const userId = await addUser(stores());
    await stores().emailAddresses.add(sampleAddress(userId, { isPrimary: true }));
    const last = sampleAddress(userId, { isPrimary: true });
    await stores().emailAddresses.add(last);
    const primary = (await stores().emailAddresses.listOfUser(userId)).filter((address) => address.isPrimary);
    expect(primary).toEqual([last]);
  });

  test('makes nothing primary that is not an address of the user', async () => {
    const userId = await addUser(stores());
    const mine = sampleAddress(userId, { isPrimary: true });
    const foreign = sampleAddress(await addUser(stores()));
    await stores().emailAddresses.add(mine);
    await stores().emailAddresses.add(foreign);
    await stores().emailAddresses.makePrimary(userId, foreign.emailKey);
    expect(await stores().emailAddresses.listOfUser(userId)).toEqual([mine]);
    expect(await stores().emailAddresses.findByKey(foreign.emailKey)).toEqual(foreign);
  });

  test('lets one of sixteen calls verify an address, and only for its owner', async () => {
    const userId = await addUser(stores());
    const address = sampleAddress(userId);
    await stores().emailAddresses.add(address);
    expect(await stores().emailAddresses.markVerified(await addUser(stores()), address.emailKey)).toBe(false);
    const marked = await race(() => stores().emailAddresses.markVerified(userId, address.emailKey));
    expect(marked.filter(Boolean)).toHaveLength(1);
    expect((await stores().emailAddresses.findByKey(address.emailKey))?.isVerified).toBe(true);
  });

  test('removes an address for its owner only, and with the primary one its mirror', async () => {
    const userId = await addUser(stores());
    const address = sampleAddress(userId, { isPrimary: true });
    await stores().emailAddresses.add(address);
    expect(await stores().emailAddresses.remove(await addUser(stores()), address.id)).toBe(false);
    const removed = await race(() => stores().emailAddresses.remove(userId, address.id));
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect((await stores().users.findById(userId))?.email).toBe('');
  });

  test('adds what nobody has claimed to any user who does not have it, and finds it by no key', async () => {
    const { email, emailKey } = sampleAddress(0);
    const [ana, ben] = [await addUser(stores()), await addUser(stores())];
    const add = (userId: number) =>
      stores().emailAddresses.addUnclaimed({ id: randomPublicId(), userId, email, isPrimary: false });
    expect([await add(ana), await add(ben), await add(ben)]).toEqual([true, true, false]);
    expect(await stores().emailAddresses.findByKey(emailKey)).toBeNull();
    expect(await stores().users.findByEmailKey(emailKey)).toBeNull();
    expect(await stores().emailAddresses.listOfUser(ana)).toMatchObject([
      { email, emailKey: null, isVerified: false, isPrimary: false },
    ]);
    await expect(add(1)).rejects.toThrow();
  });

  test('lets any number of users have an unproved address as their primary one, and mirrors it', async () => {
    const { email, emailKey } = sampleAddress(0);
    const add = async (userId: number) => {
      const address = { id: randomPublicId(), userId, email, isPrimary: true };
      expect(await stores().emailAddresses.addUnclaimed(address)).toBe(true);
      return address;
    };
    const [ana, ben] = [await add(await addUser(stores())), await add(await addUser(stores()))];
    expect(await stores().users.findById(ben.userId)).toMatchObject({ email, isEmailVerified: false });
    expect(await stores().emailAddresses.claim(ana.userId, ana.id, emailKey)).toBe(true);
    expect(await stores().users.findById(ana.userId)).toMatchObject({ email, isEmailVerified: true });
    expect(await stores().emailAddresses.claim(ben.userId, ben.id, emailKey)).toBe(false);
    expect(await stores().users.findById(ben.userId)).toMatchObject({ email, isEmailVerified: false });
    expect(await stores().emailAddresses.remove(ana.userId, ben.id)).toBe(false);
    expect(await stores().emailAddresses.remove(ben.userId, ben.id)).toBe(true);
    expect(await stores().users.findById(ben.userId)).toMatchObject({ email: '', isEmailVerified: false });
    expect(await stores().users.findById(ana.userId)).toMatchObject({ email, isEmailVerified: true });
  });

  test('lets those who ask for one address take turns', async () => {
    const { emailKey } = sampleAddress(0);
    const ids = await race(() => addUser(stores()));
    const first = await race((index) =>
      stores().transact(async (inside) => {
        await inside.emailAddresses.lockKey(emailKey);
        const isFirst = (await inside.users.listClaimants(emailKey, 1, 'youngest-first')).length === 0;
        const userId = ids[index] ?? 0;
        const address = { id: randomPublicId(), userId, email: emailKey, isPrimary: true };
        await inside.emailAddresses.addUnclaimed(address);
        return isFirst;
      }),
    );
    expect(first.filter(Boolean)).toHaveLength(1);
  });

  test('lets one of sixteen users claim an address that all added, also inside a transaction', async () => {
    const { email, emailKey } = sampleAddress(0);
    const ids = await race(async () => {
      const address = { id: randomPublicId(), userId: await addUser(stores()), email, isPrimary: false };
      await stores().emailAddresses.addUnclaimed(address);
      return address;
    });
    const claimed = await race((index) => {
      const { id = 0, userId = 0 } = ids[index] ?? {};
      return stores().transact(async (inside) => {
        const done = await inside.emailAddresses.claim(userId, id, emailKey);
        await inside.emailAddresses.listOfUser(userId);
        return done;
      });
    });
    expect(claimed.filter(Boolean)).toHaveLength(1);
    const owner = await stores().emailAddresses.findByKey(emailKey);
    expect(owner).toMatchObject({ email, isVerified: true, isPrimary: false });
    expect(await stores().emailAddresses.claim(owner?.userId ?? 0, owner?.id ?? 0, emailKey)).toBe(false);
  });

  test('lets only its owner claim or remove an unclaimed address', async () => {
    const userId = await addUser(stores());
    const other = await addUser(stores());
    const own = sampleAddress(userId, { isPrimary: true });
    await stores().emailAddresses.add(own);
    const { email, emailKey } = sampleAddress(0);
    const id = randomPublicId();
    await stores().emailAddresses.addUnclaimed({ id, userId, email, isPrimary: false });
    expect(await stores().emailAddresses.claim(other, id, emailKey)).toBe(false);
    expect(await stores().emailAddresses.claim(userId, own.id, emailKey)).toBe(false);
    expect(await stores().emailAddresses.remove(other, id)).toBe(false);
    const removed = await race(() => stores().emailAddresses.remove(userId, id));
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect(await stores().emailAddresses.listOfUser(userId)).toEqual([own]);
  });
});
