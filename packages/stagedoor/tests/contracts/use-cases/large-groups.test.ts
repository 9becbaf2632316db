import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

const MEMBERS = 100_000;

/** Whole numbers up to it, as a source of rows. */
const numbers = {
  sqlite: {
    before: `with recursive s (n) as (select 1 union all select n + 1 from s where n < ${MEMBERS})`,
    from: 'from s',
  },
  postgres: { before: '', from: `from generate_series(1, ${MEMBERS}) as s (n)` },
};

/** What the tables say that everybody's rows were: the sum moves with each row that is written. */
const footprint = sql<{ users: number | string; version: number | string; held: number | string }>`
  select (select sum(row_version) from auth_user) as users,
    (select version from stagedoor_access_version) as version,
    (select count(*) from auth_group_permissions) as held`;

describe.each(['sqlite', 'postgres'] as const)('a group of 100,000, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let groupId: number;
  const by = 'operator';
  beforeAll(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    const { db, dialect } = database();
    groupId = (await site.useCases.group.create({ by, name: 'Members' })).id;
    const [no, yes] = dialect === 'sqlite' ? ['0', '1'] : ['false', 'true'];
    const { before, from } = numbers[dialect];
    await db.connection().execute(async (own) => {
      // As a replica does: without the triggers that write the rows of a hundred thousand users once more.
      const roles = dialect === 'postgres' ? ['replica', 'origin'] : [];
      for (const statement of [
        ...roles.slice(0, 1).map((role) => `set session_replication_role = ${role}`),
        `insert into auth_user (id, password, is_superuser, username, username_key, first_name, last_name, is_staff, is_active, date_joined)
          ${before} select n, '!', ${no}, 'm' || n, 'm' || n, '', '', ${no}, ${yes}, '2026-01-01 00:00:00' ${from}`,
        `insert into auth_user_groups (user_id, group_id) ${before} select n, ${groupId} ${from}`,
        ...roles.slice(1).map((role) => `set session_replication_role = ${role}`),
      ])
        await sql.raw(statement).execute(own);
    });
    if (dialect === 'postgres') await sql`analyze auth_user, auth_user_groups`.execute(db);
  }, 120_000);
  afterAll(() => stores.close());

  function database() {
    if (stores.database === null) throw new Error('There is no database.');
    return stores.database;
  }
  const rows = async () => {
    const [row] = (await footprint.execute(database().db)).rows;
    return { users: Number(row?.users), version: Number(row?.version), held: Number(row?.held) };
  };

  test('is given a permission by one row, and no row of a member is written', async () => {
    const before = await rows();
    await site.useCases.group.grant({ by, groupId, permissions: ['auth.view_user'] });
    expect(await rows()).toEqual({ users: before.users, version: before.version + 1, held: before.held + 1 });
    expect((await stores.groups.rightsOfUser(77_777)).held.has('auth.view_user')).toBe(true);
    await site.useCases.group.setPermissions({ by, groupId, permissions: ['auth.view_group'] });
    expect(await rows()).toMatchObject({ users: before.users, held: before.held + 1 });
    await site.useCases.group.rename({ by, groupId, name: 'Regulars' });
    expect((await rows()).users).toBe(before.users);
  });

  test('is asked for a page of its members by one walk along its index, wherever the page is', async () => {
    const plan = async (afterId: number) => {
      const page = database().db;
      const statement = sql`select u.id from auth_user as u join auth_user_groups as member on member.user_id = u.id
        where u.id > ${afterId} and member.group_id = ${groupId} and member.user_id > ${afterId} order by member.user_id limit 51`;
      const explained =
        database().dialect === 'sqlite' ? sql`explain query plan ${statement}` : sql`explain ${statement}`;
      return JSON.stringify((await explained.execute(page)).rows);
    };
    for (const afterId of [0, 50_000, 99_990]) {
      const said = await plan(afterId);
      expect(said).toMatch(/auth_user_groups_(?:members|user_id_group_id_key)/);
      expect(said).not.toMatch(/Sort|TEMP B-TREE/i);
    }
    const page = await site.useCases.group.listMembers({ groupId, afterId: 50_000, limit: 50 });
    expect([page.rows.at(0)?.id, page.rows.length, page.next]).toEqual([50_001, 50, 50_050]);
  });

  test('takes somebody in and lets somebody go by one membership and one row of theirs', async () => {
    const before = await rows();
    expect(await site.useCases.group.removeMember({ by, groupId, userId: 5 })).toBe(true);
    expect(await rows()).toMatchObject({ users: before.users + 1, version: before.version });
    expect(await site.useCases.group.addMember({ by, groupId, userId: 5 })).toBe(true);
    expect(await rows()).toMatchObject({ users: before.users + 2, version: before.version });
  });

  test('goes with its members for who says how many', { timeout: 60_000 }, async () => {
    await site.useCases.group.delete({ by, groupId, members: MEMBERS });
    expect((await stores.groups.rightsOfUser(77_777)).groups).toEqual([]);
  });
});
