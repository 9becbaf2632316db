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
    const has = (codename: string, appLabel: string | null = null) =>
      stores().groups.hasPermission(userId, { codename, appLabel });
    expect(await Promise.all([has('add_post'), has('publish_post'), has('delete_post'), has('')])).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([await has('publish_post', 'tests'), await has('publish_post', 'shop')]).toEqual([true, false]);
    expect([await has('add_post', 'tests'), await has('add_post', 'shop')]).toEqual([true, false]);
  });

  test('of a group are its members’ alone', async () => {
    const [member, other] = [await addUser(stores()), await addUser(stores())];
    await stores().giveAccess(member, {
      groups: [{ id: 503, name: 'Printers', permissions: ['print_post'] }],
    });
    const print = { codename: 'print_post', appLabel: null };
    expect(await stores().groups.hasPermission(member, print)).toBe(true);
    expect(await stores().groups.hasPermission(other, print)).toBe(false);
  });
});
