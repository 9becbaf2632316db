import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import { type AccountsForTest, accountsIn, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser, sampleSession } from '../../support/stores/samples.ts';

const DENIED = 'permission-denied';
const ACTS = ['auth.change_user', 'auth.add_group', 'auth.change_group', 'auth.delete_group'];

describe.each(storeKinds)('on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  /** A group that holds `sell`, and one that holds `burn` too. */
  let sellers: number;
  let burners: number;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    await stores.giveAccess(await addUser(stores), {
      permissions: ['sell', 'burn', 'auth.delete_user', ...ACTS],
    });
    sellers = await groupOf('Sellers', ['tests.sell']);
    burners = await groupOf('Burners', ['tests.sell', 'tests.burn']);
  });
  afterEach(() => stores.close());

  async function groupOf(name: string, permissions: readonly string[]): Promise<number> {
    const { id: groupId } = await site.useCases.group.create({ by: 'operator', name });
    await site.useCases.group.setPermissions({ by: 'operator', groupId, permissions });
    return groupId;
  }
  async function somebody(
    permissions: readonly string[],
    { scope = null, isSuperuser = false }: { scope?: TokenScope | null; isSuperuser?: boolean } = {},
  ): Promise<Principal> {
    const userId = await addUser(stores, { isStaff: true, isSuperuser });
    await stores.giveAccess(userId, { permissions });
    const now = site.clock.now();
    const later = new Date(now.getTime() + 3_600_000);
    const times = { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later };
    const session = sampleSession(userId, { ...times, scope });
    await stores.sessions.add(session);
    const principal = await stores.sessions.findPrincipal(session.keyHash, now);
    if (principal === null) throw new Error('The session is not there.');
    return principal;
  }
  const namesOf = async (groupId: number) =>
    (await site.useCases.group.show({ groupId })).permissions.map(({ name }) => name);
  const rightsOf = async (userId: number) => {
    const { groups, held } = await stores.groups.rightsOfUser(userId);
    return [groups.map(({ name }) => name), [...held.names].toSorted()];
  };
  /** Every act on rights that there is, on a group and on somebody who holds nothing. */
  const actsOn = (by: Principal, { groupId, userId }: { groupId: number; userId: number }) => {
    const { group, permission } = site.useCases;
    const permissions = ['tests.sell'];
    return {
      create: () => group.create({ by, name: 'New' }),
      rename: () => group.rename({ by, groupId, name: 'Other' }),
      set: () => group.setPermissions({ by, groupId, permissions: [] }),
      grant: () => group.grant({ by, groupId, permissions }),
      revoke: () => group.revoke({ by, groupId, permissions }),
      addMember: () => group.addMember({ by, groupId, userId }),
      removeMember: () => group.removeMember({ by, groupId, userId }),
      seedRoles: () => group.seedRoles({ by, roles: [{ group: 'Newer', permissions }] }),
      delete: () => group.delete({ by, groupId }),
      give: () => permission.grant({ by, userId, permission: 'tests.sell' }),
      take: () => permission.revoke({ by, userId, permission: 'tests.sell' }),
    };
  };

  test('nobody changes rights who was not given leave to, whatever they hold', async () => {
    const by = await somebody(['sell', 'burn', 'auth.view_group']);
    const userId = await addUser(stores);
    for (const [name, act] of Object.entries(actsOn(by, { groupId: sellers, userId })))
      expect([name, await refusedWith(act())]).toEqual([name, DENIED]);
    expect(await namesOf(sellers)).toEqual(['tests.sell']);
    expect(await rightsOf(userId)).toEqual([[], []]);
  });

  test('whoever was given leave changes what they hold themselves', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const userId = await addUser(stores);
    const { addMember, removeMember, delete: remove, ...acts } = actsOn(by, { groupId: sellers, userId });
    for (const act of Object.values(acts)) await act();
    // Who is taken in, and out again, by somebody who is in it.
    const own = { by: 'operator', groupId: sellers, userId: by.user.id } as const;
    await site.useCases.group.addMember(own);
    for (const act of [addMember, removeMember]) expect(await act()).toBe(true);
    await site.useCases.group.removeMember(own);
    await acts.give();
    await acts.take();
    await remove();
    expect(await site.useCases.group.find({ name: 'Other' })).toBeNull();
    expect(await rightsOf(userId)).toEqual([[], []]);
    const [event] = await stores.audit.list({ limit: 1, userId });
    expect([event?.action, event?.detail.by, event?.ipAddress]).toEqual([
      'permission-revoke',
      by.user.id,
      by.session?.ipAddress,
    ]);
  });

  test('nobody gives what they do not hold: to a group, to a user, to themselves', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const { group, permission } = site.useCases;
    const [burn, self] = [['tests.burn'], by.user.id];
    const target = await addUser(stores);
    const acts = [
      () => group.grant({ by, groupId: sellers, permissions: burn }),
      () => group.setPermissions({ by, groupId: sellers, permissions: burn }),
      () => group.seedRoles({ by, roles: [{ group: 'Sellers', permissions: burn }] }),
      () => group.seedRoles({ by, roles: [{ group: 'New', permissions: burn }] }),
      () => group.addMember({ by, groupId: burners, userId: self }),
      () => group.addMember({ by, groupId: burners, userId: target }),
      () => permission.grant({ by, userId: target, permission: 'tests.burn' }),
      () => permission.grant({ by, userId: self, permission: 'tests.burn' }),
      () => permission.grant({ by, userId: self, permission: 'auth.delete_user' }),
    ];
    for (const act of acts) expect([act.toString(), await refusedWith(act())]).toContain(DENIED);
    expect(await namesOf(sellers)).toEqual(['tests.sell']);
    expect(await group.find({ name: 'New' })).toBeNull();
    expect((await rightsOf(target))[1]).toEqual([]);
    expect((await rightsOf(self))[1]).toEqual([...ACTS, 'tests.sell'].toSorted());
  });

  test('nobody gives themselves what they have by a group: they would keep it when that is over', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const grant = (userId: number) =>
      site.useCases.permission.grant({ by, userId, permission: 'tests.sell' });
    expect(await refusedWith(grant(by.user.id))).toBe('permission-denied');
    expect(await grant(await addUser(stores))).toBe(true);
  });

  test('nobody touches a group that holds more than they do', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const userId = await addUser(stores);
    const { create, seedRoles, give, take, ...acts } = actsOn(by, { groupId: burners, userId });
    for (const [name, act] of Object.entries(acts))
      expect([name, await refusedWith(act())]).toEqual([name, DENIED]);
    expect(await namesOf(burners)).toEqual(['tests.burn', 'tests.sell']);
    expect(await site.useCases.group.find({ name: 'Burners' })).not.toBeNull();
  });

  test('nobody touches a user above them: no superuser, none who holds more', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const { group, permission } = site.useCases;
    const root = await somebody([], { isSuperuser: true });
    const burner = await somebody(['sell', 'burn']);
    for (const { user } of [root, burner]) {
      const membership = { by, groupId: sellers, userId: user.id };
      await group.addMember({ ...membership, by: 'operator' });
      const before = await rightsOf(user.id);
      const given = { by, userId: user.id, permission: 'tests.sell' };
      for (const act of [
        () => group.removeMember(membership),
        () => group.addMember(membership),
        () => permission.grant(given),
        () => permission.revoke(given),
      ])
        expect(await refusedWith(act())).toBe(DENIED);
      expect(await rightsOf(user.id)).toEqual(before);
    }
  });

  test('whoever may change users alone makes nobody a member, and whoever may change groups alone neither', async () => {
    const userId = await addUser(stores);
    for (const leave of [
      ['auth.change_user'],
      ['auth.change_group'],
      ['auth.add_group', 'auth.delete_group'],
    ]) {
      const by = await somebody(['sell', ...leave]);
      for (const change of ['addMember', 'removeMember'] as const) {
        const act = site.useCases.group[change]({ by, groupId: sellers, userId });
        expect([leave, await refusedWith(act)]).toEqual([leave, DENIED]);
      }
    }
  });

  test('a token gives no more than it was made for, one of a superuser neither', async () => {
    const scope: TokenScope = { permissions: [...ACTS, 'tests.sell'], methods: 'write' };
    const by = await somebody([], { scope, isSuperuser: true });
    const userId = await addUser(stores);
    await site.useCases.permission.grant({ by, userId, permission: 'tests.sell' });
    const more = { by, userId, permission: 'tests.burn' };
    expect(await refusedWith(site.useCases.permission.grant(more))).toBe(DENIED);
    const grant = { by, groupId: sellers, permissions: ['tests.burn'] };
    expect(await refusedWith(site.useCases.group.grant(grant))).toBe(DENIED);
    const reading = await somebody([], { scope: { ...scope, methods: 'read' }, isSuperuser: true });
    expect(await refusedWith(site.useCases.group.create({ by: reading, name: 'x' }))).toBe(DENIED);
  });

  test('a superuser changes everything, and the log says that it was they', async () => {
    const by = await somebody([], { isSuperuser: true });
    const userId = await addUser(stores);
    for (const act of Object.values(actsOn(by, { groupId: burners, userId }))) await act();
    const events = await stores.audit.list({ limit: 50 });
    const theirs = events.filter(({ detail }) => detail.by === by.user.id).map(({ action }) => action);
    expect(new Set(theirs)).toEqual(
      new Set([
        'group-create',
        'group-rename',
        'group-permissions-change',
        'group-member-add',
        'group-member-remove',
        'group-delete',
        'permission-grant',
        'permission-revoke',
      ]),
    );
  });

  test('what was taken from somebody meanwhile, they give no more', async () => {
    const by = await somebody(['sell', ...ACTS]);
    const userId = await addUser(stores);
    await stores.permissions.revoke(by.user.id, 'tests.sell');
    const grant = { by, groupId: sellers, permissions: [] };
    expect(await refusedWith(site.useCases.group.grant(grant))).toBe(DENIED);
    const give = { by, userId, permission: 'tests.sell' };
    expect(await refusedWith(site.useCases.permission.grant(give))).toBe(DENIED);
    await stores.users.update(by.user.id, { isActive: false });
    expect(await refusedWith(site.useCases.group.create({ by, name: 'x' }))).toBe('not-authenticated');
  });
});
