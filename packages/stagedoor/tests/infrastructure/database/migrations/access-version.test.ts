import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { isAllowed } from '../../../../src/core/access/is-allowed.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { openStores } from '../../../support/open-stores.ts';
import { addPermission } from '../../../support/stores/give-access.ts';
import { addUser, noon, sampleSession } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

describe.each(['sqlite', 'postgres'] as const)('the version of access on %s', (kind) => {
  const stores = storesUnderTest(kind);

  function db(): OpenDatabase['db'] {
    const { database } = stores();
    if (!database) throw new Error('No database.');
    return database.db;
  }

  const run = (statement: string) => sql.raw(statement).execute(db());

  async function accessVersion(): Promise<number> {
    const row = await db().selectFrom('stagedoor_access_version').select('version').executeTakeFirstOrThrow();
    return row.version;
  }

  /** A group with members, and a permission that nobody has. */
  async function group(members = 1) {
    const id = 1 + Math.floor(Math.random() * 2 ** 40);
    await db()
      .insertInto('auth_group')
      .values({ id, name: `g${id}` })
      .execute();
    const users: number[] = [];
    for (let count = 0; count < members; count += 1) users.push(await addUser(stores()));
    for (const user_id of users)
      await db().insertInto('auth_user_groups').values({ user_id, group_id: id }).execute();
    return { id, users, permission: await addPermission(db(), `do_${id}`) };
  }

  test.each([
    [
      'a permission for a group',
      'insert into auth_group_permissions (group_id, permission_id) values ($g, $p)',
    ],
    ['another name for a group', "update auth_group set name = 'x$g' where id = $g"],
    ['another codename', "update auth_permission set codename = 'x$p' where id = $p"],
    ['another label', "update django_content_type set app_label = 'x$p' where model = 'do_$g'"],
  ])('moves with %s, and no member is written', async (_what, statement) => {
    const { id, users, permission } = await group(3);
    const rows = () =>
      db().selectFrom('auth_user').select(['id', 'row_version']).where('id', 'in', users).execute();
    const before = { access: await accessVersion(), rows: await rows() };
    await run(statement.replaceAll('$g', String(id)).replaceAll('$p', String(permission)));
    expect(await accessVersion()).toBeGreaterThan(before.access);
    expect(await rows()).toEqual(before.rows);
  });

  test('moves with what a group holds no longer, whatever took it', async () => {
    const { id, permission } = await group();
    const give = () =>
      run(`insert into auth_group_permissions (group_id, permission_id) values (${id}, ${permission})`);
    for (const taking of [
      `delete from auth_group_permissions where group_id = ${id}`,
      `delete from auth_permission where id = ${permission}`,
    ]) {
      await give();
      const before = await accessVersion();
      await run(taking);
      expect(await accessVersion()).toBeGreaterThan(before);
    }
  });

  test('stands still with what concerns one user: their row moves', async () => {
    const { id, permission } = await group(0);
    const user = await addUser(stores());
    const before = await accessVersion();
    await run(`insert into auth_user_groups (user_id, group_id) values (${user}, ${id})`);
    await run(
      `insert into auth_user_user_permissions (user_id, permission_id) values (${user}, ${permission})`,
    );
    expect(await accessVersion()).toBe(before);
  });

  test('moves by what Django writes with "ignore conflicts"', async () => {
    const { id, permission } = await group();
    const [ignoring, after] = kind === 'sqlite' ? ['or ignore ', ''] : ['', ' on conflict do nothing'];
    const before = await accessVersion();
    await run(
      `insert ${ignoring}into auth_group_permissions (group_id, permission_id) values (${id}, ${permission})${after}`,
    );
    expect(await accessVersion()).toBeGreaterThan(before);
  });

  test('is seen by whoever is kept in memory, with the next request', async () => {
    const { id, users, permission } = await group();
    const session = sampleSession(users[0] ?? 0);
    await stores().sessions.add(session);
    const may = async (name = `do_${id}`) =>
      (await stores().sessions.findPrincipal(session.keyHash, noon))?.access.has(name);
    expect(await may()).toBe(false);
    await run(`insert into auth_group_permissions (group_id, permission_id) values (${id}, ${permission})`);
    await expect.poll(() => may(), { timeout: 1_000, interval: 5 }).toBe(true);
    expect([await may(`tests.do_${id}`), await may(`shop.do_${id}`)]).toEqual([true, false]);
    await run(`update django_content_type set app_label = 'shop' where model = 'do_${id}'`);
    await expect.poll(() => may(`shop.do_${id}`), { timeout: 1_000, interval: 5 }).toBe(true);
    await run(`delete from auth_group_permissions where group_id = ${id}`);
    await expect.poll(() => may(), { timeout: 1_000, interval: 5 }).toBe(false);
  });

  test('is asked for once: whether somebody may is answered with the database closed', async () => {
    const own = await openStores(kind, { freshSchema: true });
    const userId = await addUser(own);
    await own.giveAccess(userId, { groups: [{ id: 1, name: 'editors', permissions: ['edit_page'] }] });
    const session = sampleSession(userId);
    await own.sessions.add(session);
    const principal = await own.sessions.findPrincipal(session.keyHash, noon);
    await own.close();
    if (principal === null) throw new Error('Nobody.');
    const may = (permission: string) => isAllowed({}, { principal, rule: { permission } });
    expect([await may('edit_page'), await may('tests.edit_page'), await may('add_page')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('is shared by members: what they hold is one set in memory', async () => {
    const { id, users, permission } = await group(2);
    await run(`insert into auth_group_permissions (group_id, permission_id) values (${id}, ${permission})`);
    const [one, other] = await Promise.all(users.map((userId) => stores().groups.rightsOfUser(userId)));
    expect(one?.held.names.size).toBe(1);
    expect(one?.held).toBe(other?.held);
  });
});
