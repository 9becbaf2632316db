import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access/actor.ts';
import type { CreateUser } from '../../../src/core/account/sign-up/create-user.ts';
import type { Session } from '../../../src/core/session/session.ts';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, doneOrRefused, PASSWORD } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { givePermissions } from '../../support/stores/give-permissions.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser, sampleAddress, uniqueText } from '../../support/stores/samples.ts';

const extraFields: ExtraFields = {
  role: {
    type: 'choice',
    choices: { ADMIN: 'Admin', CUSTOMER: 'Customer' },
    default: 'CUSTOMER',
    editable: false,
    role: true,
  },
};
const ADD = 'auth.add_user';
const VOUCH = 'account.add_emailaddress';
const STAFF = { isStaff: true };
const ROOT = { isStaff: true, isSuperuser: true };

type Maker = Partial<NewUser> & { readonly holds?: readonly string[] };

describe.each(['sqlite', 'postgres'] as const)('who makes a user, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind, { extraFields });
    site = accountsIn(stores, { extraFields });
  });
  afterEach(() => stores.close());

  async function maker({ holds = [], ...flags }: Maker, changes: Partial<Session> = {}) {
    const id = await addUser(stores, flags);
    await givePermissions(stores, id, holds);
    return await principalOf(stores, id, { now: site.clock.now(), ...changes });
  }
  const make = (by: Actor, given: Partial<CreateUser> = {}) =>
    site.useCases.user.create({ by, username: `u${uniqueText()}`, ...given });
  const token = { scope: { permissions: [ADD], methods: 'write' } } as const;

  test('is who may add users, and by a token whose scope says so', async () => {
    expect(await doneOrRefused(make(await maker({ holds: [ADD] })))).toBe('done');
    expect(await doneOrRefused(make(await maker({ holds: ['auth.change_user'] })))).toBe('permission-denied');
    expect(await doneOrRefused(make(await maker({ holds: [ADD] }, token)))).toBe('done');
    const other = { scope: { permissions: ['auth.view_user'], methods: 'write' } } as const;
    expect(await doneOrRefused(make(await maker({ holds: [ADD, 'auth.view_user'] }, other)))).toBe(
      'permission-denied',
    );
    expect(
      await doneOrRefused(make(await maker({ holds: [ADD] }, { pendingStage: 'change-password' }))),
    ).toBe('permission-denied');
  });

  test('makes nobody what they are not themselves', async () => {
    const plain = await maker({ holds: [ADD] });
    const staff = await maker({ ...STAFF, holds: [ADD] });
    const root = await maker(ROOT);
    const admin = await maker({ holds: [ADD], extra: { role: 'ADMIN' } });
    const asAdmin = { extra: { role: 'ADMIN' } };
    expect(await doneOrRefused(make(plain, STAFF))).toBe('permission-denied');
    expect(await doneOrRefused(make(staff, STAFF))).toBe('done');
    expect(await doneOrRefused(make(staff, ROOT))).toBe('permission-denied');
    expect(await doneOrRefused(make(root, ROOT))).toBe('done');
    expect(await doneOrRefused(make(await maker({ ...ROOT }, token), STAFF))).toBe('permission-denied');
    expect(await doneOrRefused(make(staff, asAdmin))).toBe('permission-denied');
    expect(await doneOrRefused(make(staff, { extra: { role: 'CUSTOMER' } }))).toBe('done');
    expect(await doneOrRefused(make(admin, asAdmin))).toBe('done');
    expect(await doneOrRefused(make(root, asAdmin))).toBe('done');
  });

  test('changes by a profile no role that is not theirs, given or taken', async () => {
    const change = (by: Actor, userId: number, role: string) =>
      doneOrRefused(site.useCases.user.change({ by, userId, extra: { role } }));
    const keeper = await maker({ ...STAFF, holds: ['auth.change_user'] });
    const admin = await maker({ holds: ['auth.change_user'], extra: { role: 'ADMIN' } });
    const customer = await addUser(stores);
    const held = await principalOf(stores, customer, { now: site.clock.now() });
    expect(await change(keeper, customer, 'ADMIN')).toBe('permission-denied');
    expect(await change(keeper, keeper.user.id, 'ADMIN')).toBe('permission-denied');
    expect(await change(keeper, customer, 'CUSTOMER')).toBe('done');
    expect(await change(admin, customer, 'ADMIN')).toBe('done');
    expect(
      (await stores.sessions.findPrincipal(held.sessionKeyHash, site.clock.now()))?.session,
    ).toMatchObject({
      isKeyDue: true,
    });
    expect(await change(keeper, customer, 'CUSTOMER')).toBe('permission-denied');
    expect(await change(admin, customer, 'CUSTOMER')).toBe('done');
  });

  test('changes a profile as its owner may, and tells them of another username', async () => {
    const by = await maker({ ...STAFF, holds: ['auth.change_user'] });
    const id = await addUser(stores);
    await stores.emailAddresses.add(sampleAddress(id, { isPrimary: true, isVerified: true }));
    const change = (given: object) => site.useCases.user.change({ by, userId: id, ...given });
    expect(await doneOrRefused(change({ firstName: 'x'.repeat(151), timeZone: 'Mars/Base' }))).toMatch(
      /first_name: max_length/,
    );
    expect(await doneOrRefused(change({ username: by.user.username }))).toBe('username: username_taken');
    const username = `r${uniqueText()}`;
    expect(await change({ username, lastName: ' Ruiz ' })).toMatchObject({ username, lastName: 'Ruiz' });
    expect(await site.mail('username-changed')).toMatchObject({ newUsername: username });
    expect((await site.audited()).slice(-2)).toEqual(['profile-change ok', 'username-change ok']);
    await change({});
    expect((await site.audited()).filter((action) => action === 'profile-change ok')).toHaveLength(1);
  });

  test('vouches for an address only by the permission for addresses, and else leaves a claim', async () => {
    const email = () => `${uniqueText()}@mail.example`;
    const plain = await maker({ holds: [ADD] });
    expect(await make(plain, { email: email() })).toMatchObject({ isEmailVerified: false });
    expect(await doneOrRefused(make(plain, { email: email(), isEmailVerified: true }))).toBe(
      'permission-denied',
    );
    const vouching = await maker({ holds: [ADD, VOUCH] });
    expect(await make(vouching, { email: email(), isEmailVerified: true })).toMatchObject({
      isEmailVerified: true,
    });
    const taken = sampleAddress(await addUser(stores), { isPrimary: true, isVerified: true });
    await stores.emailAddresses.add(taken);
    expect(await doneOrRefused(make(plain, { email: taken.email }))).toBe('email: email_taken');
    expect(await make('operator', { email: email(), isEmailVerified: false })).toMatchObject({
      isEmailVerified: false,
    });
  });

  test('passes over no validator, unless they are the operator', async () => {
    const weak = { password: '12345', validatePassword: false };
    expect(await doneOrRefused(make(await maker({ holds: [ADD] }), weak))).toMatch(/^password: /);
    expect(await doneOrRefused(make('operator', weak))).toBe('done');
  });

  test('is told that they may not, before anything of the user is judged', async () => {
    const wrong = { username: '', password: 'short' };
    expect(await doneOrRefused(make(await maker({}), wrong))).toBe('permission-denied');
  });

  test('stands in the log, and is nobody where it is refused', async () => {
    const by = await maker({ holds: [ADD] });
    const { id } = await make(by, { password: PASSWORD });
    expect(await site.events()).toContainEqual(
      expect.objectContaining({
        action: 'user-create',
        userId: id,
        detail: { by: by.user.id, superuser: false },
      }),
    );
    const before = (await site.events()).length;
    await doneOrRefused(make(by, ROOT));
    expect(await site.events()).toHaveLength(before);
  });
});
