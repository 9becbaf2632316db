import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access/actor.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import type { Role } from '../../../src/core/role/role.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser, sampleSession } from '../../support/stores/samples.ts';

type Kind = Partial<Pick<NewUser, 'isStaff' | 'isSuperuser' | 'isActive' | 'extra'>> & {
  readonly holds?: readonly string[];
  readonly scope?: TokenScope | null;
  readonly pendingStage?: string | null;
};

const extraFields: ExtraFields = {
  role: {
    type: 'choice',
    choices: { ADMIN: 'Admin', MANAGER: 'Manager', CUSTOMER: 'Customer' },
    default: 'CUSTOMER',
    editable: false,
    role: true,
  },
  colour: { type: 'choice', choices: { RED: 'Red' }, nullable: true },
};

describe.each(storeKinds)('a role, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind, { extraFields });
    site = accountsIn(stores, { extraFields });
    // What is asked for is there to be held.
    await stores.giveAccess(await addUser(stores), { permissions: ['view_post', 'burn_post'] });
  });
  afterEach(() => stores.close());

  async function somebody({ holds = [], scope: _, pendingStage: __, ...user }: Kind = {}): Promise<number> {
    const id = await addUser(stores, user);
    await stores.giveAccess(id, { permissions: holds });
    return id;
  }
  async function logIn(
    userId: number,
    { scope = null, pendingStage = null }: Kind = {},
  ): Promise<SessionHolder> {
    const now = site.clock.now();
    const later = new Date(now.getTime() + 3_600_000);
    const moments = { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later };
    // A stage is a name of the site's own here.
    const row = sampleSession(userId, { scope, pendingStage, ...moments } as object);
    await stores.sessions.add(row);
    const holder = await stores.sessions.findPrincipal(row.keyHash, now);
    if (holder === null) throw new Error('The session is not there.');
    return holder;
  }
  const roleOf = (name: string, permissions: readonly string[] = []): Promise<Role> =>
    site.useCases.role.create({ by: 'operator', name, permissions });
  const give = (userId: number, { id: roleId, name }: Role, organizationId?: number) =>
    organizationId === undefined
      ? site.useCases.role.assign({ by: 'operator', userId, roleId })
      : site.useCases.organization.assignRole({ by: 'operator', userId, role: name, organizationId });
  const has = async (userId: number, role: string | readonly string[], who: Kind = {}) =>
    site.useCases.role.has({ principal: await logIn(userId, who), role });
  async function organizationOf(...members: number[]): Promise<number> {
    const now = site.clock.now();
    const id = randomPublicId();
    await stores.organizations.add({ id, name: 'One', createdAt: now });
    for (const userId of members)
      await stores.memberships.add({ organizationId: id, userId, role: 'member', joinedAt: now });
    return id;
  }

  describe('that is asked for', () => {
    test('is one of the table, a group, or the field of the user that is one', async () => {
      const userId = await somebody({ extra: { role: 'MANAGER', colour: 'RED' } });
      await stores.giveAccess(userId, { groups: [{ id: 1, name: 'Vendors' }] });
      await give(userId, await roleOf('editor'));
      for (const role of ['editor', 'Vendors', 'MANAGER']) expect(await has(userId, role)).toBe(true);
      for (const role of ['EDITOR', 'ADMIN', 'RED', '']) expect(await has(userId, role)).toBe(false);
    });

    test('may be any of several, and of none nobody has one', async () => {
      const [admin, manager, customer] = [
        await somebody({ extra: { role: 'ADMIN' } }),
        await somebody({ extra: { role: 'MANAGER' } }),
        await somebody(),
      ];
      const wanted = ['ADMIN', 'MANAGER'];
      expect([await has(admin, wanted), await has(manager, wanted), await has(customer, wanted)]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await has(admin, [])).toBe(false);
      expect(await has(customer, 'CUSTOMER')).toBe(true);
    });

    test('is nobody’s who is a visitor, comes by a token with a scope, or must pass a stage; nor a superuser’s by itself', async () => {
      const userId = await somebody({ extra: { role: 'ADMIN' } });
      const root = await somebody({ isStaff: true, isSuperuser: true });
      expect(await site.useCases.role.has({ principal: null, role: 'ADMIN' })).toBe(false);
      expect(await has(userId, 'ADMIN', { scope: { permissions: [], methods: 'write' } })).toBe(false);
      expect(await has(userId, 'ADMIN', { pendingStage: 'any' })).toBe(false);
      expect(await has(root, 'ADMIN')).toBe(false);
      const principal = await logIn(userId);
      const inactive = { ...principal, user: { ...principal.user, isActive: false } };
      expect(await site.useCases.role.has({ principal: inactive, role: 'ADMIN' })).toBe(false);
    });

    test('in one organization opens no other, and nothing everywhere; and one everywhere opens none', async () => {
      const userId = await somebody();
      const [here, there] = [await organizationOf(userId), await organizationOf(userId)];
      const [editor, viewer] = [await roleOf('editor'), await roleOf('viewer')];
      await give(userId, editor, here);
      await give(userId, viewer);
      const principal = await logIn(userId);
      const asked = (role: string, organizationId?: number) =>
        site.useCases.role.has({ principal, role, organizationId });
      expect([await asked('editor', here), await asked('editor', there), await asked('editor')]).toEqual([
        true,
        false,
        false,
      ]);
      expect([await asked('viewer'), await asked('viewer', here), await asked('member', here)]).toEqual([
        true,
        false,
        true,
      ]);
      const held = await site.useCases.role.listHeld({ principal });
      expect(held.map(({ role, organizationId }) => `${role} ${organizationId}`).toSorted()).toEqual(
        ['CUSTOMER null', 'viewer null', `editor ${here}`, `member ${here}`, `member ${there}`].toSorted(),
      );
    });
  });

  test('everywhere gives what it holds with the next request, and takes it with the next', async () => {
    const [userId, role] = [await somebody(), await roleOf('editor', ['tests.view_post'])];
    const may = async () => (await logIn(userId)).access.has('tests.view_post');
    expect(await may()).toBe(false);
    await give(userId, role);
    expect([await may(), (await logIn(userId)).roles]).toEqual([true, ['editor']]);
    await site.useCases.role.change({ by: 'operator', roleId: role.id, permissions: [] });
    expect(await may()).toBe(false);
    await site.useCases.role.change({ by: 'operator', roleId: role.id, permissions: ['tests.view_post'] });
    expect(await may()).toBe(true);
    await site.useCases.role.delete({ by: 'operator', roleId: role.id, assignments: 1 });
    expect(await may()).toBe(false);
  });

  test('has a name of at most 20 characters that no other has, and permissions that are there', async () => {
    await roleOf('editor');
    const refusal = (name: string, permissions: readonly string[] = []) =>
      refusedWith(roleOf(name, permissions));
    expect(await refusal('editor')).toBe('name: role_name_taken');
    expect(await refusal(' editor ')).toBe('name: role_name_taken');
    expect(await refusal('e'.repeat(21))).toBe('name: max_length');
    expect(await refusal(' ')).toBe('name: blank; label: blank');
    expect(await refusal('other', ['tests.no_post'])).toBe('permissions: invalid_choice');
    expect((await roleOf('e'.repeat(20))).name).toHaveLength(20);
  });

  test('in use goes with the number of those who have it, and with no other', async () => {
    const [role, userId] = [await roleOf('editor'), await somebody()];
    await give(userId, role);
    const remove = (assignments?: number) =>
      site.useCases.role.delete({ by: 'operator', roleId: role.id, assignments });
    expect(await refusedWith(remove())).toBe('assignments: role_in_use');
    expect(await refusedWith(remove(2))).toBe('assignments: role_in_use');
    await remove(1);
    expect(await site.useCases.role.find({ name: 'editor' })).toBeNull();
  });

  test('is given in an organization to its members alone', async () => {
    const [role, userId, other] = [await roleOf('editor'), await somebody(), await somebody()];
    const organizationId = await organizationOf(other);
    expect(await refusedWith(give(userId, role, organizationId))).toBe('not-found');
    expect(await give(other, role, organizationId)).toBe(true);
    expect(await give(other, role, organizationId)).toBe(false);
  });

  describe('is made, given and taken by nobody who', () => {
    const everything = ['stagedoor.add_role', 'stagedoor.change_role', 'stagedoor.delete_role'];
    const toAssign = ['stagedoor.add_roleassignment', 'stagedoor.delete_roleassignment', 'auth.change_user'];
    /** By a role of the operator's, because what stands in the table of permissions for tests is of one app. */
    async function holderOf(permissions: readonly string[], kind: Kind = {}): Promise<Actor> {
      const id = await somebody({ isStaff: true, ...kind });
      const role = await stores.roles.create({ name: `r${id % 1_000_000}`, label: 'any', permissions });
      await stores.roles.assign({ userId: id, roleId: role?.id ?? 0, organizationId: null });
      return await logIn(id, kind);
    }

    test('lacks the permission', async () => {
      const [by, role, userId] = [await holderOf([]), await roleOf('editor'), await somebody()];
      const { create, change, delete: remove, assign, unassign } = site.useCases.role;
      const roleId = role.id;
      for (const act of [
        () => create({ by, name: 'mine' }),
        () => change({ by, roleId, label: 'Mine' }),
        () => remove({ by, roleId }),
        () => assign({ by, userId, roleId }),
        () => unassign({ by, userId, roleId }),
      ])
        expect(await refusedWith(act())).toBe('permission-denied');
    });

    test('does not hold what it holds, or is to hold', async () => {
      const by = await holderOf([...everything, ...toAssign, 'tests.view_post']);
      const [burner, viewer] = [await roleOf('burner', ['tests.burn_post']), await roleOf('viewer')];
      const [userId, bystander] = [await somebody(), await somebody()];
      await give(userId, burner);
      const { create, change, delete: remove, assign, unassign } = site.useCases.role;
      for (const act of [
        () => create({ by, name: 'mine', permissions: ['tests.burn_post'] }),
        () => change({ by, roleId: viewer.id, permissions: ['tests.burn_post'] }),
        () => change({ by, roleId: burner.id, permissions: [] }),
        () => remove({ by, roleId: burner.id, assignments: 1 }),
        () => assign({ by, userId: bystander, roleId: burner.id }),
        () => unassign({ by, userId, roleId: burner.id }),
      ])
        expect(await refusedWith(act())).toBe('permission-denied');
      await create({ by, name: 'mine', permissions: ['tests.view_post'] });
      await change({ by, roleId: viewer.id, permissions: ['tests.view_post'] });
      const target = await somebody();
      expect(await refusedWith(assign({ by, userId: target, roleId: viewer.id }))).toBe('permission-denied');
      if (by !== 'operator') await give(by.user.id, viewer);
      expect(await assign({ by, userId: target, roleId: viewer.id })).toBe(true);
      expect(await unassign({ by, userId: target, roleId: viewer.id })).toBe(true);
    });

    test('stands below whom it is given to, or comes by a token without the scope', async () => {
      const by = await holderOf([...everything, ...toAssign]);
      const role = await roleOf('viewer');
      const root = await somebody({ isStaff: true, isSuperuser: true });
      const burner = await somebody({ holds: ['burn_post'] });
      const { assign, unassign } = site.useCases.role;
      for (const userId of [root, burner])
        for (const act of [assign, unassign])
          expect(await refusedWith(act({ by, userId, roleId: role.id }))).toBe('permission-denied');
      const scoped = await holderOf(toAssign, {
        scope: { permissions: ['auth.change_user'], methods: 'write' },
      });
      const act = assign({ by: scoped, userId: await somebody(), roleId: role.id });
      expect(await refusedWith(act)).toBe('permission-denied');
    });

    test('is not it themselves, where it is a field, unless everybody begins with it', async () => {
      const customer = await somebody();
      const set = (by: Actor, role: string, userId = customer) =>
        site.useCases.role.setField({ by, userId, field: 'role', role });
      const clerk = await holderOf(['auth.change_user']);
      expect(await refusedWith(set(clerk, 'ADMIN'))).toBe('permission-denied');
      const manager = await holderOf(['auth.change_user'], { extra: { role: 'MANAGER' } });
      expect((await set(manager, 'MANAGER')).extra.role).toBe('MANAGER');
      expect((await set(manager, 'CUSTOMER')).extra.role).toBe('CUSTOMER');
      const admin = await somebody({ extra: { role: 'ADMIN' } });
      expect(await refusedWith(set(manager, 'CUSTOMER', admin))).toBe('permission-denied');
      expect((await set('operator', 'ADMIN')).extra.role).toBe('ADMIN');
      expect(await refusedWith(set('operator', 'KING'))).toBe('role: invalid_choice');
      const colour = site.useCases.role.setField({
        by: 'operator',
        userId: customer,
        field: 'colour',
        role: 'RED',
      });
      expect(await refusedWith(colour)).toBe('field: invalid_choice');
    });
  });

  test('leaves in the audit log who did what, to whom', async () => {
    const [role, userId] = [await roleOf('editor', ['tests.view_post']), await somebody()];
    await give(userId, role);
    await give(userId, role);
    await site.useCases.role.unassign({ by: 'operator', userId, roleId: role.id });
    const events = await stores.audit.list({ limit: 10 });
    const told = events.filter(({ action }) => action.startsWith('role-'));
    const about = { by: 'operator', role: role.id, name: 'editor' };
    expect(told.map((event) => [event.action, event.userId, event.detail]).toReversed()).toEqual([
      ['role-create', null, { ...about, permissions: 'tests.view_post' }],
      ['role-assign', userId, { ...about, organization: null }],
      ['role-unassign', userId, { ...about, organization: null }],
    ]);
  });
});
