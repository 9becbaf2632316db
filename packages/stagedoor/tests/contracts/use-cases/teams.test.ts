import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MemberRole } from '../../../src/core/organization/organization.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import { type AccountsForTest, accountsIn, doneOrRefused, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser, sampleSession } from '../../support/stores/samples.ts';

const by = 'operator';

describe.each(storeKinds)('teams of organizations, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let acme: number;
  let other: number;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    const made = async (name: string) =>
      (await site.useCases.organization.create({ by, name, ownerId: await addUser(stores) })).id;
    acme = await made('Acme');
    other = await made('Other');
  });
  afterEach(() => stores.close());

  async function person(
    organizationId: number,
    role: MemberRole,
  ): Promise<{ id: number; principal: Principal }> {
    const id = await addUser(stores);
    await site.useCases.organization.addMember({ by, organizationId, userId: id, role });
    const now = site.clock.now();
    const later = new Date(now.getTime() + 86_400_000);
    const row = sampleSession(id, { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later });
    await stores.sessions.add(row);
    const principal = await stores.sessions.findPrincipal(row.keyHash, now);
    if (principal === null) throw new Error('The session is not there.');
    return { id, principal };
  }
  const team = () => site.useCases.team;
  const press = async (organizationId = acme) =>
    (await team().create({ by, organizationId, name: 'Press' })).id;
  const membersOf = async (teamId: number) =>
    (await team().membersOf({ organizationId: acme, teamId })).rows.map(({ userId }) => userId);

  test('are made, called otherwise and ended by admins, each on the record', async () => {
    const { id: adminId, principal } = await person(acme, 'admin');
    const act = { by: principal, organizationId: acme };
    const { id: teamId, name } = await team().create({ ...act, name: '  Press ' });
    expect(name).toBe('Press');
    expect((await team().rename({ ...act, teamId, name: 'Media' })).name).toBe('Media');
    await team().rename({ ...act, teamId, name: 'Media' });
    expect(await team().addMember({ ...act, teamId, userId: adminId })).toBe(true);
    expect(await team().addMember({ ...act, teamId, userId: adminId })).toBe(false);
    expect(await team().removeMember({ ...act, teamId, userId: adminId })).toBe(true);
    expect(await team().removeMember({ ...act, teamId, userId: adminId })).toBe(false);
    await team().delete({ ...act, teamId });
    expect((await team().teamsOf({ organizationId: acme })).rows).toEqual([]);
    const noted = (await stores.audit.list({ limit: 20 })).filter(({ action }) => action.startsWith('team-'));
    const about = { by: adminId, organization: acme, name: 'Acme', team: teamId };
    expect(
      noted
        .toSorted((one, two) => one.id - two.id)
        .map(({ action, userId, detail }) => ({ action, userId, detail })),
    ).toEqual([
      { action: 'team-create', userId: null, detail: { ...about, teamName: 'Press' } },
      { action: 'team-change', userId: null, detail: { ...about, teamName: 'Media', before: 'Press' } },
      { action: 'team-member-add', userId: adminId, detail: { ...about, teamName: 'Media' } },
      { action: 'team-member-remove', userId: adminId, detail: { ...about, teamName: 'Media' } },
      { action: 'team-delete', userId: null, detail: { ...about, teamName: 'Media' } },
    ]);
  });

  test('are filled from who is not in them: by the page, and by a name or an address', async () => {
    const { id: adminId, principal } = await person(acme, 'admin');
    const { id: memberId, principal: member } = await person(acme, 'member');
    const { id: stranger } = await person(other, 'member');
    const which = { organizationId: acme, teamId: await press() };
    const outside = async (limit = 50) => await team().listOutside({ principal, ...which, limit });
    const idsOf = async () => (await outside()).rows.map(({ userId }) => userId);
    const all = await idsOf();
    expect([all.length, all.includes(memberId), all.includes(stranger)]).toEqual([3, true, false]);
    const { rows, next } = await outside(2);
    expect([rows.length, next]).toEqual([2, rows[1]?.userId]);
    await team().addMember({ by: principal, ...which, userId: memberId });
    expect(await idsOf()).toEqual(all.filter((id) => id !== memberId));
    expect((await idsOf()).includes(adminId)).toBe(true);
    const named = async (who: string, as = principal) =>
      await team().findMember({ principal: as, organizationId: acme, who });
    const nameOf = async (id: number) => (await stores.users.findById(id))?.username ?? '';
    expect(await named(` ${await nameOf(memberId)} `)).toBe(memberId);
    for (const who of [await nameOf(stranger), 'nobody@mail.example', ''])
      expect(await refusedWith(named(who))).toBe('who: not_a_member');
    expect(await refusedWith(named('x', member))).toBe('permission-denied');
    expect(await refusedWith(team().listOutside({ principal: member, ...which }))).toBe('permission-denied');
  });

  test('are seen by members, and changed by nobody who only is one', async () => {
    const teamId = await press();
    const { id, principal } = await person(acme, 'member');
    const which = { organizationId: acme, teamId };
    expect((await team().list({ principal, organizationId: acme })).rows).toMatchObject([
      { id: teamId, name: 'Press' },
    ]);
    expect((await team().listMembers({ principal, ...which })).rows).toEqual([]);
    const works = [
      () => team().create({ by: principal, organizationId: acme, name: 'Mine' }),
      () => team().rename({ by: principal, ...which, name: 'Mine' }),
      () => team().delete({ by: principal, ...which }),
      () => team().addMember({ by: principal, ...which, userId: id }),
      () => team().removeMember({ by: principal, ...which, userId: id }),
    ];
    for (const work of works) expect(await refusedWith(work())).toBe('permission-denied');
  });

  test('of one organization are nothing in another, whoever asks', async () => {
    const teamId = await press(other);
    const { principal: stranger } = await person(acme, 'owner');
    const { id: ours } = await person(acme, 'member');
    const { id: theirs } = await person(other, 'member');
    for (const organizationId of [acme, other]) {
      const which = { organizationId, teamId };
      const works = [
        () => team().show({ principal: stranger, ...which }),
        () => team().listMembers({ principal: stranger, ...which }),
        () => team().rename({ by: stranger, ...which, name: 'Mine' }),
        () => team().delete({ by: stranger, ...which }),
        () => team().addMember({ by: stranger, ...which, userId: ours }),
        () => team().removeMember({ by: stranger, ...which, userId: theirs }),
      ];
      for (const work of works) expect(await refusedWith(work())).toBe('not-found');
    }
    expect(await refusedWith(team().list({ principal: stranger, organizationId: other }))).toBe('not-found');
    // Nor does the operator put anybody in who is not in the organization.
    expect(await refusedWith(team().addMember({ by, organizationId: other, teamId, userId: ours }))).toBe(
      'not-found',
    );
    await expect(stores.teams.addMember({ organizationId: other, id: teamId }, ours)).rejects.toThrow();
    expect((await team().teamsOf({ organizationId: other })).rows).toMatchObject([{ name: 'Press' }]);
  });

  test('lose whoever leaves the organization, and who comes back is in none', async () => {
    const teamId = await press();
    const { id: userId } = await person(acme, 'member');
    const { id: staying } = await person(acme, 'member');
    for (const one of [userId, staying])
      await team().addMember({ by, organizationId: acme, teamId, userId: one });
    expect((await membersOf(teamId)).toSorted()).toEqual([userId, staying].toSorted());
    expect((await team().teamsOf({ organizationId: acme, userId })).rows).toHaveLength(1);
    expect(await stores.teams.countMembers(acme, [teamId])).toEqual(new Map([[teamId, 2]]));
    expect(await stores.teams.countMembers(other, [teamId])).toEqual(new Map());
    await site.useCases.organization.removeMember({ by, organizationId: acme, userId });
    await site.useCases.organization.addMember({ by, organizationId: acme, userId, role: 'member' });
    expect(await membersOf(teamId)).toEqual([staying]);
    expect((await team().teamsOf({ organizationId: acme, userId })).rows).toEqual([]);
    await site.useCases.organization.delete({ by, organizationId: acme });
    expect(await refusedWith(membersOf(teamId))).toBe('not-found');
  });

  test.each([
    ['taken in other capitals', 'PRESS', 'name: team_name_taken'],
    ['taken but for what cannot be seen', 'Pre\u200bss', 'name: team_name_taken'],
    ['blank', ' ', 'name: blank'],
    ['turned round', 'a\u202eb', 'name: invalid_string'],
    ['too long', 'x'.repeat(151), 'name: max_length'],
  ])('have no name that is %s', async (_, name, refused) => {
    await press();
    const { id: teamId } = await team().create({ by, organizationId: acme, name: 'Sales' });
    expect(await refusedWith(team().create({ by, organizationId: acme, name }))).toBe(refused);
    expect(await refusedWith(team().rename({ by, organizationId: acme, teamId, name }))).toBe(refused);
    if (name !== ' ' && !refused.includes('taken')) return;
    expect(await doneOrRefused(team().create({ by, organizationId: other, name: 'Press' }))).toBe('done');
  });
});
