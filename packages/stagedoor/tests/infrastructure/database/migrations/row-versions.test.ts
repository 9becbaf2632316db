import { describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { addPermission } from '../../../support/stores/give-access.ts';
import { addUser, sampleAddress } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

describe.each(['sqlite', 'postgres'] as const)(
  'on %s a version that caches compare moves for a user',
  (kind) => {
    const stores = storesUnderTest(kind);

    function db(): OpenDatabase['db'] {
      const { database } = stores();
      if (!database) throw new Error('No database.');
      return database.db;
    }

    async function versionsOf(userId: number) {
      const access = db().selectFrom('stagedoor_access_version').select('version');
      const query = db()
        .selectFrom('auth_user')
        .select(['row_version as row', access.as('access')]);
      return await query.where('id', '=', userId).executeTakeFirstOrThrow();
    }

    /** Whether the version of a user's row moves by a change, whoever makes it. */
    async function moves(userId: number, change: () => Promise<unknown>): Promise<boolean> {
      const before = await versionsOf(userId);
      await change();
      return (await versionsOf(userId)).row > before.row;
    }

    /** The same for what all members of a group share. */
    async function movesAccess(userId: number, change: () => Promise<unknown>): Promise<boolean> {
      const before = await versionsOf(userId);
      await change();
      return Number((await versionsOf(userId)).access) > Number(before.access);
    }

    test('with any update of the row, the stores’ own or not', async () => {
      const id = await addUser(stores());
      expect(await moves(id, () => stores().users.update(id, {}))).toBe(true);
      expect(await moves(id, () => stores().users.revokeAll(id))).toBe(true);
      expect(
        await moves(id, () =>
          db().updateTable('auth_user').set({ first_name: 'x' }).where('id', '=', id).execute(),
        ),
      ).toBe(true);
      const other = await addUser(stores());
      expect(await moves(other, () => stores().users.update(id, { firstName: 'y' }))).toBe(false);
    });

    test('with its addresses', async () => {
      const id = await addUser(stores());
      const address = sampleAddress(id);
      expect(await moves(id, () => stores().emailAddresses.add(address))).toBe(true);
      expect(await moves(id, () => stores().emailAddresses.markVerified(id, address.emailKey))).toBe(true);
      expect(await moves(id, () => stores().emailAddresses.makePrimary(id, address.emailKey))).toBe(true);
      expect(await moves(id, () => stores().emailAddresses.remove(id, address.id))).toBe(true);
    });

    test('with its memberships and what its groups are called', async () => {
      const id = await addUser(stores());
      const { id: group_id } = await db()
        .insertInto('auth_group')
        .values({ name: `g${id}` })
        .returning('id')
        .executeTakeFirstOrThrow();
      const join = () => db().insertInto('auth_user_groups').values({ user_id: id, group_id }).execute();
      expect(await moves(id, join)).toBe(true);
      expect(
        await movesAccess(id, () =>
          db()
            .updateTable('auth_group')
            .set({ name: `h${id}` })
            .where('id', '=', group_id)
            .execute(),
        ),
      ).toBe(true);
      expect(
        await moves(id, () => db().deleteFrom('auth_user_groups').where('user_id', '=', id).execute()),
      ).toBe(true);
      await join();
      expect(await moves(id, () => db().deleteFrom('auth_group').where('id', '=', group_id).execute())).toBe(
        true,
      );
    });

    test('with the permissions of it and of its groups', async () => {
      const id = await addUser(stores());
      const { id: group_id } = await db()
        .insertInto('auth_group')
        .values({ name: `p${id}` })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db().insertInto('auth_user_groups').values({ user_id: id, group_id }).execute();
      const permission_id = await addPermission(db(), `do_${id}`);
      expect(
        await movesAccess(id, () =>
          db().insertInto('auth_group_permissions').values({ group_id, permission_id }).execute(),
        ),
      ).toBe(true);
      const rename = (codename: string) =>
        db().updateTable('auth_permission').set({ codename }).where('id', '=', permission_id).execute();
      expect(await movesAccess(id, () => rename('renamed'))).toBe(true);
      expect(
        await movesAccess(id, () =>
          db().deleteFrom('auth_group_permissions').where('group_id', '=', group_id).execute(),
        ),
      ).toBe(true);
      expect(await moves(id, () => rename('unrelated'))).toBe(false);
      expect(
        await moves(id, () =>
          db().insertInto('auth_user_user_permissions').values({ user_id: id, permission_id }).execute(),
        ),
      ).toBe(true);
      expect(await movesAccess(id, () => rename('again'))).toBe(true);
      expect(
        await moves(id, () => db().deleteFrom('auth_permission').where('id', '=', permission_id).execute()),
      ).toBe(true);
    });
  },
);
