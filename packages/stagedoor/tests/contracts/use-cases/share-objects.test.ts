import { beforeAll, describe, expect, test } from 'vitest';
import {
  assignObjectPermission,
  removeObjectPermission,
} from '../../../src/core/object-permission/change-grants.ts';
import type { Dependencies } from '../../../src/core/object-permission/dependencies.ts';
import { hasObjectPermission } from '../../../src/core/object-permission/has-object-permission.ts';
import { listObjects } from '../../../src/core/object-permission/list-objects.ts';
import type { GrantHolder } from '../../../src/core/object-permission/subject.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import { withRights } from '../../../src/core/session/with-rights.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { storeKinds } from '../../support/open-stores.ts';
import { principalFor } from '../../support/principal-for.ts';
import { addProjects, makeProjectTables, projectTypes } from '../../support/projects.ts';
import { addUser, noon, sampleSession } from '../../support/stores/samples.ts';
import { storesUnderTest } from '../../support/stores/stores-under-test.ts';

const clock = fixedClock(noon.toISOString());
const type = 'tests.project';
let groupIds = 500;

describe.each(storeKinds)('%s: whoever shares an object', (kind) => {
  const stores = storesUnderTest(kind);
  const deps = (): Dependencies => ({ ...stores(), clock, objectTypes: projectTypes });
  let ana: number;
  let other: number;

  beforeAll(async () => {
    ana = await addUser(stores());
    other = await addUser(stores());
    const { database } = stores();
    if (database === null) return;
    await makeProjectTables(database);
    await addProjects(database, 60);
  });

  const give = (permission: string, holder: GrantHolder, ...ids: number[]) =>
    assignObjectPermission(deps(), { by: 'operator', permission, objects: { type, ids }, holder });
  const as = async (userId: number) => await principalFor(stores(), userId);
  const share = (by: Principal, permission: string, ...ids: number[]) =>
    assignObjectPermission(deps(), { by, permission, objects: { type, ids }, holder: { userId: other } });
  const unshare = (by: Principal, permission: string, ...ids: number[]) =>
    removeObjectPermission(deps(), { by, permission, objects: { type, ids }, holder: { userId: other } });
  const refused = (code: string) => ({ refusal: { code } });

  test('learns nothing of one on which they hold nothing, be it there or not', async () => {
    const by = await as(ana);
    await give('view_project', { userId: other }, 1);
    for (const id of [1, 4_711_000]) {
      await expect(share(by, 'view_project', id)).rejects.toMatchObject(refused('not-found'));
      await expect(unshare(by, 'view_project', id)).rejects.toMatchObject(refused('not-found'));
    }
  });

  test('may change it: seeing it is not enough to show it to others, or to take it from them', async () => {
    await give('view_project', { userId: ana }, 2);
    await give('view_project', { userId: other }, 2);
    const by = await as(ana);
    await expect(share(by, 'view_project', 2)).rejects.toMatchObject(refused('permission-denied'));
    await expect(unshare(by, 'view_project', 2)).rejects.toMatchObject(refused('permission-denied'));
    const publish = {
      by,
      permission: 'view_project',
      objects: { type, ids: [2] },
      holder: 'anonymous' as const,
    };
    await expect(assignObjectPermission(deps(), publish)).rejects.toMatchObject(refused('permission-denied'));
  });

  test('gives what they hold on it, and nothing else, to nobody else and not to themselves', async () => {
    await give('change_project', { userId: ana }, 3);
    const by = await as(ana);
    expect(await share(by, 'change_project', 3)).toBe(1);
    await expect(share(by, 'delete_project', 3)).rejects.toMatchObject(refused('permission-denied'));
    const toSelf = { by, permission: 'delete_project', objects: { type, ids: [3] }, holder: { userId: ana } };
    await expect(assignObjectPermission(deps(), toSelf)).rejects.toMatchObject(refused('permission-denied'));
    expect(await unshare(by, 'change_project', 3)).toBe(1);
  });

  test('gives on all of several objects, or on none', async () => {
    await give('change_project', { userId: ana }, 5, 6);
    await give('view_project', { userId: ana }, 5);
    const by = await as(ana);
    await expect(share(by, 'view_project', 5, 6)).rejects.toMatchObject(refused('permission-denied'));
    await expect(share(by, 'change_project', 5, 7)).rejects.toMatchObject(refused('not-found'));
    const sees = { principal: await as(other), permission: 'view_project', object: { type, id: 5 } };
    expect(await hasObjectPermission(deps(), sees)).toBe(false);
  });

  test('does not learn who there is before they may', async () => {
    await give('view_project', { userId: ana }, 8);
    const by = await as(ana);
    const to = (holder: GrantHolder) =>
      assignObjectPermission(deps(), { by, permission: 'view_project', objects: { type, ids: [8] }, holder });
    for (const holder of [{ userId: other }, { userId: 1 }, { groupId: 1 }])
      await expect(to(holder)).rejects.toMatchObject(refused('permission-denied'));
  });

  test('may by a group’s right, and by what they hold altogether', async () => {
    groupIds += 1;
    const group = { id: groupIds, name: `group ${groupIds}` };
    const member = await addUser(stores());
    await stores().giveAccess(member, { groups: [group] });
    await give('change_project', { groupId: group.id }, 9);
    expect(await share(await as(member), 'change_project', 9)).toBe(1);
    const manager = await addUser(stores());
    await giveGlobally(manager, 'change_project', 'view_project');
    expect(await share(await as(manager), 'view_project', 9, 10)).toBe(2);
    await expect(share(await as(manager), 'delete_project', 10)).rejects.toMatchObject(
      refused('permission-denied'),
    );
    const superuser = await addUser(stores(), { isSuperuser: true });
    expect(await share(await as(superuser), 'delete_project', 10)).toBe(1);
  });

  test('is judged as they are now: what was taken since they were let in counts no more', async () => {
    const [gone, revoked, closed] = [
      await addUser(stores()),
      await addUser(stores()),
      await addUser(stores()),
    ];
    for (const userId of [gone, revoked, closed]) await give('change_project', { userId }, 11);
    const [byGone, byRevoked, byClosed] = [await as(gone), await as(revoked), await as(closed)];
    const change = { permission: 'change_project', objects: { type, ids: [11] } };
    await removeObjectPermission(deps(), { ...change, by: 'operator', holder: { userId: gone } });
    await stores().users.revokeAll(revoked);
    await stores().users.update(closed, { isActive: false });
    await expect(share(byGone, 'change_project', 11)).rejects.toMatchObject(refused('not-found'));
    for (const by of [byRevoked, byClosed])
      await expect(share(by, 'change_project', 11)).rejects.toMatchObject(refused('not-authenticated'));
  });

  test('goes with a token no further than its scope', async () => {
    const holder = await addUser(stores());
    await give('change_project', { userId: holder }, 12);
    await give('view_project', { userId: holder }, 12);
    const scoped = (scope: TokenScope) => byToken(holder, scope);
    const reading = await scoped({ permissions: ['tests.view_project'], methods: 'write' });
    await expect(share(reading, 'change_project', 12)).rejects.toMatchObject(refused('not-found'));
    const asks = (principal: Principal, permission: string) =>
      hasObjectPermission(deps(), { principal, permission, object: { type, id: 12 } });
    expect(await asks(reading, 'view_project')).toBe(true);
    expect(await asks(reading, 'change_project')).toBe(false);
    const listed = async (permissions: string[], match: 'all' | 'any') =>
      (await listObjects(deps(), { holder: reading, permissions, match, order: 'key' })).ids;
    const both = ['tests.view_project', 'tests.change_project'];
    expect(await listed(['tests.view_project'], 'all')).toEqual([12]);
    expect(await listed(['tests.change_project'], 'all')).toEqual([]);
    expect(await listed(both, 'all')).toEqual([]);
    expect(await listed(both, 'any')).toEqual([12]);
    const superuser = await addUser(stores(), { isSuperuser: true });
    const narrow = await byToken(superuser, { permissions: ['tests.view_project'], methods: 'write' });
    await expect(share(narrow, 'change_project', 12)).rejects.toMatchObject(refused('permission-denied'));
    expect(await asks(narrow, 'change_project')).toBe(false);
    const list = await listObjects(deps(), { holder: narrow, permissions: ['tests.change_project'] });
    expect(list.ids).toEqual([]);
  });

  test('holds nothing before every stage is passed', async () => {
    const superuser = await addUser(stores(), { isSuperuser: true });
    const session = sampleSession(superuser, { pendingStage: 'change-password' });
    const by = { ...(await as(superuser)), session };
    const asked = { principal: by, permission: 'view_project', object: { type, id: 12 } };
    expect(await hasObjectPermission(deps(), asked)).toBe(false);
    expect(await listObjects(deps(), { holder: by, permissions: ['tests.view_project'] })).toEqual({
      ids: [],
      next: null,
    });
  });

  test('gives nothing any more once the right to it was taken at the same moment', async () => {
    for (let id = 20; id < 30; id += 1) {
      const sharer = await addUser(stores());
      await give('change_project', { userId: sharer }, id);
      const by = await as(sharer);
      const change = { permission: 'change_project', objects: { type, ids: [id] } };
      const [shared] = await Promise.allSettled([
        share(by, 'change_project', id),
        removeObjectPermission(deps(), { ...change, by: 'operator', holder: { userId: sharer } }),
      ]);
      const events = await stores().audit.list({ limit: 10 });
      const at = (userId: number, action: string) =>
        events.find(
          (event) => event.userId === userId && event.action === action && event.detail.ids === String(id),
        )?.id;
      const [given, taken] = [at(other, 'object-permission-grant'), at(sharer, 'object-permission-revoke')];
      if (shared.status === 'fulfilled') expect(Number(given)).toBeLessThan(Number(taken));
      else expect(given).toBeUndefined();
    }
  });

  async function byToken(userId: number, scope: TokenScope): Promise<Principal> {
    const session = sampleSession(userId, { scope, kind: 'personal-token' });
    await stores().sessions.add(session);
    const user = await stores().users.findById(userId);
    if (user === null) throw new Error('There is no such user.');
    const rights = withRights(user, await stores().groups.rightsOfUser(userId), scope);
    return { ...(await as(userId)), ...rights, session, sessionKeyHash: session.keyHash };
  }

  async function giveGlobally(userId: number, ...codenames: string[]): Promise<void> {
    if (kind === 'memory') await stores().giveAccess(userId, { permissions: codenames });
    else for (const codename of codenames) await stores().permissions.grant(userId, `tests.${codename}`);
  }
});
