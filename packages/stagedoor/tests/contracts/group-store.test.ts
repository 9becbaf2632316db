import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s permissions', (kind) => {
  const stores = storesUnderTest(kind);

  test('are the user’s own and those of their groups, of any app or of one', async () => {
    const userId = await addUser(stores());
    await stores().giveAccess(userId, {
      groups: [
        { id: 501, name: 'Editors', permissions: ['publish_post'] },
        { id: 502, name: 'Readers' },
      ],
      permissions: ['add_post'],
    });
    const { held } = await stores().groups.rightsOfUser(userId);
    const has = (permission: string) => held.has(permission);
    expect(['add_post', 'publish_post', 'delete_post', ''].map(has)).toEqual([true, true, false, false]);
    expect(['tests.publish_post', 'shop.publish_post'].map(has)).toEqual([true, false]);
    expect(['tests.add_post', 'shop.add_post'].map(has)).toEqual([true, false]);
    expect(held.names.size).toBe(2);
  });

  test('of a group are its members’ alone', async () => {
    const [member, other] = [await addUser(stores()), await addUser(stores())];
    await stores().giveAccess(member, {
      groups: [{ id: 503, name: 'Printers', permissions: ['print_post'] }],
    });
    const mayPrint = async (userId: number) =>
      (await stores().groups.rightsOfUser(userId)).held.has('tests.print_post');
    expect([await mayPrint(member), await mayPrint(other)]).toEqual([true, false]);
  });
});
