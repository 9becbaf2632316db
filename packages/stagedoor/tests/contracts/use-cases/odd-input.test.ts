import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AccountsForTest, accountsIn, doneOrRefused, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser } from '../../support/stores/samples.ts';

const by = 'operator';
/** What people would take for `Editors`. */
const alike: readonly (readonly [what: string, name: string])[] = [
  ['in other capitals', 'eDITORS'],
  ['with a blank that has no width', 'Edi\u200btors'],
  ['with a filler that cannot be seen', 'Editors\u3164'],
  ['in full width', 'Ｅditors'],
  ['with a mark that only joins', 'Edi\u2060tors'],
];

describe.each(storeKinds)('what code of a site calls use cases with, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
  });
  afterEach(() => stores.close());

  test.each(alike)('a name %s is no other name of a group or a role', async (_, name) => {
    const { group, role } = site.useCases;
    await group.create({ by, name: 'Editors' });
    await role.create({ by, name: 'Editors' });
    const { id: groupId } = await group.create({ by, name: 'Others' });
    const { id: roleId } = await role.create({ by, name: 'Others' });
    const outcomes = await Promise.all(
      [
        group.create({ by, name }),
        group.rename({ by, groupId, name }),
        role.create({ by, name }),
        role.change({ by, roleId, name }),
      ].map(doneOrRefused),
    );
    expect(outcomes).toEqual([
      ...['name: group_name_taken', 'name: group_name_taken'],
      ...['name: role_name_taken', 'name: role_name_taken'],
    ]);
  });

  test('a group and a role take another form of their own name, and are kept in one form', async () => {
    const { group, role } = site.useCases;
    const { id: groupId } = await group.create({ by, name: 'Jose\u0301  Team' });
    expect((await group.rename({ by, groupId, name: 'josé team' })).name).toBe('josé team');
    const { id: roleId } = await role.create({ by, name: 'editor' });
    expect((await role.change({ by, roleId, name: 'Editor' })).name).toBe('Editor');
  });

  test('of names that look alike and are made at once there is one', async () => {
    const names = ['Readers', 'readers', 'READERS', 'Read\u200bers'];
    for (const make of [site.useCases.group.create, site.useCases.role.create]) {
      const outcomes = await Promise.all(names.map((name) => doneOrRefused(make({ by, name }))));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    }
  });

  test.each([
    ['turned round', 'Ed\u202eitors'],
    ['with a line break', 'Edi\ntors'],
    ['of nothing that can be seen', '\u200b\u3164'],
  ])('no group, role or organization has a name %s', async (_, name) => {
    const ownerId = await addUser(stores);
    const { group, role, organization } = site.useCases;
    const refused = [
      () => group.create({ by, name }),
      () => role.create({ by, name }),
      () => role.create({ by, name: 'fine', label: name }),
      () => organization.create({ by, name, ownerId }),
    ];
    for (const work of refused)
      expect(await refusedWith(work())).toMatch(/^(name|label): (blank|invalid_string)/);
  });

  test.each([
    ['too large', 2 ** 63],
    ['a fraction', 1.5],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
  ])('a key that is %s names nothing', async (_, id) => {
    const { group, role, organization, permission } = site.useCases;
    const works = [
      () => group.show({ groupId: id }),
      () => group.addMember({ by, groupId: id, userId: 1 }),
      () => role.delete({ by, roleId: id, assignments: 0 }),
      () => role.assign({ by, roleId: 1, userId: id }),
      () => organization.rename({ by, organizationId: id, name: 'x' }),
      () => permission.grant({ by, userId: id, permission: 'auth.view_user' }),
    ];
    for (const work of works) expect(await refusedWith(work())).toBe('not-found');
  });

  test.each([
    ['null_characters_not_allowed', 'a\0b'],
    ['invalid_string', 'a\ud800'],
  ])('a text that no database keeps is refused: %s', async (problem, text) => {
    const { group, role, permission } = site.useCases;
    const { id: groupId } = await group.create({ by, name: 'Readers' });
    const userId = await addUser(stores);
    expect(await refusedWith(permission.grant({ by, userId, permission: text }))).toBe(
      `permission: ${problem}`,
    );
    expect(await refusedWith(group.find({ name: text }))).toBe(`name: ${problem}`);
    expect(await refusedWith(role.find({ name: text }))).toBe(`name: ${problem}`);
    const works = [
      () => group.grant({ by, groupId, permissions: [text] }),
      () => role.create({ by, name: 'fine', permissions: [text] }),
    ];
    for (const work of works) expect(await refusedWith(work())).toBe(`permissions: ${problem}`);
  });
});
