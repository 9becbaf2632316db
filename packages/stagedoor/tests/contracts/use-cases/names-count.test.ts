import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { operator as visitor } from '../../../src/core/kernel/visitor.ts';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, doneOrRefused, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser } from '../../support/stores/samples.ts';

const extraFields: ExtraFields = {
  role: {
    type: 'choice',
    choices: { ADMIN: 'Admin', CUSTOMER: 'Customer' },
    default: 'CUSTOMER',
    editable: false,
    role: true,
  },
};

describe.each(storeKinds)('a name that somebody has, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind, { extraFields });
    site = accountsIn(stores, { extraFields });
  });
  afterEach(() => stores.close());

  const logIn = (userId: number) => principalOf(stores, userId, { now: site.clock.now() });
  async function holder(...permissions: string[]): Promise<number> {
    const userId = await addUser(stores);
    await stores.giveAccess(userId, { permissions });
    return userId;
  }
  const withField = (role: string, user: Partial<NewUser> = {}) =>
    addUser(stores, { ...user, extra: { role } });
  async function withRole(userId: number): Promise<number> {
    const known = await site.useCases.role.find({ name: 'auditor' });
    const role = known ?? (await site.useCases.role.create({ by: 'operator', name: 'auditor' }));
    await site.useCases.role.assign({ by: 'operator', userId, roleId: role.id });
    return userId;
  }
  async function inGroup(userId: number): Promise<number> {
    const known = await site.useCases.group.find({ name: 'Editors' });
    const group = known ?? (await site.useCases.group.create({ by: 'operator', name: 'Editors' }));
    await site.useCases.group.addMember({ by: 'operator', groupId: group.id, userId });
    return userId;
  }
  /** What each of three acts answers, by whoever holds no more than permissions. */
  async function acts(eve: number, userId: number): Promise<readonly string[]> {
    const by = await logIn(eve);
    const { password, session, user } = site.useCases;
    const answers: string[] = [];
    for (const act of [
      () => password.setFor({ by, userId, password: 'eve-knows-this-77-now', visitor }),
      () => session.endAll({ by, whose: userId }),
      () => user.deactivate({ by, userId }),
    ]) {
      answers.push(await doneOrRefused(act()));
    }
    return answers;
  }
  const denied = Array.from({ length: 3 }, () => 'permission-denied');
  const done = Array.from({ length: 3 }, () => 'done');

  test('keeps off whoever has it not, though it holds no permission', async () => {
    const eve = await holder('auth.change_user', 'sessions.delete_session');
    const named = [
      await withField('ADMIN'),
      await withField('ADMIN', { isActive: false }),
      await withRole(await addUser(stores)),
      await inGroup(await addUser(stores)),
    ];
    for (const userId of named) expect(await acts(eve, userId)).toEqual(denied);
    expect(await acts(eve, await withField('CUSTOMER'))).toEqual(done);
  });

  test('lets those act who have it too', async () => {
    const eve = await holder('auth.change_user', 'sessions.delete_session');
    await site.useCases.role.setField({ by: 'operator', userId: eve, field: 'role', role: 'ADMIN' });
    await withRole(await inGroup(eve));
    expect(await acts(eve, await withRole(await inGroup(await withField('ADMIN'))))).toEqual(done);
  });

  test('by a field comes from nobody who is called so by a group alone', async () => {
    const eve = await holder('auth.add_group', 'auth.change_group', 'auth.change_user');
    const by = await logIn(eve);
    const group = await site.useCases.group.create({ by, name: 'ADMIN' });
    await site.useCases.group.addMember({ by: 'operator', groupId: group.id, userId: eve });
    const set = { by: await logIn(eve), userId: eve, field: 'role', role: 'ADMIN' };
    expect(await refusedWith(site.useCases.role.setField(set))).toBe('permission-denied');
    const ana = await withField('ADMIN');
    expect((await acts(eve, ana))[0]).toBe('permission-denied');
  });

  test('of a group is nobody’s by making, calling or joining it, whatever they may do with groups', async () => {
    const { group } = site.useCases;
    const eve = await holder('auth.add_group', 'auth.change_group', 'auth.delete_group', 'auth.change_user');
    const ben = await addUser(stores);
    const by = await logIn(eve);
    await inGroup(await addUser(stores));
    const editors = (await group.find({ name: 'Editors' }))?.id ?? 0;
    const made = (await group.create({ by, name: 'Chiefs' })).id;
    const { id: own } = await group.create({ by: 'operator', name: 'Friends' });
    await group.addMember({ by: 'operator', groupId: own, userId: eve });
    const refused = [
      () => group.addMember({ by, groupId: editors, userId: eve }),
      () => group.addMember({ by, groupId: editors, userId: ben }),
      () => group.addMember({ by, groupId: made, userId: eve }),
      () => group.rename({ by, groupId: own, name: 'Heads' }),
    ];
    for (const act of refused) expect(await refusedWith(act())).toBe('permission-denied');
    expect(await group.addMember({ by, groupId: own, userId: ben })).toBe(true);
    expect(await group.removeMember({ by, groupId: own, userId: ben })).toBe(true);
    expect(await group.rename({ by, groupId: made, name: 'Heads' })).toMatchObject({ name: 'Heads' });
  });

  test('of a role that holds nothing is nobody’s by giving or calling it, and is taken by who has it', async () => {
    const { role } = site.useCases;
    const eve = await holder(
      'auth.change_user',
      'stagedoor.change_role',
      'stagedoor.add_roleassignment',
      'stagedoor.delete_roleassignment',
    );
    const [ana, ben] = [await withRole(await addUser(stores)), await addUser(stores)];
    const roleId = (await role.find({ name: 'auditor' }))?.id ?? 0;
    const own = await role.create({ by: 'operator', name: 'friend' });
    await role.assign({ by: 'operator', userId: eve, roleId: own.id });
    const by = await logIn(eve);
    const refused = [
      () => role.assign({ by, userId: eve, roleId }),
      () => role.assign({ by, userId: ben, roleId }),
      () => role.unassign({ by, userId: ana, roleId }),
      () => role.change({ by, roleId: own.id, name: 'chief' }),
    ];
    for (const act of refused) expect(await refusedWith(act())).toBe('permission-denied');
    expect(await role.change({ by, roleId: own.id, label: 'Friend' })).toMatchObject({ label: 'Friend' });
    expect(await role.assign({ by, userId: ben, roleId: own.id })).toBe(true);
    expect(await role.unassign({ by, userId: ben, roleId: own.id })).toBe(true);
  });

  test('of a member of an organization is no role’s of the site', async () => {
    const { role } = site.useCases;
    const { id: roleId } = await role.create({ by: 'operator', name: 'auditor' });
    for (const name of ['owner', ' admin ', 'member']) {
      expect(await refusedWith(role.create({ by: 'operator', name }))).toBe('name: role_name_reserved');
      const renamed = role.change({ by: 'operator', roleId, name });
      expect(await refusedWith(renamed)).toBe('name: role_name_reserved');
    }
  });

  test('in an organization is given by its owners and by who has it there', async () => {
    const [ana, ben] = [await addUser(stores), await addUser(stores)];
    const organizationId = randomPublicId();
    await stores.organizations.add({ id: organizationId, name: 'Acme', createdAt: site.clock.now() });
    const joinedAt = site.clock.now();
    await stores.memberships.add({ organizationId, userId: ana, role: 'owner', joinedAt });
    await stores.memberships.add({ organizationId, userId: ben, role: 'admin', joinedAt });
    await site.useCases.role.create({ by: 'operator', name: 'auditor' });
    const give = async (by: number, userId: number) =>
      await site.useCases.organization.assignRole({
        by: await logIn(by),
        organizationId,
        userId,
        role: 'auditor',
      });
    const cat = await addUser(stores);
    await stores.memberships.add({ organizationId, userId: cat, role: 'member', joinedAt });
    expect(await refusedWith(give(ben, ben))).toBe('permission-denied');
    expect(await refusedWith(give(ben, cat))).toBe('permission-denied');
    expect([await give(ana, ben), await give(ben, cat)]).toEqual([true, true]);
  });
});
