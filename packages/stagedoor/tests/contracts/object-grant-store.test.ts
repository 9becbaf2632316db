import { beforeAll, describe, expect, test } from 'vitest';
import {
  assignObjectPermission,
  removeObjectPermission,
} from '../../src/core/object-permission/change-grants.ts';
import type { Dependencies } from '../../src/core/object-permission/dependencies.ts';
import { hasObjectPermission } from '../../src/core/object-permission/has-object-permission.ts';
import { listGroupsHolding, listUsersHolding } from '../../src/core/object-permission/list-object-holders.ts';
import { listObjectPermissions } from '../../src/core/object-permission/list-object-permissions.ts';
import { countObjects, listObjects } from '../../src/core/object-permission/list-objects.ts';
import type { AskedObjects } from '../../src/core/object-permission/object-reach.ts';
import type { GrantHolder } from '../../src/core/object-permission/subject.ts';
import { fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import type { MemoryAccess } from '../../src/infrastructure/memory/permission/give-access.ts';
import { storeKinds } from '../support/open-stores.ts';
import { principalFor } from '../support/principal-for.ts';
import { addProjects, addTasks, makeProjectTables, projectTypes } from '../support/projects.ts';
import { statementsOf } from '../support/statements-of.ts';
import { addUser } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const clock = fixedClock();
const PROJECTS = 'tests.project';
let groupIds = 100;

describe.each(storeKinds)('%s object permissions', (kind) => {
  const stores = storesUnderTest(kind);
  const deps = (): Dependencies => ({ ...stores(), clock, objectTypes: projectTypes });

  beforeAll(async () => {
    const { database } = stores();
    if (database === null) return;
    await makeProjectTables(database);
    await addProjects(database, 30);
    await addTasks(database, 3);
  });

  const give = (permission: string, holder: GrantHolder, ...ids: number[]) =>
    assignObjectPermission(deps(), { by: 'operator', permission, objects: { type: PROJECTS, ids }, holder });
  const take = (permission: string, holder: GrantHolder, ...ids: number[]) =>
    removeObjectPermission(deps(), { by: 'operator', permission, objects: { type: PROJECTS, ids }, holder });
  const held = (holder: GrantHolder, id: number, through?: 'user' | 'groups') =>
    listObjectPermissions(deps(), { holder, object: { type: PROJECTS, id }, ...(through && { through }) });
  const has = async (userId: number | null, permission: string, id: number) =>
    hasObjectPermission(deps(), {
      principal: userId === null ? null : await principalFor(stores(), userId),
      permission,
      object: { type: PROJECTS, id },
    });
  const idsFor = async (holder: GrantHolder, permissions: string[], how: Partial<AskedObjects> = {}) =>
    (await listObjects(deps(), { holder, permissions, order: 'key', ...how })).ids;

  async function userIn(...groups: NonNullable<MemoryAccess['groups']>): Promise<number> {
    const userId = await addUser(stores());
    await stores().giveAccess(userId, { groups });
    return userId;
  }
  function newGroup() {
    groupIds += 1;
    return { id: groupIds, name: `group ${groupIds}` };
  }

  test('are given on one object, to one user, and are held on no other, by nobody else', async () => {
    const [ana, other] = [await addUser(stores()), await addUser(stores())];
    expect(await give('change_project', { userId: ana }, 1, 2)).toBe(2);
    expect(await give('tests.change_project', { userId: ana }, 2, 3)).toBe(1);
    expect(await has(ana, 'change_project', 3)).toBe(true);
    expect(await has(ana, 'tests.change_project', 3)).toBe(true);
    expect(await has(ana, 'change_project', 4)).toBe(false);
    expect(await has(ana, 'view_project', 3)).toBe(false);
    expect(await has(other, 'change_project', 3)).toBe(false);
    expect(await has(null, 'change_project', 3)).toBe(false);
  });

  test('are taken away once, and those of the group stay', async () => {
    const group = newGroup();
    const ana = await userIn(group);
    await give('view_project', { userId: ana }, 5);
    await give('view_project', { groupId: group.id }, 5);
    expect(await take('view_project', { userId: ana }, 5, 6)).toBe(1);
    expect(await take('view_project', { userId: ana }, 5)).toBe(0);
    expect(await has(ana, 'view_project', 5)).toBe(true);
    await take('view_project', { groupId: group.id }, 5);
    expect(await has(ana, 'view_project', 5)).toBe(false);
  });

  test('of anonymous visitors are theirs alone', async () => {
    const ana = await addUser(stores());
    await give('view_project', 'anonymous', 7);
    expect(await has(null, 'view_project', 7)).toBe(true);
    expect(await has(ana, 'view_project', 7)).toBe(false);
    expect(await held('anonymous', 7)).toEqual(['view_project']);
    expect(await idsFor('anonymous', ['tests.view_project'])).toContain(7);
    await take('view_project', 'anonymous', 7);
    expect(await has(null, 'view_project', 7)).toBe(false);
  });

  test('are listed by the way they came: their own, by groups, together', async () => {
    const group = newGroup();
    const ana = await userIn(group);
    await give('view_project', { userId: ana }, 8);
    await give('change_project', { groupId: group.id }, 8);
    expect(await held({ userId: ana }, 8)).toEqual(['change_project', 'view_project']);
    expect(await held({ userId: ana }, 8, 'user')).toEqual(['view_project']);
    expect(await held({ userId: ana }, 8, 'groups')).toEqual(['change_project']);
    expect(await held({ groupId: group.id }, 8)).toEqual(['change_project']);
  });

  // As guardian's get_perms, get_user_perms and get_group_perms, and Django's has_perm with an object.
  const everything = ['change_project', 'delete_project', 'view_project'];
  test.each([
    { isActive: true, isSuperuser: false, all: ['change_project', 'view_project'], has: [true, true, false] },
    { isActive: true, isSuperuser: true, all: everything, has: [true, true, true] },
    { isActive: false, isSuperuser: false, all: [], has: [false, false, false] },
    { isActive: false, isSuperuser: true, all: [], has: [false, false, false] },
  ])(
    'are a superuser’s all, rest while somebody is inactive, and stay as they were given: %o',
    async (row) => {
      const group = newGroup();
      const { isActive, isSuperuser } = row;
      const ana = await addUser(stores(), { isActive, isSuperuser });
      await stores().giveAccess(ana, { groups: [group] });
      await give('view_project', { userId: ana }, 9);
      await give('change_project', { groupId: group.id }, 9);
      expect(await held({ userId: ana }, 9)).toEqual(row.all);
      expect(await held({ userId: ana }, 9, 'user')).toEqual(['view_project']);
      expect(await held({ userId: ana }, 9, 'groups')).toEqual(['change_project']);
      const asked = ['view_project', 'change_project', 'delete_project'];
      expect(await Promise.all(asked.map((permission) => has(ana, permission, 9)))).toEqual(row.has);
    },
  );

  test('held altogether say nothing of one object, and everything of a list', async () => {
    const ana = await addUser(stores());
    await giveGlobally(ana, 'view_project');
    expect(await has(ana, 'view_project', 10)).toBe(false);
    await give('view_project', { userId: ana }, 10);
    expect(await idsFor({ userId: ana }, ['tests.view_project'], { global: 'ignored' })).toEqual([10]);
    expect(await idsFor({ userId: ana }, ['tests.view_project'], { superuser: 'ignored' })).toEqual([10]);
    if (kind !== 'memory') expect(await idsFor({ userId: ana }, ['tests.view_project'])).toHaveLength(30);
    expect(await countObjects(deps(), { holder: { userId: ana }, permissions: ['tests.view_project'] })).toBe(
      'all',
    );
  });

  test('of several that are asked for are all held on each object, what is held altogether left out', async () => {
    const ana = await addUser(stores());
    await give('view_project', { userId: ana }, 11, 12);
    await give('change_project', { userId: ana }, 12, 13);
    const both = ['tests.view_project', 'tests.change_project'];
    expect(await idsFor({ userId: ana }, both)).toEqual([12]);
    expect(await idsFor({ userId: ana }, both, { match: 'any' })).toEqual([11, 12, 13]);
    await giveGlobally(ana, 'view_project');
    expect(await idsFor({ userId: ana }, both)).toEqual([12, 13]);
    expect(await idsFor({ userId: ana }, both, { global: 'ignored' })).toEqual([12]);
  });

  test('of groups are left out of a list of their own, and global ones are not', async () => {
    const group = newGroup();
    const ana = await userIn(group);
    await give('view_project', { userId: ana }, 14);
    await give('view_project', { groupId: group.id }, 14, 15);
    expect(await idsFor({ userId: ana }, ['tests.view_project'])).toEqual([14, 15]);
    expect(await idsFor({ userId: ana }, ['tests.view_project'], { through: 'own' })).toEqual([14]);
    expect(await idsFor({ groupId: group.id }, ['tests.view_project'])).toEqual([14, 15]);
    expect(
      await countObjects(deps(), { holder: { userId: ana }, permissions: ['tests.view_project'] }),
    ).toEqual({
      count: 2,
      isMore: false,
    });
  });

  test('that a group holds altogether count for its lists', async () => {
    const group = newGroup();
    await userIn(group);
    const asked = { holder: { groupId: group.id }, permissions: ['tests.view_project'] };
    expect(await countObjects(deps(), asked)).toEqual({ count: 0, isMore: false });
    await stores().groups.grant(group.id, ['tests.view_project']);
    expect(await countObjects(deps(), asked)).toBe('all');
    expect(await countObjects(deps(), { ...asked, global: 'ignored' })).toEqual({ count: 0, isMore: false });
  });

  test('are given once, and noted once, however many give them at once', async () => {
    const ana = await addUser(stores());
    const given = Array.from({ length: 16 }, () => give('view_project', { userId: ana }, 18, 19));
    expect((await Promise.all(given)).toSorted()).toEqual([...Array(15).fill(0), 2]);
    expect(await stores().audit.list({ limit: 50, userId: ana })).toHaveLength(1);
  });

  test('of who is inactive are in no list, unless guardian’s own answer is asked for', async () => {
    const ana = await addUser(stores(), { isActive: false });
    await give('view_project', { userId: ana }, 16);
    expect(await idsFor({ userId: ana }, ['tests.view_project'])).toEqual([]);
    expect(await idsFor({ userId: ana }, ['tests.view_project'], { inactive: 'counts' })).toEqual([16]);
    const superuser = await addUser(stores(), { isActive: false, isSuperuser: true });
    const count = (how: Partial<AskedObjects>) =>
      countObjects(deps(), { holder: { userId: superuser }, permissions: ['tests.view_project'], ...how });
    expect(await count({})).toEqual({ count: 0, isMore: false });
    expect(await count({ inactive: 'counts' })).toBe('all');
    expect(await count({ inactive: 'counts', superuser: 'ignored' })).toEqual({ count: 0, isMore: false });
  });

  test('name their holders: users, members of groups, superusers if they are asked for, inactive ones too', async () => {
    const group = newGroup();
    const member = await userIn(group);
    const own = await addUser(stores());
    const inactive = await addUser(stores(), { isActive: false });
    const superuser = await addUser(stores(), { isSuperuser: true });
    await give('change_project', { userId: own }, 17);
    await give('view_project', { userId: own }, 17);
    await give('view_project', { userId: inactive }, 17);
    await give('view_project', { groupId: group.id }, 17);
    const object = { type: PROJECTS, id: 17 };
    const users = async (how = {}) => {
      const { rows } = await listUsersHolding(deps(), { object, ...how });
      return new Map(rows.map(({ id, permissions }) => [id, permissions]));
    };
    expect(await users()).toEqual(
      new Map(
        [
          [member, ['view_project']],
          [own, ['change_project', 'view_project']],
          [inactive, []],
        ].toSorted(([one], [other]) => Number(one) - Number(other)) as [number, string[]][],
      ),
    );
    expect([...(await users({ through: 'own' })).keys()].toSorted()).toEqual([own, inactive].toSorted());
    expect((await users({ superusers: 'included' })).get(superuser)).toEqual(everything);
    expect([...(await users({ permissions: ['change_project'] })).keys()]).toEqual([own]);
    expect(await listGroupsHolding(deps(), { object })).toEqual({
      rows: [{ id: group.id, permissions: ['view_project'] }],
      next: null,
    });
    const first = await listUsersHolding(deps(), { object, limit: 2 });
    const second = await listUsersHolding(deps(), { object, limit: 2, after: first.next ?? 0 });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null]);
  });

  test('name a page of holders at the cost of one of them', async () => {
    const object = { type: PROJECTS, id: 18 };
    const group = newGroup();
    const holders = await Promise.all(Array.from({ length: 8 }, () => addUser(stores())));
    for (const userId of holders) await give('view_project', { userId }, object.id);
    await userIn(group);
    await give('view_project', { groupId: group.id }, object.id);
    const costOf = async (list: typeof listUsersHolding | typeof listGroupsHolding, limit: number) =>
      (await statementsOf(() => list(deps(), { object, limit }))).length;
    expect(await costOf(listUsersHolding, 9)).toBe(await costOf(listUsersHolding, 1));
    expect(await costOf(listUsersHolding, 9)).toBe(kind === 'sqlite' ? 3 : 0);
    expect(await costOf(listGroupsHolding, 9)).toBe(kind === 'sqlite' ? 2 : 0);
  });

  test('of another app, of another table, and such as are not there are refused by name', async () => {
    const refusal = (field: string, code: string) => ({
      refusal: { code: 'invalid-input', fields: { [field]: [{ code }] } },
    });
    const wrong = (permission: string) => give(permission, 'anonymous', 1);
    await expect(wrong('shop.change_project')).rejects.toMatchObject(refusal('permission', 'wrong_app'));
    await expect(wrong('close_task')).rejects.toMatchObject(refusal('permission', 'invalid_choice'));
    await expect(wrong("x' or 1=1 --")).rejects.toMatchObject(refusal('permission', 'invalid_choice'));
    const mixed = (...permissions: string[]) => idsFor('anonymous', permissions);
    const isMixed = refusal('permissions', 'mixed_content_types');
    await expect(mixed('tests.view_project', 'shop.view_project')).rejects.toMatchObject(isMixed);
    await expect(mixed('tests.view_project', 'tests.close_task')).rejects.toMatchObject(isMixed);
    await expect(mixed('tests.no_project')).rejects.toMatchObject(refusal('permissions', 'invalid_choice'));
    await expect(
      give('view_project', 'anonymous', ...Array.from({ length: 1_001 }, (_, index) => index + 1)),
    ).rejects.toMatchObject(refusal('objects', 'too_many_grants'));
    await expect(
      listObjects(deps(), { holder: 'anonymous', type: 'tests.none', permissions: ['x'] }),
    ).rejects.toThrow('No feature declares objectPermissions for tests.none.');
  });

  test('are refused to a user and a group that are not there, and on no object’s id', async () => {
    const missing = { refusal: { code: 'not-found' } };
    await expect(give('view_project', { userId: 1 }, 1)).rejects.toMatchObject(missing);
    await expect(give('view_project', { groupId: 99 }, 1)).rejects.toMatchObject(missing);
    for (const id of [0, -1, 1.5, Number.NaN, 2 ** 60])
      await expect(give('view_project', 'anonymous', id)).rejects.toMatchObject(missing);
  });

  test('are on the record: who acted, what, on which, for whom', async () => {
    const group = newGroup();
    const ana = await userIn(group);
    await give('view_project', { userId: ana }, 1, 2);
    await give('view_project', { userId: ana }, 1);
    await take('view_project', { userId: ana }, 2);
    const events = await stores().audit.list({ limit: 50, userId: ana });
    const detail = { by: 'operator', permission: 'tests.view_project', objects: PROJECTS };
    expect(events.map((event) => [event.action, event.detail])).toEqual([
      ['object-permission-revoke', { ...detail, ids: '2' }],
      ['object-permission-grant', { ...detail, ids: '1 2' }],
    ]);
    await give('view_project', { groupId: group.id }, 3);
    const [newest] = await stores().audit.list({ limit: 1 });
    expect(newest).toMatchObject({ userId: null, detail: { ...detail, ids: '3', group: group.id } });
  });

  async function giveGlobally(userId: number, codename: string): Promise<void> {
    if (kind === 'memory') await stores().giveAccess(userId, { permissions: [codename] });
    else await stores().permissions.grant(userId, `tests.${codename}`);
  }
});
