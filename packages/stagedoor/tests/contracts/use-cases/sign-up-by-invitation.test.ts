import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { days } from '../../../src/core/kernel/clock.ts';
import { operator as visitor } from '../../../src/core/kernel/visitor.ts';
import { invitationKeyHash } from '../../../src/core/organization/invite.ts';
import type { Organization } from '../../../src/core/organization/organization.ts';
import { type AccountsForTest, accountsIn, refusedWith, type SettingsForTest } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser } from '../../support/stores/samples.ts';

const PASSWORD = 'tulips-under-7-bridges';
const ADDRESS = 'ben@mail.example';
const byInvitation = { signUpOpen: false, signUpByInvitation: true };

describe.each(storeKinds)('sign-up by an invitation, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let acme: Organization;
  beforeEach(async () => {
    stores = await openStores(kind);
    await openSite();
  });
  afterEach(() => stores.close());

  async function openSite(settings: SettingsForTest = byInvitation): Promise<void> {
    site = accountsIn(stores, settings);
    const ownerId = await addUser(stores);
    acme = await site.useCases.organization.create({ by: 'operator', name: 'Acme', ownerId });
  }
  async function invite(email = ADDRESS): Promise<string> {
    const organizationId = acme.id;
    await site.useCases.invitation.send({ by: 'operator', organizationId, email, role: 'admin', visitor });
    const { path } = await site.mail('organization-invitation', email);
    return path.split('/').at(-2) ?? '';
  }
  const signUp = (key: string, given: { username?: string; password?: string } = {}) =>
    site.useCases.invitation.signUp({
      key,
      username: given.username ?? 'ben',
      password: given.password ?? PASSWORD,
      passwordConfirm: given.password ?? PASSWORD,
      firstName: '',
      lastName: '',
      extra: {},
      sessionKey: null,
      visitor,
    });
  const roleOf = async (userId: number) => (await stores.memberships.find(acme.id, userId))?.role ?? null;

  test('makes an account with the invited address, proved, and in the organization', async () => {
    const signedUp = await signUp(await invite());
    expect([signedUp.outcome, signedUp.organization.role]).toEqual(['opened', 'admin']);
    const user = await stores.users.findByEmailKey(ADDRESS);
    expect([user?.username, user?.isEmailVerified, user?.email]).toEqual(['ben', true, ADDRESS]);
    expect(await roleOf(user?.id ?? 0)).toBe('admin');
  });

  test('logs in at once where the site does that', async () => {
    await openSite({ ...byInvitation, logInAfterSignUp: true });
    const signedUp = await signUp(await invite());
    if (signedUp.outcome !== 'logged-in') throw new Error('Nobody is logged in.');
    const { sessionKey } = signedUp.issued;
    const principal = await site.useCases.session.findPrincipal({ sessionKey });
    expect([principal?.user.username, principal?.user.isEmailVerified]).toEqual(['ben', true]);
  });

  test('is for the link of an invitation that still works, once, and for nobody else', async () => {
    const key = await invite();
    expect(await refusedWith(signUp('x'.repeat(43)))).toBe('invalid-link');
    expect(await refusedWith(signUp('x'))).toBe('invalid-link');
    await signUp(key);
    expect(await refusedWith(signUp(key, { username: 'eve' }))).toBe('invalid-link');
    const second = await invite('carl@mail.example');
    site.clock.advance(days(7));
    expect(await refusedWith(signUp(second, { username: 'carl' }))).toBe('invalid-link');
    expect(await stores.users.findByUsernameKey('carl')).toBeNull();
  });

  test('is closed unless the site says otherwise', async () => {
    for (const settings of [
      { signUpOpen: false },
      { ...byInvitation, organizations: { mode: 'off', invitationMs: days(7), mostOwned: 1 } },
    ] as const) {
      const key = await invite(`p${Math.random()}@mail.example`);
      const closed = accountsIn(stores, settings);
      const asked = closed.useCases.invitation.signUp({
        ...{ key, username: 'ben', password: PASSWORD, passwordConfirm: PASSWORD },
        ...{ firstName: '', lastName: '', extra: {}, sessionKey: null, visitor },
      });
      expect(await refusedWith(asked)).toBe('signup-closed');
    }
  });

  test('leaves nothing where anything of it is refused', async () => {
    const key = await invite();
    expect(await refusedWith(signUp(key, { password: 'short' }))).toMatch(/^password: /);
    const taken = (await stores.users.findById(await addUser(stores)))?.username ?? '';
    expect(await refusedWith(signUp(key, { username: taken }))).toBe('username: username_taken');
    site.hooks.beforeSignUp = async ({ email }) => {
      throw new Error(`asked for ${email}`);
    };
    await expect(signUp(key)).rejects.toThrow(`asked for ${ADDRESS}`);
    site.hooks.beforeSignUp = async () => {};
    expect((await signUp(key)).outcome).toBe('opened');
  });

  test('takes no address that somebody has proved, and every one that others merely claim', async () => {
    const key = await invite();
    const userId = await addUser(stores);
    const address = { id: 7, userId, email: ADDRESS, isPrimary: true };
    await stores.emailAddresses.add({ ...address, emailKey: ADDRESS, isVerified: true });
    expect(await refusedWith(signUp(key))).toBe('email: email_taken');
    expect(await site.useCases.invitation.find({ key })).not.toBeNull();
    const other = await invite('carl@mail.example');
    await stores.emailAddresses.addUnclaimed({ ...address, id: 8, email: 'carl@mail.example' });
    expect((await signUp(other, { username: 'carl' })).outcome).toBe('opened');
    expect((await stores.users.findByEmailKey('carl@mail.example'))?.username).toBe('carl');
  });

  test('is done by one of eight at once', async () => {
    const key = await invite();
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => signUp(key, { username: `ben${index}` })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await site.useCases.organization.membersOf({ organizationId: acme.id });
    expect(rows.map(({ role }) => role).toSorted()).toEqual(['admin', 'owner']);
  });

  test('is worth nothing where whoever invited may no longer', async () => {
    const inviterId = await addUser(stores);
    await site.useCases.organization.addMember({
      ...{ by: 'operator', organizationId: acme.id, userId: inviterId, role: 'admin' },
    });
    const key = await invite();
    const [invitation] = await stores.invitations.list(acme.id, { afterId: 0, limit: 1 });
    await stores.invitations.renew(invitation?.id ?? 0, {
      keyHash: invitationKeyHash(key),
      expiresAt: new Date(site.clock.now().getTime() + days(1)),
      invitedBy: inviterId,
    });
    await stores.memberships.remove(acme.id, inviterId);
    expect(await refusedWith(signUp(key))).toBe('invalid-link');
    expect(await stores.users.findByUsernameKey('ben')).toBeNull();
  });
});
