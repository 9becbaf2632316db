import { describe, expect, test } from 'vitest';
import { randomPublicId } from '../../src/core/kernel/secret-value.ts';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import { FIRST_SECURITY_VERSION } from '../../src/core/user/user.ts';
import type { ClaimOrder } from '../../src/core/user/user-store.ts';
import { canonicalUsername } from '../../src/core/user/username.ts';
import { storeKinds } from '../support/open-stores.ts';
import {
  addUser,
  at,
  naughtyTexts,
  noon,
  race,
  sampleAddress,
  sampleDevice,
  sampleEvent,
  sampleLink,
  sampleSession,
  sampleUser,
  uniqueText,
} from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const extraFields: ExtraFields = {
  phone: { type: 'text', maxLength: 20, default: "it's blank" },
  fecha_nacimiento: { type: 'date', nullable: true },
  visits_paid: { type: 'integer', default: 3 },
  is_vendor: { type: 'boolean', default: false },
  sexo: { type: 'choice', choices: { M: 'Male', F: 'Female' }, nullable: true },
  backend: { type: 'text', maxLength: 20, nullable: true },
  added_by: { type: 'user', set: 'caller', nullable: true, editable: false },
};

describe.each(storeKinds)('%s user store', (kind) => {
  const stores = storesUnderTest(kind, { extraFields });

  test('gives a user back as it was created', async () => {
    const extra = {
      phone: '+34 600',
      fecha_nacimiento: '1999-12-31',
      visits_paid: -2147483648,
      is_vendor: true,
      sexo: 'F',
      backend: 'tape',
      added_by: null,
    };
    const user = sampleUser({ language: 'es', isStaff: true, mustChangePassword: true, extra });
    expect(await stores().users.create(user)).toBe(true);
    expect(await stores().users.findById(user.id)).toEqual({
      ...user,
      managedBy: null,
      email: '',
      isEmailVerified: false,
      timeZone: null,
      lastLogin: null,
      securityVersion: FIRST_SECURITY_VERSION,
    });
  });

  test('tells one of many that a user awaits the welcome, and of others none', async () => {
    const waiting = sampleUser({ awaitsWelcome: true });
    await stores().users.create(waiting);
    const take = (id: number) => stores().users.takeWelcome(id);
    const taken = await Promise.all(Array.from({ length: 16 }, () => take(waiting.id)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect([await take(await addUser(stores())), await take(0)]).toEqual([false, false]);
  });

  test('keeps a time zone, and forgets it', async () => {
    const id = await addUser(stores());
    const kept = async () => (await stores().users.findById(id))?.timeZone;
    expect(await kept()).toBeNull();
    for (const timeZone of ['America/Argentina/ComodRivadavia', null]) {
      expect(await stores().users.update(id, { timeZone })).toBe(true);
      expect(await kept()).toBe(timeZone);
    }
  });

  test('gives extra fields that were not given their defaults', async () => {
    const id = await addUser(stores());
    expect((await stores().users.findById(id))?.extra).toEqual({
      phone: "it's blank",
      fecha_nacimiento: null,
      visits_paid: 3,
      is_vendor: false,
      sexo: null,
      backend: null,
      added_by: null,
    });
  });

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const id = await addUser(stores(), { firstName: text, lastName: text, extra: { phone: text } });
    const found = await stores().users.findById(id);
    expect(found).toMatchObject({ firstName: text, lastName: text, extra: { phone: text } });
    await stores().users.update(id, { lastName: '', firstName: `${text}!`.slice(-150) });
    expect((await stores().users.findById(id))?.firstName).toBe(`${text}!`.slice(-150));
  });

  test.each(naughtyTexts.filter((text) => text !== ''))('finds a user by the name %j', async (text) => {
    const username = `${text.slice(0, 130)}-${uniqueText()}`;
    const id = await addUser(stores(), { username });
    const found = await stores().users.findByUsernameKey(canonicalUsername(username));
    expect(found).toMatchObject({ id, username });
  });

  test('refuses a username that differs in case or compatibility form only', async () => {
    const name = `Ana${uniqueText()}`;
    await addUser(stores(), { username: name });
    expect(await stores().users.create(sampleUser({ username: name.toUpperCase() }))).toBe(false);
    expect(await stores().users.create(sampleUser({ username: name.replace('A', 'Ａ') }))).toBe(false);
  });

  test('creates one of sixteen users of the same name at once', async () => {
    const username = uniqueText();
    const created = await race(() => stores().users.create(sampleUser({ username })));
    expect(created.filter(Boolean)).toHaveLength(1);
  });

  test('takes any number of users without a username', async () => {
    const ids = await race(() => addUser(stores(), { username: null }));
    expect((await stores().users.findById(ids[3] ?? 0))?.username).toBeNull();
  });

  test('does not find who is not there', async () => {
    expect(await stores().users.findById(1)).toBeNull();
    expect(await stores().users.findByUsernameKey('nobody')).toBeNull();
    expect(await stores().users.findByEmailKey('nobody@mail.example')).toBeNull();
  });

  test('finds a user by any verified address, and shows the primary one', async () => {
    const id = await addUser(stores());
    const primary = sampleAddress(id, { email: 'Ana@MAIL.example', isPrimary: true, isVerified: true });
    const second = sampleAddress(id, { isVerified: true });
    const unverified = sampleAddress(id);
    for (const address of [primary, second, unverified]) await stores().emailAddresses.add(address);
    const found = await stores().users.findByEmailKey(second.emailKey);
    expect(found).toMatchObject({ id, email: 'Ana@MAIL.example', isEmailVerified: true });
    expect(await stores().users.findByEmailKey(unverified.emailKey)).toBeNull();
  });

  test('lists those whose primary address it is without proof, the youngest account first', async () => {
    const { emailKey } = sampleAddress(0);
    const claim = async (joinedMs: number, isPrimary: boolean) => {
      const userId = await addUser(stores(), { dateJoined: at(joinedMs) });
      const email = emailKey.toUpperCase();
      await stores().emailAddresses.addUnclaimed({ id: randomPublicId(), userId, email, isPrimary });
      return userId;
    };
    const elder = await claim(1, true);
    const younger = await claim(2, true);
    await claim(3, false);
    // As a copied row may be: with its key, and not verified.
    const copied = await addUser(stores(), { dateJoined: at(0) });
    await stores().emailAddresses.add(sampleAddress(copied, { email: emailKey, emailKey, isPrimary: true }));

    const ids = async (limit: number, order: ClaimOrder = 'youngest-first') =>
      (await stores().users.listClaimants(emailKey, limit, order)).map(({ id }) => id);
    expect(await ids(9)).toEqual([younger, elder, copied]);
    expect(await ids(1)).toEqual([younger]);
    expect(await ids(9, 'oldest-first')).toEqual([copied, elder, younger]);
    expect(await ids(1, 'oldest-first')).toEqual([copied]);
    const inRing = async (limit: number, fromId: number) =>
      (await stores().users.listClaimantsFrom(emailKey, limit, fromId)).map(({ id }) => id);
    const [first = 0, second = 0, third = 0] = [copied, elder, younger].sort((one, other) => one - other);
    expect(await inRing(9, first)).toEqual([first, second, third]);
    expect(await inRing(9, first + 1)).toEqual([second, third, first]);
    expect(await inRing(2, third)).toEqual([third, first]);
    expect(await inRing(1, third + 1)).toEqual([first]);
    await stores().emailAddresses.markVerified(copied, emailKey);
    expect(await ids(9)).toEqual([younger, elder]);
    expect(await stores().users.listClaimants(`${emailKey}.nobody`, 9, 'oldest-first')).toEqual([]);
  });

  test('changes what is given and nothing else', async () => {
    const user = sampleUser({ extra: { phone: '1', is_vendor: true } });
    await stores().users.create(user);
    const changes = { firstName: 'Eva', isActive: false, lastLogin: at(5), extra: { phone: '2' } };
    expect(await stores().users.update(user.id, changes)).toBe(true);
    expect(await stores().users.findById(user.id)).toMatchObject({
      ...user,
      ...changes,
      extra: { phone: '2', is_vendor: true },
    });
  });

  test('takes an update without changes, and none of an unknown user', async () => {
    const id = await addUser(stores());
    expect(await stores().users.update(id, {})).toBe(true);
    expect(await stores().users.update(1, { firstName: 'x' })).toBe(false);
  });

  test('lets a user change the case of its own name, and refuses the name of another', async () => {
    const mine = uniqueText();
    const theirs = uniqueText();
    const id = await addUser(stores(), { username: mine });
    await addUser(stores(), { username: theirs });
    expect(await stores().users.update(id, { username: mine.toUpperCase() })).toBe(true);
    expect(await stores().users.update(id, { username: theirs.toUpperCase() })).toBe(false);
    expect((await stores().users.findById(id))?.username).toBe(mine.toUpperCase());
  });

  test('goes on with the transaction after a refused name', async () => {
    const taken = uniqueText();
    await addUser(stores(), { username: taken });
    const id = await addUser(stores());
    const isChanged = await stores().transact(async (inside) => {
      const changed = await inside.users.update(id, { username: taken });
      await inside.users.update(id, { firstName: 'still here' });
      return changed;
    });
    expect(isChanged).toBe(false);
    expect((await stores().users.findById(id))?.firstName).toBe('still here');
  });

  test('lets one of sixteen users take a free name', async () => {
    const free = uniqueText();
    const ids = await race(() => addUser(stores()));
    const taken = await race((index) => stores().users.update(ids[index] ?? 0, { username: free }));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('answers another security version to each of sixteen revocations', async () => {
    const id = await addUser(stores());
    const versions = await race(() => stores().users.revokeAll(id));
    expect(new Set(versions).size).toBe(16);
    expect((await stores().users.findById(id))?.securityVersion).toBe(FIRST_SECURITY_VERSION + 16);
  });

  test('replaces a password hash only while it is the expected one', async () => {
    const id = await addUser(stores(), { passwordHash: '!old' });
    const replaced = await race((index) => stores().users.replacePasswordHash(id, '!old', `!new-${index}`));
    expect(replaced.filter(Boolean)).toHaveLength(1);
    expect(await stores().users.replacePasswordHash(id, '!old', '!other')).toBe(false);
  });

  test('forgets a user who goes where another names them, and nobody else', async () => {
    const [gone, stays] = [await addUser(stores()), await addUser(stores())];
    const [of, other] = [
      await addUser(stores(), { extra: { added_by: gone, visits_paid: gone % 1000 } }),
      await addUser(stores(), { extra: { added_by: stays } }),
    ];
    expect((await stores().users.findById(of))?.extra).toMatchObject({ added_by: gone });
    await stores().users.delete(gone);
    const extraOf = async (id: number) => (await stores().users.findById(id))?.extra;
    expect(await extraOf(of)).toMatchObject({ added_by: null, visits_paid: gone % 1000 });
    expect(await extraOf(other)).toMatchObject({ added_by: stays });
  });

  test('deletes a user with everything that is theirs, and leaves the audit log', async () => {
    const id = await addUser(stores());
    const session = sampleSession(id);
    const link = sampleLink(id);
    const address = sampleAddress(id);
    const device = sampleDevice(id);
    await stores().sessions.add(session);
    await stores().oneTimeLinks.add(link);
    await stores().emailAddresses.add(address);
    await stores().devices.remember(device);
    await stores().visits.record([{ userId: id, ipAddress: '::1', userAgent: 'x', seenAt: noon }]);
    await stores().audit.append(sampleEvent({ userId: id }));
    await stores().giveAccess(id, { groups: [{ id: 77, name: 'editors' }], permissions: ['add_post'] });

    expect(await stores().users.delete(id)).toBe('deleted');
    expect(await stores().users.delete(id)).toBe('missing');
    expect(await stores().sessions.find(session.keyHash, noon)).toBeNull();
    expect(await stores().oneTimeLinks.find('activation', link.keyHash, noon)).toBeNull();
    expect(await stores().emailAddresses.findByKey(address.emailKey)).toBeNull();
    expect(await stores().devices.listOfUser(id)).toEqual([]);
    expect(await stores().visits.listOfUser(id)).toEqual([]);
    expect(await stores().groups.rightsOfUser(id)).toMatchObject({ groups: [], permissions: [] });
    expect(await stores().audit.listOfUser(id, { limit: 5 })).toHaveLength(1);
  });

  test('counts the superusers who are active', async () => {
    const before = await stores().users.countSuperusers();
    await addUser(stores(), { isSuperuser: true });
    await addUser(stores(), { isSuperuser: true, isActive: false });
    expect(await stores().users.countSuperusers()).toBe(before + 1);
  });

  test('keeps one of two last superusers who leave at once', async () => {
    for (const id of await superusers()) await stores().users.update(id, { isSuperuser: false });
    const ids = [
      await addUser(stores(), { isSuperuser: true }),
      await addUser(stores(), { isSuperuser: true }),
    ];
    const left = await Promise.all(
      ids.map((id) =>
        stores().transact(async (inside) => {
          if ((await inside.users.countSuperusers()) < 2) return false;
          return inside.users.update(id, { isSuperuser: false });
        }),
      ),
    );
    expect(left.filter(Boolean)).toHaveLength(1);
    expect(await stores().users.countSuperusers()).toBe(1);
  });

  async function superusers(): Promise<number[]> {
    const users = await stores().users.list({ afterId: 0, limit: 10_000 });
    return users.filter((user) => user.isSuperuser).map((user) => user.id);
  }

  test('lists only whom a filter names', async () => {
    const names = [
      await addUser(stores(), { isActive: false }),
      await addUser(stores(), { isStaff: true }),
      await addUser(stores(), { isStaff: true, isSuperuser: true }),
    ];
    const listed = async (filter: { isActive?: boolean; isStaff?: boolean; isSuperuser?: boolean }) => {
      const users = await stores().users.list({ afterId: 0, limit: 10_000, ...filter });
      return names.map((id) => users.some((user) => user.id === id));
    };
    expect(await listed({})).toEqual([true, true, true]);
    expect(await listed({ isActive: false })).toEqual([true, false, false]);
    expect(await listed({ isActive: true, isStaff: true })).toEqual([false, true, true]);
    expect(await listed({ isSuperuser: false })).toEqual([true, true, false]);
  });

  test('lists users by id, a page at a time', async () => {
    const ids = (await race(() => addUser(stores()))).sort((one, other) => one - other);
    const page = await stores().users.list({ afterId: (ids[0] ?? 0) - 1, limit: 2 });
    expect(page).toHaveLength(2);
    expect(page[0]?.id).toBe(ids[0]);
    const next = await stores().users.list({ afterId: page[1]?.id ?? 0, limit: 1 });
    expect(next[0]?.id).toBeGreaterThan(page[1]?.id ?? 0);
  });

  describe('of accounts that were never activated', () => {
    const joined = new Date('2020-05-05T10:00:00.000Z');
    const justAfter = new Date(joined.getTime() + 1);

    async function addUnactivated(changes = {}): Promise<number> {
      const id = await addUser(stores(), { dateJoined: joined, ...changes });
      await stores().emailAddresses.add(sampleAddress(id, { isPrimary: true }));
      return id;
    }

    test('names those who joined before the moment, and not those who joined at it', async () => {
      const id = await addUnactivated();
      expect(await stores().users.findUnactivated(justAfter, 1_000)).toContain(id);
      expect(await stores().users.findUnactivated(joined, 1_000)).not.toContain(id);
      expect(await stores().users.findUnactivated(justAfter, 0)).toEqual([]);
    });

    test('names nobody who is staff, superuser, verified or without an address', async () => {
      const ids = [
        await addUnactivated({ isStaff: true }),
        await addUnactivated({ isSuperuser: true }),
        await addUser(stores(), { dateJoined: joined }),
        await addUnactivated(),
      ];
      await stores().emailAddresses.add(sampleAddress(ids[3] ?? 0, { isVerified: true }));
      const named = await stores().users.findUnactivated(justAfter, 1_000);
      expect(named.filter((id) => ids.includes(id))).toEqual([]);
      for (const id of ids) expect(await stores().users.lockUnactivated(id, justAfter)).toBe(false);
    });

    test('leaves who was opened without an address while an added one waits for its e-mail', async () => {
      const id = await addUser(stores(), { dateJoined: joined });
      const added = { id: randomPublicId(), userId: id, email: `added${id}@mail.example`, isPrimary: false };
      await stores().emailAddresses.addUnclaimed(added);
      expect(await stores().users.findUnactivated(justAfter, 1_000)).not.toContain(id);
      expect(await stores().users.lockUnactivated(id, justAfter)).toBe(false);
    });

    test('leaves those alone whom another system looks after', async () => {
      const id = await addUnactivated({ managedBy: 'ldap' });
      expect(await stores().users.findUnactivated(justAfter, 1_000)).not.toContain(id);
      expect(await stores().users.lockUnactivated(id, justAfter)).toBe(false);
    });

    test('holds one only while it is one', async () => {
      const id = await addUnactivated();
      expect(await stores().users.lockUnactivated(id, joined)).toBe(false);
      expect(await stores().users.lockUnactivated(id, justAfter)).toBe(true);
    });

    test('lets an activation that came first win over the clean-up', async () => {
      const outcomes = await race(async () => {
        const id = await addUnactivated();
        const [address] = await stores().emailAddresses.listOfUser(id);
        const activation = stores().transact(async (inside) => {
          if ((await inside.users.lockById(id)) === null) return false;
          return inside.emailAddresses.markVerified(id, address?.emailKey ?? '');
        });
        const [isActivated, isDeleted] = await Promise.all([
          activation,
          stores().transact(async ({ users }) => {
            if (!(await users.lockUnactivated(id, justAfter))) return false;
            return users.delete(id);
          }),
        ]);
        return { isActivated, isDeleted, isThere: (await stores().users.findById(id)) !== null };
      });
      for (const { isActivated, isDeleted, isThere } of outcomes) {
        expect(isActivated).toBe(!isDeleted);
        expect(isThere).toBe(isActivated);
      }
    });
  });
});
