import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, noon, sampleLink, sampleSession } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('what the gate reads on %s', (kind) => {
  const stores = storesUnderTest(kind);
  const look = (id: number) => stores().transact((inside) => inside.gate.lockUser(id));

  test('is the user as they are, with the count of their sessions', async () => {
    const [userId, other] = [await addUser(stores()), await addUser(stores())];
    for (const owner of [userId, userId, other]) await stores().sessions.add(sampleSession(owner));
    await stores().users.update(userId, { firstName: 'Ana' });
    const user = await stores().users.findById(userId);
    expect(await look(userId)).toEqual({ user, sessions: 2, hasResetLink: false });
    expect(user?.firstName).toBe('Ana');
    expect(await look(1)).toBeNull();
  });

  test('says whether a link to reset the password waits, unused', async () => {
    const userId = await addUser(stores());
    const { oneTimeLinks } = stores();
    await oneTimeLinks.add(sampleLink(userId, { purpose: 'activation' }));
    expect((await look(userId))?.hasResetLink).toBe(false);
    const link = sampleLink(userId, { purpose: 'password-reset' });
    await oneTimeLinks.add(link);
    expect((await look(userId))?.hasResetLink).toBe(true);
    await oneTimeLinks.consume('password-reset', link.keyHash, noon);
    expect((await look(userId))?.hasResetLink).toBe(false);
  });
});
