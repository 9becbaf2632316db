import { describe, expect, test } from 'vitest';
import { withRights } from '../../src/core/session/with-rights.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addPermission } from '../support/stores/give-access.ts';
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

describe.each(['sqlite', 'postgres'] as const)('%s permissions that two apps call alike', (kind) => {
  const stores = storesUnderTest(kind);

  test('are shown once, and to whoever came by less only what its scope lets', async () => {
    const userId = await addUser(stores());
    const { database } = stores();
    if (database === null) throw new Error('There is no database.');
    for (const [app, codename] of [
      ['blog', 'delete_entry'],
      ['shop', 'delete_entry'],
      ['shop', 'add_entry'],
    ] as const) {
      const permission_id = await addPermission(database.db, codename, app);
      await database.db
        .insertInto('auth_user_user_permissions')
        .values({ user_id: userId, permission_id })
        .execute();
    }
    const rights = await stores().groups.rightsOfUser(userId);
    const user = await stores().users.findById(userId);
    if (user === null) throw new Error('There is no user.');
    const shown = (permissions: readonly string[] | null) =>
      withRights(user, rights, permissions && { permissions, methods: 'read' }).permissions;
    expect(shown(null)).toEqual(['add_entry', 'delete_entry']);
    expect(shown(['blog.delete_entry'])).toEqual(['delete_entry']);
    expect(shown(['shop.add_entry'])).toEqual(['add_entry']);
    expect(shown(['blog.add_entry'])).toEqual([]);
  });
});
