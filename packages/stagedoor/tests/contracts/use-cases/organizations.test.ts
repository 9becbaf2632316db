import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access/actor.ts';
import type { Stores } from '../../../src/core/dependencies.ts';
import type { AccountEvent } from '../../../src/core/event/account-event.ts';
import { accountEventsOf } from '../../../src/core/event/account-event-of.ts';
import { days } from '../../../src/core/kernel/clock.ts';
import type { Fate } from '../../../src/core/kernel/feature-records.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { operator as visitor } from '../../../src/core/kernel/visitor.ts';
import { assignRoleThere } from '../../../src/core/organization/assign-role-there.ts';
import { handOver } from '../../../src/core/organization/hand-over.ts';
import type { MemberRole, Organization } from '../../../src/core/organization/organization.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import {
  type AccountsForTest,
  accountsIn,
  doneOrRefused,
  refusedWith,
  settingsForTest,
} from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser, sampleSession } from '../../support/stores/samples.ts';

const scoped: TokenScope = { permissions: [], methods: 'write' };

describe.each(storeKinds)('an organization, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
  });
  afterEach(() => stores.close());

  interface Person {
    readonly id: number;
    readonly email: string;
    readonly by: SessionHolder;
  }

  async function logIn(userId: number, scope: TokenScope | null = null): Promise<SessionHolder> {
    const now = site.clock.now();
    const later = new Date(now.getTime() + days(30));
    const moments = { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later };
    const row = sampleSession(userId, { scope, ...moments });
    await stores.sessions.add(row);
    const holder = await stores.sessions.findPrincipal(row.keyHash, now);
    if (holder === null) throw new Error('The session is not there.');
    return holder;
  }
  /** Somebody with an address, proved unless told. */
  async function person(user: Partial<NewUser> = {}, isProved = true): Promise<Person> {
    const id = await addUser(stores, user);
    const email = `p${id}@mail.example`;
    const address = { id: randomPublicId(), userId: id, email, isPrimary: true };
    if (isProved) await stores.emailAddresses.add({ ...address, emailKey: email, isVerified: true });
    else await stores.emailAddresses.addUnclaimed(address);
    return { id, email, by: await logIn(id) };
  }
  const made = (owner: Person, name = 'Acme'): Promise<Organization> =>
    site.useCases.organization.create({ by: owner.by, name });
  const join = ({ id: organizationId }: Organization, { id: userId }: Person, role: MemberRole = 'member') =>
    site.useCases.organization.addMember({ by: 'operator', organizationId, userId, role });
  const ownersOf = async ({ id }: Organization) =>
    (await stores.memberships.list(id, { afterId: 0, limit: 99 })).filter(({ role }) => role === 'owner')
      .length;
  const roleOf = async ({ id }: Organization, who: Person) =>
    (await stores.memberships.find(id, who.id))?.role ?? null;
  const invite = (
    by: Actor,
    { id: organizationId }: Organization,
    email: string,
    role: MemberRole = 'member',
  ) => site.useCases.invitation.send({ by, organizationId, email, role, visitor });
  async function keyFor(email: string): Promise<string> {
    const { path } = await site.mail('organization-invitation', email);
    return path.split('/').at(-2) ?? '';
  }
  const accept = ({ by: principal }: Person, key: string) =>
    site.useCases.invitation.accept({ principal, key });

  /** What whoever listens hears of organizations while this is done, in order. */
  async function toldBy(work: () => Promise<unknown>): Promise<readonly AccountEvent[]> {
    const noted = async () =>
      (await stores.audit.list({ limit: 100 })).toSorted((one, other) => one.id - other.id);
    const before = (await noted()).length;
    await work();
    const events = (await noted()).slice(before).flatMap(accountEventsOf);
    return events.filter(({ type }) => type.startsWith('organization.'));
  }

  test('tells of who came in, as what they are, once, and of nobody who was in it', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    const { id: organizationId } = acme;
    const invited = async (role: MemberRole) => {
      await invite(ana.by, acme, ben.email, role);
      return await keyFor(ben.email);
    };
    const late = await invited('admin');
    const data = { organizationId, userId: ben.id, role: 'member' };
    const added = [{ type: 'organization.member-added', data }];
    expect(await toldBy(() => join(acme, ben))).toEqual(added);
    expect(await toldBy(() => join(acme, ben))).toEqual([]);
    expect(await toldBy(() => accept(ben, late))).toEqual([]);
    expect(await roleOf(acme, ben)).toBe('member');
    await site.useCases.organization.removeMember({ by: ana.by, organizationId, userId: ben.id });
    const key = await invited('member');
    expect(await toldBy(() => accept(ben, key))).toEqual(added);
  });

  test('tells of nobody who stays what they are, and of no name that stays', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    const { id: organizationId } = acme;
    await join(acme, ben, 'owner');
    const rename = (name: string) => site.useCases.organization.rename({ by: ana.by, organizationId, name });
    expect(await toldBy(() => rename(' Acme '))).toEqual([]);
    expect(await toldBy(() => rename('Ace'))).toHaveLength(1);
    const { setMemberRole } = site.useCases.organization;
    expect(
      await toldBy(() => setMemberRole({ by: ana.by, organizationId, userId: ben.id, role: 'owner' })),
    ).toEqual([]);
    const hand = { principal: ana.by, organizationId, userId: ben.id };
    const data = { organizationId, userId: ana.id, role: 'admin' };
    expect(await toldBy(() => site.useCases.organization.transfer(hand))).toEqual([
      { type: 'organization.member-changed', data },
    ]);
  });

  test('of a user who goes tells of no heir who owns it already, shut out as they are', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    await join(acme, ben, 'owner');
    await stores.users.update(ben.id, { isActive: false });
    expect(
      await toldBy(() =>
        stores.transact((inside) =>
          handOver(inside, { userId: ana.id, by: ana.id, visitor, now: site.clock.now() }, site.deps),
        ),
      ),
    ).toEqual([]);
    expect(await roleOf(acme, ben)).toBe('owner');
  });

  test('is made by whoever proved an address, who owns it, and by nobody else where that is not open', async () => {
    const [ana, ben] = [await person(), await person({}, false)];
    const acme = await made(ana);
    expect(await roleOf(acme, ana)).toBe('owner');
    expect(await refusedWith(made(ben))).toBe('email-unverified');
    const token = await logIn(ana.id, scoped);
    expect(await refusedWith(made({ ...ana, by: token }))).toBe('permission-denied');
    expect(await refusedWith(made(ana, ' '))).toBe('name: blank');
    const managed = accountsIn(stores, {
      organizations: { mode: 'managed', invitationMs: days(7), mostOwned: 1 },
    });
    const create = (input: { by: Actor; ownerId?: number }) =>
      managed.useCases.organization.create({ ...input, name: 'New' });
    const eve = await person();
    expect(await refusedWith(create({ by: eve.by }))).toBe('permission-denied');
    expect((await create({ by: 'operator', ownerId: eve.id })).name).toBe('New');
    expect(await refusedWith(create({ by: 'operator', ownerId: eve.id }))).toBe(
      'non_field_errors: too_many_organizations',
    );
    const off = accountsIn(stores, { organizations: { mode: 'off', invitationMs: 1, mostOwned: 1 } });
    const there = off.useCases.organization.create({ by: 'operator', ownerId: ben.id, name: 'New' });
    expect(await refusedWith(there)).toBe('not-found');
  });

  test('is seen by its members, and nobody else learns that it is there', async () => {
    const [ana, ben, eve] = [await person(), await person(), await person()];
    const [acme, other] = [await made(ana), await made(eve, 'Other')];
    await join(acme, ben);
    const { organization, invitation } = site.useCases;
    const asks = (who: Person, { id: organizationId }: Organization) => [
      () => organization.show({ principal: who.by, organizationId }),
      () => organization.listMembers({ principal: who.by, organizationId }),
      () => invitation.list({ principal: who.by, organizationId }),
      () => organization.rename({ by: who.by, organizationId, name: 'Mine' }),
      () => organization.delete({ by: who.by, organizationId }),
      () => organization.leave({ principal: who.by, organizationId }),
      () => organization.switch({ principal: who.by, organizationId }),
      () => organization.setMemberRole({ by: who.by, organizationId, userId: who.id, role: 'owner' }),
      () => organization.removeMember({ by: who.by, organizationId, userId: ben.id }),
      () => organization.assignRole({ by: who.by, organizationId, userId: who.id, role: 'editor' }),
      () => invite(who.by, { ...acme, id: organizationId }, 'x@mail.example'),
      () => organization.addMember({ by: who.by, organizationId, userId: who.id, role: 'owner' }),
    ];
    for (const ask of [...asks(eve, acme), ...asks(ana, other), ...asks(eve, { ...acme, id: 1 })])
      expect(await refusedWith(ask())).toBe('not-found');
    const shown = await organization.show({ principal: ben.by, organizationId: acme.id });
    expect([shown.name, shown.role]).toEqual(['Acme', 'member']);
    const { rows } = await organization.listMembers({ principal: ben.by, organizationId: acme.id });
    expect(rows.map(({ userId }) => userId)).toEqual([ana.id, ben.id].toSorted((a, b) => a - b));
    const own = async (who: Person) =>
      (await organization.listOwn({ principal: who.by })).rows.map(({ name }) => name);
    expect([await own(ana), await own(eve)]).toEqual([['Acme'], ['Other']]);
  });

  test('lets a member look, an admin change everything but owners and the end, and an owner all', async () => {
    const [ana, ben, carl, dora] = [await person(), await person(), await person(), await person()];
    const acme = await made(ana);
    const organizationId = acme.id;
    await join(acme, ben, 'admin');
    await join(acme, carl);
    await join(acme, dora);
    const { organization, invitation } = site.useCases;
    const set = (by: Actor, who: Person, role: MemberRole) =>
      organization.setMemberRole({ by, organizationId, userId: who.id, role });
    for (const denied of [
      () => organization.rename({ by: carl.by, organizationId, name: 'Mine' }),
      () => set(carl.by, carl, 'admin'),
      () => organization.removeMember({ by: carl.by, organizationId, userId: dora.id }),
      () => invite(carl.by, acme, 'x@mail.example'),
      () => invitation.list({ principal: carl.by, organizationId }),
      () => organization.delete({ by: ben.by, organizationId }),
      () => set(ben.by, ben, 'owner'),
      () => set(ben.by, carl, 'owner'),
      () => set(ben.by, ana, 'member'),
      () => organization.removeMember({ by: ben.by, organizationId, userId: ana.id }),
      () => invite(ben.by, acme, 'x@mail.example', 'owner'),
      () => organization.addMember({ by: ana.by, organizationId, userId: dora.id, role: 'member' }),
    ])
      expect(await refusedWith(denied())).toBe('permission-denied');
    await set(ben.by, carl, 'admin');
    await organization.removeMember({ by: ben.by, organizationId, userId: dora.id });
    await organization.rename({ by: ben.by, organizationId, name: 'New' });
    await set(ana.by, carl, 'owner');
    expect([await roleOf(acme, carl), await roleOf(acme, dora)]).toEqual(['owner', null]);
    await organization.delete({ by: carl.by, organizationId });
    expect(await stores.organizations.find(organizationId)).toBeNull();
  });

  test('is nobody’s by a token with a scope, whoever holds it', async () => {
    const ana = await person();
    const acme = await made(ana);
    const organizationId = acme.id;
    const token = await logIn(ana.id, scoped);
    const { organization } = site.useCases;
    const show = (principal: SessionHolder) => organization.show({ principal, organizationId });
    expect(await refusedWith(show(token))).toBe('not-found');
    const root = await person({ isSuperuser: true });
    await join(acme, root);
    const viewing = await logIn(root.id, { ...scoped, permissions: ['stagedoor.view_organization'] });
    expect([(await show(root.by)).role, (await show(viewing)).role]).toEqual(['member', null]);
    expect(await refusedWith(organization.delete({ by: token, organizationId }))).toBe('not-found');
    for (const denied of [
      () => organization.listOwn({ principal: token }),
      () => organization.leave({ principal: token, organizationId }),
    ])
      expect(await refusedWith(denied())).toBe('permission-denied');
    expect(await organization.active({ principal: token })).toBeNull();
  });

  test('gives a role of the site’s to members, by who holds all that it holds there', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    await join(acme, ben);
    await stores.roles.create({ name: 'burner', label: 'Burner', permissions: ['tests.burn'] });
    await stores.roles.create({ name: 'editor', label: 'Editor', permissions: [] });
    const give = (by: Actor, who: Person, role: string) =>
      site.useCases.organization.assignRole({ by, organizationId: acme.id, userId: who.id, role });
    expect(await refusedWith(give(ana.by, ana, 'burner'))).toBe('permission-denied');
    expect(await refusedWith(give(ben.by, ben, 'editor'))).toBe('permission-denied');
    expect(await refusedWith(give(ana.by, ben, 'none'))).toBe('not-found');
    expect([await give(ana.by, ben, 'editor'), await give(ana.by, ben, 'editor')]).toEqual([true, false]);
    expect(await give('operator', ben, 'burner')).toBe(true);
    // Ben holds more than the owner now, who acts on him no longer.
    const remove = site.useCases.organization.removeMember({
      by: ana.by,
      organizationId: acme.id,
      userId: ben.id,
    });
    expect(await refusedWith(remove)).toBe('permission-denied');
    const has = (organizationId?: number) =>
      site.useCases.role.has({ principal: ben.by, role: 'burner', organizationId });
    expect([await has(acme.id), await has()]).toEqual([true, false]);
    expect((await logIn(ben.id)).access.has('tests.burn')).toBe(false);
  });

  test('gives a role by its id whatever it is called meanwhile, and by a name only the one that is called so', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    await join(acme, ben);
    const one = await stores.roles.create({ name: 'one', label: 'One', permissions: [] });
    const two = await stores.roles.create({ name: 'two', label: 'Two', permissions: [] });
    if (one === null || two === null) throw new Error('The names are taken.');
    const whose = { by: ana.by, organizationId: acme.id, userId: ben.id };
    const assign = site.useCases.organization.assignRole;
    /** As somebody does who comes between the look for a name and the lock. */
    const renames = (within: Stores): Stores => ({
      ...within,
      roles: {
        ...within.roles,
        async findByName(name) {
          const found = await within.roles.findByName(name);
          await within.roles.update({ ...one, name: 'other' });
          await within.roles.update({ ...two, name: 'one' });
          return found;
        },
      },
    });
    const { transact } = site.deps;
    const between = {
      ...site.deps,
      transact: ((work) => transact((within) => work(renames(within)))) as typeof transact,
    };
    expect(await refusedWith(assignRoleThere(between, { ...whose, role: 'one' }))).toBe('not-found');
    await stores.roles.update({ ...one, name: 'other' });
    await stores.roles.update({ ...two, name: 'one' });
    expect(await assign({ ...whose, roleId: one.id })).toBe(true);
    const members = await stores.memberships.list(acme.id, { afterId: 0, limit: 2 });
    const member = members.find(({ userId }) => userId === ben.id);
    expect(member?.siteRoles).toEqual(['other']);
    expect(await site.useCases.organization.unassignRole({ ...whose, roleId: one.id })).toBe(true);
    const told = (await stores.audit.list({ limit: 10 })).filter(({ action }) => action.startsWith('role-'));
    const detail = { by: ana.id, role: one.id, name: 'other', organization: acme.id };
    expect(told.map((event) => [event.action, event.userId, event.detail])).toEqual([
      ['role-unassign', ben.id, detail],
      ['role-assign', ben.id, detail],
    ]);
    expect(await refusedWith(assign({ ...whose, roleId: 4711 }))).toBe('not-found');
  });

  test('keeps its last owner, whichever way they go', async () => {
    const [ana, ben] = [await person(), await person()];
    const acme = await made(ana);
    const organizationId = acme.id;
    const { organization } = site.useCases;
    const last = 'non_field_errors: last_owner';
    for (const way of [
      () => organization.leave({ principal: ana.by, organizationId }),
      () => organization.setMemberRole({ by: ana.by, organizationId, userId: ana.id, role: 'admin' }),
      () => organization.removeMember({ by: 'operator', organizationId, userId: ana.id }),
    ])
      expect(await refusedWith(way())).toBe(last);
    await join(acme, ben, 'owner');
    await organization.leave({ principal: ana.by, organizationId });
    expect([await roleOf(acme, ana), await roleOf(acme, ben)]).toEqual([null, 'owner']);
  });

  test('is handed over by an owner of it, to a member of it, in one act', async () => {
    const [ana, ben, carl, eve] = [await person(), await person(), await person(), await person()];
    const acme = await made(ana);
    const organizationId = acme.id;
    await join(acme, ben);
    await join(acme, carl, 'admin');
    const hand = ({ by: principal }: Person, { id: userId }: Person) =>
      site.useCases.organization.transfer({ principal, organizationId, userId });
    expect(await refusedWith(hand(carl, ben))).toBe('permission-denied');
    expect(await refusedWith(hand(eve, ben))).toBe('not-found');
    const mighty = await person();
    await stores.giveAccess(mighty.id, { permissions: ['stagedoor.delete_organization'] });
    await join(acme, mighty);
    expect(await refusedWith(hand({ ...mighty, by: await logIn(mighty.id) }, ben))).toBe('permission-denied');
    expect(await refusedWith(hand(ana, eve))).toBe('not-found');
    expect(await refusedWith(hand(ana, ana))).toBe('user: transfer_to_oneself');
    expect(await refusedWith(hand({ ...ana, by: await logIn(ana.id, scoped) }, ben))).toBe('not-found');
    await hand(ana, ben);
    expect([await roleOf(acme, ana), await roleOf(acme, ben)]).toEqual(['admin', 'owner']);
    expect(await refusedWith(hand(ana, carl))).toBe('permission-denied');
  });

  test('has one owner however often it is handed over at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => person()));
    const [ana] = people;
    if (ana === undefined) throw new Error('Nobody is there.');
    const acme = await made(ana);
    for (const one of people.slice(1)) await join(acme, one);
    const hands = people
      .slice(1)
      .map(({ id: userId }) =>
        site.useCases.organization.transfer({ principal: ana.by, organizationId: acme.id, userId }),
      );
    const done = await Promise.allSettled(hands);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ownersOf(acme)).toBe(1);
  });

  test('tells its members what they may there, and shows one of them alone', async () => {
    const [ana, ben, eve] = [await person(), await person(), await person()];
    const acme = await made(ana);
    const organizationId = acme.id;
    await join(acme, ben, 'admin');
    const { organization } = site.useCases;
    const may = async ({ by: principal }: Person) =>
      (await organization.show({ principal, organizationId })).permissions;
    expect(await may(ana)).toContain('stagedoor.delete_organization');
    expect(await may(ben)).toContain('stagedoor.add_invitation');
    expect(await may(ben)).not.toContain('stagedoor.delete_organization');
    const shown = (who: Person, userId: number) =>
      organization.showMember({ principal: who.by, organizationId, userId });
    expect((await shown(ana, ben.id)).role).toBe('admin');
    expect(await refusedWith(shown(ana, eve.id))).toBe('not-found');
    expect(await refusedWith(shown(eve, ben.id))).toBe('not-found');
    const givable = (who: Person) => organization.listGivableRoles({ principal: who.by, organizationId });
    await stores.roles.create({ name: 'editor', label: 'Editor', permissions: [] });
    await stores.roles.create({ name: 'burner', label: 'Burner', permissions: ['tests.burn'] });
    expect((await givable(ana)).map(({ name }) => name)).toEqual(['editor']);
    expect(await givable(ben)).toEqual([]);
    expect(await refusedWith(givable(eve))).toBe('not-found');
  });

  test('is found by its name, which several may have, or by its number', async () => {
    const ana = await person();
    const [one, other] = [await made(ana, 'Twins'), await made(ana, 'Twins')];
    const named = async (word: string) =>
      (await site.useCases.organization.findNamed({ word })).map(({ id }) => id);
    expect(await named('Twins')).toEqual([one.id, other.id].toSorted((a, b) => a - b));
    expect(await named(`id:${one.id}`)).toEqual([one.id]);
    for (const word of ['twins', 'id:7', 'id:9999999999999999', 'Twin'])
      expect(await named(word)).toEqual([]);
  });

  test('keeps one owner of sixteen who leave at once', async () => {
    const owners = await Promise.all(Array.from({ length: 16 }, () => person()));
    const [first] = owners;
    if (first === undefined) throw new Error('Nobody is there.');
    const acme = await made(first);
    for (const owner of owners.slice(1)) await join(acme, owner, 'owner');
    const left = await Promise.allSettled(
      owners.map(({ by }) => site.useCases.organization.leave({ principal: by, organizationId: acme.id })),
    );
    expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
    expect(await ownersOf(acme)).toBe(1);
  });

  test('of a user who goes is handed over to whoever is next, or ends', async () => {
    const [ana, ben, carl] = [await person(), await person(), await person()];
    const [acme, alone, shared] = [await made(ana), await made(ana, 'Alone'), await made(ana, 'Shared')];
    const dan = await person();
    await join(shared, dan, 'owner');
    await stores.users.update(dan.id, { isActive: false });
    await join(acme, ben);
    await join(acme, carl, 'admin');
    const { fateOfOwned } = site.useCases.organization;
    const told = (fates: readonly Fate[]) =>
      new Map(fates.map(({ organization, heir }) => [organization.name, heir?.id ?? null]));
    const expected = new Map([
      [acme.name, carl.id],
      ['Alone', null],
    ]);
    expect(told(await fateOfOwned({ userId: ana.id }))).toEqual(expected);
    const removed = await site.useCases.user.remove({ by: 'operator', userId: ana.id });
    expect([removed.rowsKept, told(removed.organizations)]).toEqual([0, expected]);
    const { path } = await site.mail('organization-passed', carl.email);
    expect(path).toBe(`/accounts/organizations/${acme.id}/`);
    expect([await roleOf(acme, carl), await roleOf(acme, ben)]).toEqual(['owner', 'member']);
    expect(await stores.organizations.find(alone.id)).toBeNull();
    // Its owner is shut out and owns it: nothing becomes of it, and nothing was told.
    expect(await roleOf(shared, dan)).toBe('owner');
  });

  test('of a user who goes stays where the site has none any more, and nobody is told otherwise before', async () => {
    const ana = await person();
    const acme = await made(ana);
    const { organizations } = settingsForTest();
    const off = accountsIn(stores, { organizations: { ...organizations, mode: 'off' } }).useCases;
    expect(await off.organization.fateOfOwned({ userId: ana.id })).toEqual([]);
    expect((await off.user.remove({ by: 'operator', userId: ana.id })).organizations).toEqual([]);
    expect(await stores.organizations.find(acme.id)).not.toBeNull();
  });

  describe('that a session acts in', () => {
    test('is one of its user’s, until they leave, and says nothing of other sessions', async () => {
      const [ana, eve] = [await person(), await person()];
      const [acme, other] = [await made(ana), await made(eve, 'Other')];
      const { organization } = site.useCases;
      const go = (by: SessionHolder, id: number | null) =>
        organization.switch({ principal: by, organizationId: id });
      const active = async (by: SessionHolder) =>
        (await organization.active({ principal: by }))?.name ?? null;
      const second = await logIn(ana.id);
      expect(await active(ana.by)).toBeNull();
      await go(ana.by, acme.id);
      expect([await active(ana.by), await active(second)]).toEqual(['Acme', null]);
      expect(await refusedWith(go(ana.by, other.id))).toBe('not-found');
      expect(await active(ana.by)).toBe('Acme');
      await join(other, ana);
      await go(ana.by, other.id);
      expect(await active(ana.by)).toBe('Other');
      await organization.leave({ principal: ana.by, organizationId: other.id });
      expect(await active(ana.by)).toBeNull();
      await go(ana.by, acme.id);
      await go(ana.by, null);
      expect(await active(ana.by)).toBeNull();
      const token = await logIn(ana.id, scoped);
      expect(await refusedWith(go(token, acme.id))).toBe('permission-denied');
    });
  });

  describe('invites', () => {
    test('whoever reads an address and has proved it: once, and as what they are to be', async () => {
      const [ana, ben, eve] = [await person(), await person(), await person()];
      const acme = await made(ana);
      await invite(ana.by, acme, ben.email.toUpperCase(), 'admin');
      const key = await keyFor(ben.email.replace(/^p/, 'P').replace(/@.*/, '@mail.example'));
      const shown = await site.useCases.invitation.find({ key });
      expect([shown?.organization.name, shown?.role]).toEqual(['Acme', 'admin']);
      expect(await refusedWith(accept(eve, key))).toBe('non_field_errors: invitation_for_another');
      expect(await roleOf(acme, eve)).toBeNull();
      expect((await accept(ben, key)).id).toBe(acme.id);
      expect(await roleOf(acme, ben)).toBe('admin');
      expect(await refusedWith(accept(ben, key))).toBe('invalid-link');
      expect(await site.useCases.invitation.find({ key })).toBeNull();
    });

    test('nobody who merely claims the address', async () => {
      const [ana, ben] = [await person(), await person({}, false)];
      const acme = await made(ana);
      await invite(ana.by, acme, ben.email);
      const key = await keyFor(ben.email);
      expect(await refusedWith(accept(ben, key))).toBe('non_field_errors: invitation_for_another');
    });

    test('an address once at a time, and no member', async () => {
      const [ana, ben] = [await person(), await person()];
      const acme = await made(ana);
      await invite(ana.by, acme, ben.email);
      expect(await refusedWith(invite(ana.by, acme, ben.email))).toBe('email: already_invited');
      expect(await refusedWith(invite(ana.by, acme, ana.email))).toBe('email: already_member');
      expect(await refusedWith(invite(ana.by, acme, 'nothing'))).toBe('email: invalid_email');
      site.clock.advance(days(8));
      await invite(ana.by, acme, ben.email);
      const list = await site.useCases.invitation.list({ principal: ana.by, organizationId: acme.id });
      expect(list.rows.map(({ email }) => email)).toEqual([ben.email]);
    });

    test('no more than fifty a day for one inviter, and a hundred that wait of one organization', async () => {
      const [ana, ben] = [await person(), await person()];
      const [acme, other] = [await made(ana), await made(ben)];
      const said = async (by: Actor, to: Organization, count: number) => {
        const all: string[] = [];
        for (let at = 0; at < count; at += 1)
          all.push(await doneOrRefused(invite(by, to, `n${all.length}-${to.id}-${at}@mail.example`)));
        return new Set(all);
      };
      expect(await said(ana.by, acme, 50)).toEqual(new Set(['done']));
      expect(await refusedWith(invite(ana.by, acme, 'one-more@mail.example'))).toBe('throttled');
      expect(await said('operator', other, 100)).toEqual(new Set(['done']));
      expect(await refusedWith(invite('operator', other, 'one-more@mail.example'))).toBe(
        'non_field_errors: too_many_invitations',
      );
    });

    test('until it is over, taken back or sent again, and no link of before opens anything', async () => {
      const [ana, ben] = [await person(), await person()];
      const acme = await made(ana);
      const organizationId = acme.id;
      const { id: invitationId } = await invite(ana.by, acme, ben.email);
      const first = await keyFor(ben.email);
      site.clock.advance(days(7) - 1);
      expect(await site.useCases.invitation.find({ key: first })).not.toBeNull();
      site.clock.advance(1);
      expect(await site.useCases.invitation.find({ key: first })).toBeNull();
      expect(await refusedWith(accept(ben, first))).toBe('invalid-link');
      await site.useCases.invitation.resend({ by: ana.by, organizationId, invitationId, visitor });
      const second = await keyFor(ben.email);
      expect(await refusedWith(accept(ben, first))).toBe('invalid-link');
      expect(await site.useCases.invitation.find({ key: second })).not.toBeNull();
      await site.useCases.invitation.revoke({ by: ana.by, organizationId, invitationId });
      expect(await refusedWith(accept(ben, second))).toBe('invalid-link');
      expect(await refusedWith(accept(ben, 'x'))).toBe('invalid-link');
    });

    test('by whoever sent it last, whatever became of who was first', async () => {
      const [ana, ben, carl] = [await person(), await person(), await person()];
      const acme = await made(ana);
      const organizationId = acme.id;
      await join(acme, ben, 'admin');
      const { id: invitationId } = await invite(ben.by, acme, carl.email);
      await site.useCases.organization.removeMember({ by: ana.by, organizationId, userId: ben.id });
      await site.useCases.invitation.resend({ by: ana.by, organizationId, invitationId, visitor });
      await accept(carl, await keyFor(carl.email));
      expect(await roleOf(acme, carl)).toBe('member');
    });

    test('by somebody who still may when it is accepted', async () => {
      const [ana, ben, carl] = [await person(), await person(), await person()];
      const acme = await made(ana);
      await join(acme, ben, 'owner');
      await invite(ben.by, acme, carl.email, 'owner');
      const key = await keyFor(carl.email);
      await site.useCases.organization.setMemberRole({
        by: ana.by,
        organizationId: acme.id,
        userId: ben.id,
        role: 'admin',
      });
      expect(await refusedWith(accept(carl, key))).toBe('invalid-link');
      expect(await roleOf(acme, carl)).toBeNull();
    });

    test('one of sixteen who accept at once by the same link', async () => {
      const [ana, ben] = [await person(), await person()];
      const acme = await made(ana);
      await invite(ana.by, acme, ben.email);
      const key = await keyFor(ben.email);
      const all = await Promise.allSettled(Array.from({ length: 16 }, () => accept(ben, key)));
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await roleOf(acme, ben)).toBe('member');
    });

    test('an address only so often, however many organizations ask', async () => {
      const narrow = { attempts: 2, windowMs: days(1), blockMs: days(1), maxBlockMs: days(1) };
      site = accountsIn(stores, { limits: { mailPerAddress: narrow } });
      const ana = await person();
      const asked: string[] = [];
      for (let round = 0; round < 5; round += 1) {
        const acme = await made(ana, `Acme ${round}`);
        asked.push(
          await invite(ana.by, acme, 'stranger@mail.example').then(
            () => 'sent',
            (error) => error.code,
          ),
        );
      }
      expect(asked.filter((answer) => answer === 'throttled').length).toBeGreaterThanOrEqual(2);
      expect(asked.slice(0, 2)).toEqual(['sent', 'sent']);
    });

    test('and what is over is cleared', async () => {
      const ana = await person();
      const acme = await made(ana);
      await invite(ana.by, acme, 'one@mail.example');
      site.clock.advance(days(8));
      expect(await stores.invitations.removeExpired(site.clock.now(), 10)).toBe(1);
      expect(await stores.invitations.count(acme.id)).toBe(0);
    });
  });
});
