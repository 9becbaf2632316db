import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AskedUser, hasModulePerms, hasPerm, hasPerms } from '../../../src/core/access/has-perm.ts';
import { withRights } from '../../../src/core/session/with-rights.ts';
import { type AccountsForTest, accountsIn, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser } from '../../support/stores/samples.ts';

/** Everything that matters to Django of a user: what they are, and how they came by what. */
interface Kind {
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly isStaff: boolean;
  readonly own: readonly string[];
  readonly ofGroup: readonly string[];
}

const either = [true, false] as const;
const gifts = [[], ['lend_book'], ['lend_book', 'burn_book'], ['burn_book']] as const;
const kinds: readonly Kind[] = either.flatMap((isActive) =>
  either.flatMap((isSuperuser) =>
    either.flatMap((isStaff) =>
      gifts.flatMap((own) => gifts.map((ofGroup) => ({ isActive, isSuperuser, isStaff, own, ofGroup }))),
    ),
  ),
);
/** All that the tests' own app has; accounts have more in a database. */
const existing = ['tests.burn_book', 'tests.lend_book', 'tests.view_book'];
const full = (codenames: readonly string[]) => codenames.map((codename) => `tests.${codename}`);

/** Django's rules, as its documentation has them. */
function has({ isActive, isSuperuser, own, ofGroup }: Kind, permission: string, object?: object): boolean {
  if (!isActive) return false;
  if (isSuperuser) return true;
  return object === undefined && full([...own, ...ofGroup]).includes(permission);
}

const names = ['tests.lend_book', 'tests.burn_book', 'tests.view_book', 'tests.no_book', 'shop.lend_book'];
const slips = ['lend_book', 'tests', 'tests.', '.lend_book', 'Tests.lend_book', 'tests.lend_book ', ''];
const lists = [
  [],
  ['tests.lend_book'],
  ['tests.lend_book', 'tests.burn_book'],
  ['tests.no_book', 'tests.lend_book'],
];
const order = { id: 7 };

describe.each(storeKinds)('the questions of Django, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  const people: { readonly kind: Kind; readonly userId: number; readonly who: AskedUser }[] = [];
  beforeAll(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    // There is a permission that nobody has.
    const first = await addUser(stores);
    await stores.giveAccess(first, { permissions: ['view_book'] });
    await stores.permissions.revoke(first, 'tests.view_book');
    await stores.users.delete(first);
    for (const [index, one] of kinds.entries()) {
      const { own, ofGroup, ...flags } = one;
      const userId = await addUser(stores, flags);
      const groups = [{ id: 100 + index, name: `group ${index}`, permissions: ofGroup }];
      await stores.giveAccess(userId, { permissions: own, groups });
      const user = await stores.users.findById(userId);
      if (user === null) throw new Error('The user is not there.');
      people.push({
        kind: one,
        userId,
        who: withRights(user, await stores.groups.rightsOfUser(userId), null),
      });
    }
  });
  afterAll(() => stores.close());

  test('has_perm: superusers have everything, others what they were given, the inactive nothing', () => {
    for (const { kind: of, who } of people)
      for (const permission of [...names, ...slips])
        expect([of, permission, hasPerm(who, permission)]).toEqual([of, permission, has(of, permission)]);
  });

  test('has_perm of an object: what is held of all objects says nothing', () => {
    for (const { kind: of, who } of people)
      for (const permission of [...names, ...slips])
        expect([of, permission, hasPerm(who, permission, order)]).toEqual([
          of,
          permission,
          has(of, permission, order),
        ]);
  });

  test('has_perms: all of them, and of none everybody', () => {
    for (const { kind: of, who } of people)
      for (const list of lists) {
        expect([of, list, hasPerms(who, list)]).toEqual([of, list, list.every((one) => has(of, one))]);
        expect(hasPerms(who, list, order)).toBe(list.every((one) => has(of, one, order)));
      }
  });

  test('has_module_perms: any permission of the app, and an active superuser of every app', () => {
    for (const { kind: of, who } of people) {
      const isGiven = of.own.length + of.ofGroup.length > 0;
      const expected = of.isActive && (of.isSuperuser || isGiven);
      expect([of, hasModulePerms(who, 'tests')]).toEqual([of, expected]);
      for (const app of ['test', 'tests.', 'shop', ''])
        expect([of, app, hasModulePerms(who, app)]).toEqual([of, app, of.isActive && of.isSuperuser]);
    }
  });

  test('get_user_permissions, get_group_permissions and get_all_permissions', async () => {
    for (const { kind: of, userId } of people) {
      const held = await site.useCases.permission.heldBy({ userId });
      // Accounts have permissions of their own in a database, and superusers have them all.
      const ofTests = Object.fromEntries(
        Object.entries(held).map(([set, all]) => [
          set,
          all.filter((name: string) => name.startsWith('tests.')),
        ]),
      );
      const given = of.isSuperuser
        ? { user: existing, group: existing, all: existing }
        : {
            user: full(of.own),
            group: full(of.ofGroup),
            all: full([...new Set([...of.own, ...of.ofGroup])]),
          };
      const sorted = Object.fromEntries(
        Object.entries(given).map(([set, all]) => [set, of.isActive ? all.toSorted() : []]),
      );
      expect([of, ofTests]).toEqual([of, sorted]);
      if (of.isSuperuser && of.isActive) {
        const there = (await stores.permissions.list()).map(({ name }) => name);
        expect(held).toEqual({ user: there, group: there, all: there });
      }
    }
    expect(await refusedWith(site.useCases.permission.heldBy({ userId: 1 }))).toBe('not-found');
  });

  test('with_perm: who was given it, and superusers, the active ones unless told', async () => {
    const everybody = people.map(({ kind: of, userId }) => ({ ...of, userId }));
    for (const permission of names)
      for (const isActive of [true, false, 'either'] as const)
        for (const includeSuperusers of either) {
          const expected = everybody.filter((one) => {
            const isGiven = full([...one.own, ...one.ofGroup]).includes(permission);
            const isOne = isGiven || (includeSuperusers && one.isSuperuser);
            return isOne && (isActive === 'either' || one.isActive === isActive);
          });
          const asked = { permission, isActive, includeSuperusers, limit: 1_000 };
          const { rows, next } = await site.useCases.permission.listHolders(asked);
          const ids = rows.map(({ id }) => id);
          const wanted = expected.map(({ userId }) => userId).toSorted((one, other) => one - other);
          expect([asked, ids, next]).toEqual([asked, wanted, null]);
        }
    const page = await site.useCases.permission.listHolders({ permission: 'tests.lend_book', limit: 3 });
    const rest = await site.useCases.permission.listHolders({
      permission: 'tests.lend_book',
      limit: 1_000,
      afterId: page.next ?? 0,
    });
    const all = await site.useCases.permission.listHolders({ permission: 'tests.lend_book', limit: 1_000 });
    expect([...page.rows, ...rest.rows]).toEqual(all.rows);
    const slip = site.useCases.permission.listHolders({ permission: 'lend_book' });
    expect(await refusedWith(slip)).toBe('permission: invalid_choice');
  });

  test('what a role gives everywhere counts as held, in one organization not', async () => {
    const { role, permission } = site.useCases;
    const by = 'operator';
    const { id: roleId } = await role.create({ by, name: 'viewer', permissions: ['tests.view_book'] });
    const userId = await addUser(stores);
    await role.assign({ by, userId, roleId });
    const holders = async () =>
      (await permission.listHolders({ permission: 'tests.view_book', includeSuperusers: false })).rows.map(
        ({ id }) => id,
      );
    expect(await holders()).toEqual([userId]);
    expect(await permission.heldBy({ userId })).toEqual({ user: [], group: [], all: ['tests.view_book'] });
    expect(
      (await permission.listHolders({ permission: 'tests.view_boo', includeSuperusers: false })).rows,
    ).toEqual([]);
    if (kind !== 'memory') {
      await stores.attack(`update stagedoor_role set permissions = '["tests.view_book"]'`);
      expect(await holders()).toEqual([userId]);
      await stores.attack(
        `update stagedoor_role set permissions = '{"tests.view_book": false, "x": "tests.view_book"}'`,
      );
      expect(await holders()).toEqual([]);
      await stores.attack(`update stagedoor_role set permissions = '{"tests.view_book": true}'`);
    }
    await role.unassign({ by, userId, roleId });
    expect(await holders()).toEqual([]);
    await role.delete({ by, roleId });
    await stores.users.delete(userId);
  });

  test('nobody logged in: nothing, but all of none', () => {
    expect([...names, ...slips].some((permission) => hasPerm(null, permission))).toBe(false);
    expect([hasPerms(null, []), hasPerms(null, ['tests.lend_book'])]).toEqual([true, false]);
    expect(hasModulePerms(null, 'tests')).toBe(false);
  });

  test('a token with a scope: no more than its scope, whoever made it', async () => {
    const scope = { permissions: ['tests.lend_book', 'tests.view_book'], methods: 'write' } as const;
    for (const { kind: of, userId } of people) {
      const user = await stores.users.findById(userId);
      if (user === null) throw new Error('The user is not there.');
      const who = withRights(user, await stores.groups.rightsOfUser(userId), scope);
      for (const permission of names) {
        const expected = has(of, permission) && scope.permissions.some((named) => named === permission);
        expect([of, permission, hasPerm(who, permission)]).toEqual([of, permission, expected]);
      }
      const isAny = has(of, 'tests.lend_book') || has(of, 'tests.view_book');
      expect([of, hasModulePerms(who, 'tests'), hasModulePerms(who, 'shop')]).toEqual([of, isAny, false]);
    }
  });
});
