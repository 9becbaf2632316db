import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, noon, race, sampleLink } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s one-time link store', (kind) => {
  const stores = storesUnderTest(kind);

  test('finds a link for its purpose until just before it expires', async () => {
    const link = sampleLink(await addUser(stores()), { expiresAt: at(1_000) });
    await stores().oneTimeLinks.add(link);
    expect(await stores().oneTimeLinks.find('activation', link.keyHash, at(999))).toEqual(link);
    expect(await stores().oneTimeLinks.find('activation', link.keyHash, at(1_000))).toBeNull();
    expect(await stores().oneTimeLinks.find('password-reset', link.keyHash, noon)).toBeNull();
    expect(await stores().oneTimeLinks.find('activation', 'unknown', noon)).toBeNull();
  });

  test.each(naughtyTexts)('keeps every character of %j', async (email) => {
    const link = sampleLink(await addUser(stores()), { email });
    await stores().oneTimeLinks.add(link);
    expect(await stores().oneTimeLinks.consume('activation', link.keyHash, noon)).toEqual(link);
  });

  test('lets one of sixteen callers use a link', async () => {
    const link = sampleLink(await addUser(stores()));
    await stores().oneTimeLinks.add(link);
    const used = await race(() => stores().oneTimeLinks.consume('activation', link.keyHash, noon));
    expect(used.filter((one) => one !== null)).toEqual([link]);
    expect(await stores().oneTimeLinks.find('activation', link.keyHash, noon)).toBeNull();
  });

  test('lists the live links of one user for one purpose', async () => {
    const userId = await addUser(stores());
    const link = sampleLink(userId, { expiresAt: at(1_000) });
    const used = sampleLink(userId);
    const others = [sampleLink(userId, { purpose: 'email-add' }), sampleLink(await addUser(stores()))];
    for (const one of [link, used, ...others]) await stores().oneTimeLinks.add(one);
    await stores().oneTimeLinks.consume('activation', used.keyHash, noon);
    expect(await stores().oneTimeLinks.listOfUser(userId, 'activation', at(999))).toEqual([link]);
    expect(await stores().oneTimeLinks.listOfUser(userId, 'activation', at(1_000))).toEqual([]);
  });

  test('lets nobody use a link at its end or for another purpose', async () => {
    const link = sampleLink(await addUser(stores()), { expiresAt: at(1_000) });
    await stores().oneTimeLinks.add(link);
    expect(await stores().oneTimeLinks.consume('activation', link.keyHash, at(1_000))).toBeNull();
    expect(await stores().oneTimeLinks.consume('email-change', link.keyHash, noon)).toBeNull();
    expect(await stores().oneTimeLinks.consume('activation', link.keyHash, at(999))).toEqual(link);
  });

  test('gives the use of a link back when the transaction fails', async () => {
    const link = sampleLink(await addUser(stores()));
    await stores().oneTimeLinks.add(link);
    const attempt = stores().transact(async (inside) => {
      await inside.oneTimeLinks.consume('activation', link.keyHash, noon);
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await stores().oneTimeLinks.consume('activation', link.keyHash, noon)).toEqual(link);
  });

  test('discards the unused links of one user, of one purpose or of all', async () => {
    const userId = await addUser(stores());
    const other = sampleLink(await addUser(stores()));
    const activation = sampleLink(userId);
    const reset = sampleLink(userId, { purpose: 'password-reset' });
    for (const link of [other, activation, reset]) await stores().oneTimeLinks.add(link);
    await stores().oneTimeLinks.discardOfUser(userId, 'activation');
    expect(await stores().oneTimeLinks.find('activation', activation.keyHash, noon)).toBeNull();
    expect(await stores().oneTimeLinks.find('password-reset', reset.keyHash, noon)).toEqual(reset);
    await stores().oneTimeLinks.discardOfUser(userId);
    expect(await stores().oneTimeLinks.find('password-reset', reset.keyHash, noon)).toBeNull();
    expect(await stores().oneTimeLinks.find('activation', other.keyHash, noon)).toEqual(other);
  });

  test('notes that an e-mail has left, and keeps of those that left the newest', async () => {
    const userId = await addUser(stores());
    const links = [1, 2, 3].map((second) => sampleLink(userId, { createdAt: at(second) }));
    const waiting = sampleLink(userId);
    const others = [sampleLink(userId, { purpose: 'password-reset' }), sampleLink(await addUser(stores()))];
    for (const link of [...links, waiting, ...others]) await stores().oneTimeLinks.add(link);
    const used = sampleLink(userId);
    await stores().oneTimeLinks.add(used);
    await stores().oneTimeLinks.consume('activation', used.keyHash, noon);
    for (const link of [...links, ...others]) {
      expect(await stores().oneTimeLinks.markSent(link.keyHash, at(10))).toBe(true);
    }
    expect(await stores().oneTimeLinks.markSent(used.keyHash, at(10))).toBe(false);
    expect(await stores().oneTimeLinks.markSent('unknown', at(10))).toBe(false);
    await stores().oneTimeLinks.keepNewest(userId, 'activation', 2);
    const live = await stores().oneTimeLinks.listOfUser(userId, 'activation', noon);
    const [, second, third] = links;
    const left = [second, third].map((link) => ({ ...link, sentAt: at(10) }));
    expect(live).toHaveLength(3);
    expect(live).toEqual(expect.arrayContaining([...left, waiting]));
    for (const { purpose, keyHash } of others) {
      expect(await stores().oneTimeLinks.find(purpose, keyHash, noon)).not.toBeNull();
    }
  });

  test('discards those of a security version and of later ones only, whenever they were made', async () => {
    const userId = await addUser(stores());
    const old = sampleLink(userId, { securityVersion: 6, createdAt: at(9) });
    const [same, young] = [7, 8].map((securityVersion) => sampleLink(userId, { securityVersion }));
    for (const link of [old, same, young]) if (link) await stores().oneTimeLinks.add(link);
    await stores().oneTimeLinks.discardOfUser(userId, 'activation', 7);
    expect(await stores().oneTimeLinks.listOfUser(userId, 'activation', noon)).toEqual([old]);
  });

  test('removes expired links, used or not, at most as many as asked for', async () => {
    const userId = await addUser(stores());
    const end = new Date('2001-01-01T00:00:00.000Z');
    for (let count = 0; count < 3; count += 1) {
      await stores().oneTimeLinks.add(sampleLink(userId, { expiresAt: end }));
    }
    expect(await stores().oneTimeLinks.removeExpired(new Date(end.getTime() - 1), 10)).toBe(0);
    expect(await stores().oneTimeLinks.removeExpired(end, 2)).toBe(2);
    expect(await stores().oneTimeLinks.removeExpired(end, 2)).toBe(1);
  });

  test('refuses a link of nobody', async () => {
    await expect(stores().oneTimeLinks.add(sampleLink(1))).rejects.toThrow();
  });
});
