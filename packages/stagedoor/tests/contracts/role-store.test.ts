import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenStores, openStores, storeKinds } from '../support/open-stores.ts';
import { addUser } from '../support/stores/samples.ts';

const editor = { name: 'editor', label: 'Editor', permissions: ['blog.add_post', 'blog.change_post'] };
const NOW = new Date('2026-03-02T09:00:00.000Z');

describe.each(storeKinds)('%s roles', (kind) => {
  let opened: OpenStores;
  beforeEach(async () => {
    opened = await openStores(kind);
  });
  afterEach(() => opened.close());
  const stores = () => opened;
  const roles = () => stores().roles;

  async function roleOf(name: string, permissions: readonly string[] = []): Promise<number> {
    const made = await roles().create({ name, label: name, permissions });
    if (made === null) throw new Error('The name is taken.');
    return made.id;
  }
  async function memberOf(...organizationIds: number[]): Promise<number> {
    const userId = await addUser(stores());
    for (const organizationId of organizationIds) {
      if ((await stores().organizations.find(organizationId)) === null)
        await stores().organizations.add({ id: organizationId, name: 'Any', createdAt: NOW });
      await stores().memberships.add({ organizationId, userId, role: 'member', joinedAt: NOW });
    }
    return userId;
  }

  test('are found as they were made, by id and by name, and each name is one role', async () => {
    const made = await roles().create(editor);
    expect(made).toMatchObject(editor);
    expect(await roles().create({ ...editor, label: 'Another' })).toBeNull();
    const id = made?.id ?? 0;
    expect(await roles().findById(id)).toEqual({ ...editor, id });
    expect(await roles().findByName('editor')).toEqual({ ...editor, id });
    expect([await roles().findByName('Editor'), await roles().findById(id + 1)]).toEqual([null, null]);
  });

  test('change, unless to the name of another, and are listed by id in pages', async () => {
    const [viewer, author] = [await roleOf('viewer'), await roleOf('author')];
    expect(await roles().update({ id: author, name: 'viewer', label: 'V', permissions: [] })).toBe(false);
    expect(await roles().update({ ...editor, id: author })).toBe(true);
    const first = await roles().list({ afterId: 0, limit: 1 });
    expect(first.map(({ id }) => id)).toEqual([viewer]);
    expect(await roles().list({ afterId: viewer, limit: 5 })).toEqual([{ ...editor, id: author }]);
  });

  test('are had once each everywhere, though nulls are distinct, and once in each organization', async () => {
    const [roleId, userId] = [await roleOf('editor'), await memberOf(7, 9)];
    const assign = (organizationId: number | null) => roles().assign({ userId, roleId, organizationId });
    expect([await assign(null), await assign(null)]).toEqual([true, false]);
    expect([await assign(7), await assign(7), await assign(9)]).toEqual([true, false, true]);
    expect(await roles().countAssignments(roleId)).toBe(3);
    const held = { userId, roleId };
    expect(await roles().unassign({ ...held, organizationId: null })).toBe(true);
    expect(await roles().unassign({ ...held, organizationId: null })).toBe(false);
    expect(await roles().countAssignments(roleId)).toBe(2);
  });

  test('everywhere are part of what somebody holds, and those in an organization are not', async () => {
    const [everywhere, there] = [
      await roleOf('editor', editor.permissions),
      await roleOf('boss', ['a.burn']),
    ];
    const userId = await memberOf(7);
    await roles().assign({ userId, roleId: everywhere, organizationId: null });
    await roles().assign({ userId, roleId: there, organizationId: 7 });
    const rights = await stores().groups.rightsOfUser(userId);
    expect([rights.roles, [...rights.held.names].toSorted()]).toEqual([['editor'], editor.permissions]);
    expect(await roles().rightsIn(userId, 7)).toEqual({
      membership: 'member',
      roles: ['boss'],
      permissions: ['a.burn'],
    });
    expect(await roles().rightsIn(userId, 9)).toEqual({ membership: null, roles: [], permissions: [] });
    expect(await roles().listHeld(userId)).toEqual([
      { role: 'editor', organizationId: null },
      { role: 'boss', organizationId: 7 },
      { role: 'member', organizationId: 7 },
    ]);
  });

  test('in an organization are nobody’s who is no member, and go with the membership', async () => {
    const [roleId, userId] = [await roleOf('editor'), await memberOf(7)];
    await expect(roles().assign({ userId, roleId, organizationId: 9 })).rejects.toThrow();
    await roles().assign({ userId, roleId, organizationId: 7 });
    await roles().assign({ userId, roleId, organizationId: null });
    expect(await stores().memberships.remove(7, userId)).toBe(true);
    expect(await roles().listHeld(userId)).toEqual([{ role: 'editor', organizationId: null }]);
  });

  test('go with all that they gave, and those of a user with the user', async () => {
    const [gone, kept, userId] = [await roleOf('editor', ['a.b']), await roleOf('viewer'), await memberOf()];
    for (const roleId of [gone, kept]) await roles().assign({ userId, roleId, organizationId: null });
    expect([await roles().delete(gone), await roles().delete(gone)]).toEqual([true, false]);
    const { roles: names, held } = await stores().groups.rightsOfUser(userId);
    expect([names, held.has('a.b')]).toEqual([['viewer'], false]);
    await stores().users.delete(userId);
    expect(await roles().countAssignments(kept)).toBe(0);
  });
});
