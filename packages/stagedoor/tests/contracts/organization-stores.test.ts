import { describe, expect, test } from 'vitest';
import type { NewInvitation } from '../../src/core/organization/invitation-store.ts';
import type { MemberRole } from '../../src/core/organization/organization.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, noon, race, sampleSession, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

// Kept apart by their own ids: the databases are shared by the tests of a kind.
let lastId = 7_000;
const page = { afterId: 0, limit: 50 };

describe.each(storeKinds)('%s organizations', (kind) => {
  const stores = storesUnderTest(kind);

  async function organization(name = 'Acme') {
    lastId += 1;
    const made = { id: lastId, name, createdAt: noon };
    await stores().organizations.add(made);
    return made;
  }
  async function member(
    organizationId: number,
    role: MemberRole = 'member',
    { isActive = true, joinedAt = noon } = {},
  ): Promise<number> {
    const userId = await addUser(stores(), { isActive });
    await stores().memberships.add({ organizationId, userId, role, joinedAt });
    return userId;
  }

  test('are found as they were made, several of one name, and are gone with all who were in them', async () => {
    const name = uniqueText();
    const [one, two] = [await organization(name), await organization(name)];
    const { organizations, memberships } = stores();
    expect(await organizations.find(one.id)).toEqual(one);
    expect(await organizations.listNamed(name, 5)).toEqual([one, two]);
    expect(await organizations.listNamed(name, 1)).toEqual([one]);
    expect((await organizations.list({ afterId: one.id, limit: 1 })).map(({ id }) => id)).toEqual([two.id]);
    expect(await organizations.rename(one.id, 'Other')).toBe(true);
    expect(await organizations.find(one.id)).toEqual({ ...one, name: 'Other' });
    const userId = await member(one.id, 'owner');
    expect(await organizations.listOfUser(userId, page)).toEqual([{ ...one, name: 'Other', role: 'owner' }]);
    expect([await organizations.remove(one.id), await organizations.remove(one.id)]).toEqual([true, false]);
    expect(await organizations.rename(one.id, 'Gone')).toBe(false);
    expect([await organizations.find(one.id), await memberships.find(one.id, userId)]).toEqual([null, null]);
  });

  test('are locked one by one, and those of somebody in the order of their ids', async () => {
    const [one, two] = [await organization(), await organization()];
    const userId = await member(two.id);
    await stores().memberships.add({ organizationId: one.id, userId, role: 'admin', joinedAt: noon });
    const locked = await stores().transact(async ({ organizations }) => [
      await organizations.lock(one.id),
      await organizations.lock(1),
      await organizations.lockOfUser(userId),
    ]);
    expect(locked).toEqual([one, null, [one, two]]);
  });

  test('have each member once, as what they are, until they are taken out', async () => {
    const { id: organizationId } = await organization();
    const userId = await addUser(stores());
    const { memberships } = stores();
    const membership = { organizationId, userId, role: 'member', joinedAt: noon } as const;
    const added = await race(() => memberships.add(membership));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await memberships.find(organizationId, userId)).toEqual(membership);
    expect(await memberships.setRole(organizationId, userId, 'admin')).toBe(true);
    const { id: other } = await organization();
    expect(await memberships.listOfUser(userId, [other, organizationId])).toEqual([
      { ...membership, role: 'admin' },
    ]);
    expect(await memberships.listOfUser(userId, [])).toEqual([]);
    expect(await memberships.list(organizationId, page)).toMatchObject([
      { userId, role: 'admin', siteRoles: [], user: { id: userId, isActive: true } },
    ]);
    expect(await memberships.remove(organizationId, userId)).toBe(true);
    expect(await memberships.remove(organizationId, userId)).toBe(false);
    expect(await memberships.setRole(organizationId, userId, 'owner')).toBe(false);
    expect(await memberships.find(organizationId, userId)).toBeNull();
  });

  test('know who owns them, and whether an owner is left who is active', async () => {
    const { id } = await organization();
    const { memberships } = stores();
    const owner = await member(id, 'owner');
    await member(id, 'admin');
    await member(id, 'owner', { isActive: false });
    expect(await memberships.listOwned(owner)).toEqual([id]);
    expect(await memberships.hasOwnerBeside(id, owner)).toBe(false);
    const other = await member(id, 'owner');
    expect([
      await memberships.hasOwnerBeside(id, owner),
      await memberships.hasOwnerBeside(id, other),
    ]).toEqual([true, true]);
  });

  test('go to who is active, then to an owner, to an admin, to who is in them longest', async () => {
    const [{ id }, other] = [await organization(), await organization()];
    const { memberships } = stores();
    const owner = await member(id, 'owner');
    const next = async () => (await memberships.listNext(owner)).map(({ user, role }) => [user.id, role]);
    await member(other.id, 'owner');
    expect(await next()).toEqual([]);
    const order = [
      [await member(id, 'owner', { joinedAt: at(9) }), 'owner'],
      [await member(id, 'admin', { joinedAt: at(2) }), 'admin'],
      [await member(id, 'member', { joinedAt: at(1) }), 'member'],
      [await member(id, 'member', { joinedAt: at(3) }), 'member'],
      [await member(id, 'owner', { isActive: false }), 'owner'],
      [await member(id, 'admin', { isActive: false }), 'admin'],
    ] as const;
    for (const heir of order) {
      expect(await next()).toEqual([heir]);
      await memberships.remove(id, heir[0]);
    }
  });

  test('are where a session acts while its user is in them, and nobody else acts there', async () => {
    const one = await organization();
    const userId = await member(one.id);
    const session = sampleSession(userId);
    await stores().sessions.add(session);
    const { activeOrganizations, memberships } = stores();
    const asked = { sessionId: session.id, userId };
    expect(await activeOrganizations.find(session.id)).toBeNull();
    await activeOrganizations.set(asked, one.id);
    expect(await activeOrganizations.find(session.id)).toEqual(one);
    await activeOrganizations.clear(session.id);
    expect(await activeOrganizations.find(session.id)).toBeNull();
    await activeOrganizations.set(asked, one.id);
    await memberships.remove(one.id, userId);
    expect(await activeOrganizations.find(session.id)).toBeNull();
    await expect(activeOrganizations.set(asked, one.id)).rejects.toThrow();
  });

  test('count in rank by what their members are there that not everybody is', async () => {
    const [one, two] = [await organization(), await organization()];
    const userId = await member(one.id, 'admin');
    await stores().memberships.add({ organizationId: two.id, userId, role: 'member', joinedAt: noon });
    const name = uniqueText();
    const role = await stores().roles.create({ name, label: name, permissions: ['blog.burn'] });
    await stores().roles.assign({ userId, roleId: role?.id ?? 0, organizationId: two.id });
    const standings = await stores().standings.ofUser(userId);
    const there = new Map(standings.map((standing) => [standing.organizationId, standing]));
    expect([...there.keys()].toSorted()).toEqual([one.id, two.id]);
    expect([there.get(one.id)?.names, there.get(two.id)?.names]).toEqual([['admin'], [name]]);
    expect(there.get(one.id)?.permissions).toContain('stagedoor.change_membership');
    expect(there.get(two.id)?.permissions).toContain('blog.burn');
    expect(there.get(two.id)?.permissions).not.toContain('stagedoor.change_membership');
    expect(await stores().standings.ofUser(await addUser(stores()))).toEqual([]);
  });

  describe('invite', () => {
    function invitationTo(organizationId: number, changes: Partial<NewInvitation> = {}): NewInvitation {
      lastId += 1;
      const emailKey = `${uniqueText()}@mail.example`;
      const who = { email: emailKey, emailKey, role: 'member', invitedBy: null } as const;
      const times = { createdAt: noon, expiresAt: at(60_000) };
      return { id: lastId, organizationId, keyHash: uniqueText(), ...who, ...times, ...changes };
    }
    const shown = ({ emailKey: _, keyHash: __, ...invitation }: NewInvitation) => invitation;

    test('an address once, and find it by its id, its key and its address', async () => {
      const { id } = await organization();
      const { invitations } = stores();
      const one = invitationTo(id);
      expect(await invitations.add(one)).toBe(true);
      expect(await invitations.add(invitationTo(id, { emailKey: one.emailKey }))).toBe(false);
      expect(await invitations.find(id, one.id)).toEqual(shown(one));
      expect(await invitations.findByEmail(id, one.emailKey)).toEqual(shown(one));
      expect(await invitations.findByKey(one.keyHash, noon)).toEqual(shown(one));
      expect(await invitations.find(1, one.id)).toBeNull();
      expect([await invitations.list(id, page), await invitations.count(id)]).toEqual([[shown(one)], 1]);
      expect([await invitations.remove(id, one.id), await invitations.remove(id, one.id)]).toEqual([
        true,
        false,
      ]);
    });

    test('by a link that one of many has, until it is over and no longer', async () => {
      const { id } = await organization();
      const { invitations } = stores();
      const one = invitationTo(id);
      await invitations.add(one);
      expect(await invitations.findByKey(one.keyHash, at(59_999))).not.toBeNull();
      expect(await invitations.findByKey(one.keyHash, at(60_000))).toBeNull();
      expect(await invitations.take(one.keyHash, at(60_000))).toBeNull();
      const taken = await race(() => invitations.take(one.keyHash, noon));
      expect(taken.filter((invitation) => invitation !== null)).toEqual([shown(one)]);
    });

    test('anew by another link, of whoever sends it then, and the one before opens nothing', async () => {
      const { id } = await organization();
      const { invitations } = stores();
      const one = invitationTo(id);
      await invitations.add(one);
      const invitedBy = await member(id, 'admin');
      const change = { keyHash: uniqueText(), expiresAt: at(90_000), invitedBy };
      expect([await invitations.renew(one.id, change), await invitations.renew(1, change)]).toEqual([
        true,
        false,
      ]);
      expect(await invitations.findByKey(one.keyHash, noon)).toBeNull();
      const renewed = { ...shown(one), expiresAt: change.expiresAt, invitedBy };
      expect(await invitations.findByKey(change.keyHash, at(60_000))).toEqual(renewed);
      await stores().users.delete(invitedBy);
      expect(await invitations.find(id, one.id)).toBeNull();
    });

    test('nobody after the end, when what is over is cleared, so many at once', async () => {
      const { id } = await organization();
      const { invitations } = stores();
      for (const end of [1, 2, 3]) await invitations.add(invitationTo(id, { expiresAt: at(-end) }));
      await invitations.add(invitationTo(id));
      expect(await invitations.removeExpired(noon, 2)).toBe(2);
      expect(await invitations.removeExpired(noon, 50)).toBeGreaterThanOrEqual(1);
      expect(await invitations.count(id)).toBe(1);
    });
  });
});
