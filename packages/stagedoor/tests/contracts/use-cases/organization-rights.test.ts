import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access/actor.ts';
import { days } from '../../../src/core/kernel/clock.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { operator as visitor } from '../../../src/core/kernel/visitor.ts';
import type { MemberRole, Organization } from '../../../src/core/organization/organization.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, refusedWith, settingsForTest } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser } from '../../support/stores/samples.ts';

interface Person {
  readonly id: number;
  readonly email: string;
  readonly by: SessionHolder;
}

/** Called as columns of memberships are. */
const extraFields: ExtraFields = Object.fromEntries(
  ['role', 'joined_at', 'organization_id'].map((name) => [
    name,
    { type: 'text', maxLength: 20, default: '', label: name },
  ]),
);

// One site for all: each test has people and organizations of its own.
describe.each(storeKinds)('rights in an organization, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeAll(async () => {
    stores = await openStores(kind, { extraFields });
    site = accountsIn(stores, { extraFields });
    await site.useCases.role.create({ by: 'operator', name: 'auditor' });
  });
  afterAll(() => stores.close());

  async function person(user: Partial<NewUser> = {}): Promise<Person> {
    const id = await addUser(stores, user);
    const email = `p${id}@mail.example`;
    const address = { id: randomPublicId(), userId: id, email, isPrimary: true };
    await stores.emailAddresses.add({ ...address, emailKey: email, isVerified: true });
    return { id, email, by: await principalOf(stores, id, { now: site.clock.now() }) };
  }
  const made = (owner: Person): Promise<Organization> =>
    site.useCases.organization.create({ by: owner.by, name: 'Acme' });
  async function joined(
    { id: organizationId }: Organization,
    role: MemberRole = 'member',
    user: Partial<NewUser> = {},
  ): Promise<Person> {
    const who = await person(user);
    await site.useCases.organization.addMember({ by: 'operator', organizationId, userId: who.id, role });
    return who;
  }
  const ofMember = ({ id: organizationId }: Organization, { id: userId }: Person, by: Actor) => ({
    by,
    organizationId,
    userId,
  });
  const nameAuditor = (acme: Organization, who: Person) =>
    site.useCases.organization.assignRole({ ...ofMember(acme, who, 'operator'), role: 'auditor' });
  const isDue = async ({ by }: Person) =>
    (await stores.sessions.findPrincipal(by.sessionKeyHash, site.clock.now()))?.session.isKeyDue;
  const activeOwners = async ({ id }: Organization) =>
    (await stores.memberships.list(id, { afterId: 0, limit: 99 })).filter(
      ({ role, user }) => role === 'owner' && user.isActive,
    ).length;

  test('let nobody act on a member who has a role of the site that they have not, though it holds nothing', async () => {
    const ana = await person();
    const acme = await made(ana);
    const [ben, eve] = [await joined(acme, 'admin'), await joined(acme)];
    await nameAuditor(acme, eve);
    const { setMemberRole, removeMember, unassignRole } = site.useCases.organization;
    const acts = [
      () => setMemberRole({ ...ofMember(acme, eve, ben.by), role: 'admin' }),
      () => removeMember(ofMember(acme, eve, ben.by)),
      () => unassignRole({ ...ofMember(acme, eve, ben.by), role: 'auditor' }),
    ];
    for (const act of acts) expect(await refusedWith(act())).toBe('permission-denied');
    await nameAuditor(acme, ben);
    await setMemberRole({ ...ofMember(acme, eve, ben.by), role: 'admin' });
    expect(await unassignRole({ ...ofMember(acme, eve, ben.by), role: 'auditor' })).toBe(true);
    await removeMember(ofMember(acme, ben, ana.by));
  });

  test('bring a new session key with every change of what somebody is there', async () => {
    const ana = await person();
    const acme = await made(ana);
    expect(await isDue(ana)).toBe(true);
    const { organization, invitation } = site.useCases;
    const changes: readonly ((who: Person) => Promise<unknown>)[] = [
      (who) => organization.setMemberRole({ ...ofMember(acme, who, 'operator'), role: 'admin' }),
      (who) => organization.assignRole({ ...ofMember(acme, who, 'operator'), role: 'auditor' }),
      (who) => organization.removeMember(ofMember(acme, who, 'operator')),
      (who) => organization.leave({ principal: who.by, organizationId: acme.id }),
      (who) => organization.transfer({ principal: ana.by, organizationId: acme.id, userId: who.id }),
    ];
    for (const change of changes) {
      const { id } = await joined(acme);
      // Seen by a session that is opened after it was brought in.
      const who = { id, email: '', by: await principalOf(stores, id, { now: site.clock.now() }) };
      expect(await isDue(who)).toBe(false);
      await change(who);
      expect([String(change), await isDue(who)]).toEqual([String(change), true]);
    }
    const guest = await person();
    const at = { organizationId: acme.id, email: guest.email, role: 'member', visitor } as const;
    await invitation.send({ by: 'operator', ...at });
    const { path } = await site.mail('organization-invitation', guest.email);
    await invitation.accept({ principal: guest.by, key: path.split('/').at(-2) ?? '' });
    expect(await isDue(guest)).toBe(true);
  });

  test('keep an owner who is active: the last of them neither leaves nor hands over to who is shut out', async () => {
    const ana = await person();
    const acme = await made(ana);
    const [shut, away] = [await joined(acme, 'owner'), await joined(acme)];
    for (const { id: userId } of [shut, away])
      await site.useCases.user.deactivate({ by: 'operator', userId });
    const { leave, transfer, setMemberRole } = site.useCases.organization;
    const organizationId = acme.id;
    const last = 'non_field_errors: last_owner';
    expect(await refusedWith(leave({ principal: ana.by, organizationId }))).toBe(last);
    expect(await refusedWith(transfer({ principal: ana.by, organizationId, userId: away.id }))).toBe(last);
    await setMemberRole({ ...ofMember(acme, shut, ana.by), role: 'member' });
    const heir = await joined(acme);
    await site.useCases.user.remove({ by: 'operator', userId: ana.id });
    expect([await activeOwners(acme), (await stores.memberships.find(acme.id, heir.id))?.role]).toEqual([
      1,
      'owner',
    ]);
  });

  test('keep an owner, of sixteen who delete their accounts while they become one and the owner leaves', async () => {
    const worlds = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const owner = await person();
        const acme = await made(owner);
        return { owner, acme, next: await joined(acme), stays: await joined(acme) };
      }),
    );
    const { organization, user } = site.useCases;
    const works = worlds.flatMap(({ owner, acme, next }) => [
      async () => {
        await organization.setMemberRole({ ...ofMember(acme, next, owner.by), role: 'owner' });
        await organization.leave({ principal: owner.by, organizationId: acme.id });
      },
      () => user.remove({ by: 'operator', userId: next.id }),
    ]);
    await Promise.allSettled(works.map((work) => work()));
    for (const { acme } of worlds) expect(await activeOwners(acme)).toBeGreaterThan(0);
  });

  test('keep an owner, of sixteen organizations whose owner and next in line delete their accounts at once', async () => {
    const worlds = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const owner = await person();
        const acme = await made(owner);
        return { owner, acme, next: await joined(acme, 'admin'), stays: await joined(acme) };
      }),
    );
    const { user } = site.useCases;
    const gone = await Promise.allSettled(
      worlds.flatMap(({ owner, next }) =>
        [owner, next].map(({ id: userId }) => user.remove({ by: 'operator', userId })),
      ),
    );
    expect(gone.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const { acme } of worlds) expect(await activeOwners(acme)).toBe(1);
  });

  test('make nobody an owner of more than a site allows, however they come to it', async () => {
    const { organizations } = settingsForTest();
    const narrow = accountsIn(stores, { organizations: { ...organizations, mostOwned: 1 } });
    const { organization, invitation } = narrow.useCases;
    const [ana, ben] = [await person(), await person()];
    await made(ben);
    const acme = await made(ana);
    const at = ofMember(acme, ben, 'operator');
    const many = 'non_field_errors: too_many_organizations';
    expect(await refusedWith(organization.addMember({ ...at, role: 'owner' }))).toBe(many);
    await invitation.send({
      by: ana.by,
      organizationId: acme.id,
      email: ben.email,
      role: 'owner',
      visitor,
    });
    const { path } = await narrow.mail('organization-invitation', ben.email);
    const key = path.split('/').at(-2) ?? '';
    expect(await refusedWith(invitation.accept({ principal: ben.by, key }))).toBe(many);
    await organization.addMember({ ...at, role: 'member' });
    expect(await refusedWith(organization.setMemberRole({ ...at, by: ana.by, role: 'owner' }))).toBe(many);
    const handed = { principal: ana.by, organizationId: acme.id, userId: ben.id };
    expect(await refusedWith(organization.transfer(handed))).toBe(many);
  });

  test('let strangers use up nobody’s invitations to an address', async () => {
    const limit = { attempts: 2, windowMs: days(1), blockMs: days(1), maxBlockMs: days(1) };
    const narrow = accountsIn(stores, { limits: { mailPerAddress: limit } });
    const email = `wanted${await addUser(stores)}@mail.example`;
    const dateJoined = site.clock.now();
    const ask = async (by: Person) => {
      const organizationId = (await made(by)).id;
      const asked = narrow.useCases.invitation.send({
        by: by.by,
        organizationId,
        email,
        role: 'member',
        visitor,
      });
      return await asked.then(
        () => 'sent',
        () => refusedWith(asked),
      );
    };
    const strangers = [];
    for (let round = 0; round < 4; round += 1) strangers.push(await ask(await person({ dateJoined })));
    expect(strangers).toEqual(['sent', 'sent', 'throttled', 'throttled']);
    const longAgo = new Date(dateJoined.getTime() - days(2));
    expect(await ask(await person({ dateJoined: longAgo }))).toBe('sent');
  });
});
