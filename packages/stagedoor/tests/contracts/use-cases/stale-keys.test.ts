import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { type AccountsForTest, accountsIn, PASSWORD, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, type StoreKind, storeKinds } from '../../support/open-stores.ts';

const NONE = { count: 0, first: [] };
let opened: OpenStores;
let site: AccountsForTest;
afterEach(() => opened?.close());

async function open(kind: StoreKind): Promise<void> {
  opened = await openStores(kind);
  site = accountsIn(opened);
}

async function person(username: string | null): Promise<number> {
  const id = randomPublicId();
  const passwordHash = await site.deps.passwordHasher.hash(PASSWORD);
  const names = { username, firstName: '', lastName: '', passwordHash, language: null };
  const rights = { isActive: true, isStaff: false, isSuperuser: false };
  await opened.users.create({ ...names, ...rights, id, dateJoined: site.clock.now(), extra: {} });
  return id;
}

/** A person whose name was copied with a form that the database made. */
async function named(username: string, key: string): Promise<number> {
  const id = await person(null);
  await opened.users.update(id, { username });
  const row = await nameOf(id);
  if (row.key !== key) expect(await opened.lookupKeys.setNameKey(row, key)).toBe(true);
  return id;
}

async function nameOf(id: number) {
  const [row] = await opened.lookupKeys.listNames({ afterId: id - 1, limit: 1 });
  if (row?.userId !== id) throw new Error(`There is no user ${id}.`);
  return row;
}

async function proved(userId: number, email: string, emailKey: string, isPrimary = true): Promise<number> {
  const id = randomPublicId();
  expect(await opened.emailAddresses.add({ id, userId, email, emailKey, isVerified: true, isPrimary })).toBe(
    true,
  );
  return id;
}

async function logsIn(identifier: string): Promise<number> {
  return (await site.principalOf(await site.logIn({ identifier, password: PASSWORD }))).user.id;
}

const stale = () => site.useCases.maintenance.listStaleKeys({ limit: 5 });
const mendings = async () =>
  (await opened.audit.listUnsealed(20)).filter(({ action }) => action === 'keys-mend');

describe.each(storeKinds)('names and addresses stored in another form, on %s', (kind) => {
  beforeEach(() => open(kind));

  test('are named, found by nobody, and found once they are mended', async () => {
    const sharp = await named('straße', 'straße');
    const blank = await named('trail ', 'trail ');
    const owner = await person('ben');
    await proved(owner, 'ben@BÜCHER.example', 'ben@bücher.example');
    await proved(sharp, 'sharp@mail.example', 'sharp@mail.example');
    expect(await refusedWith(site.logIn({ identifier: 'straße', password: PASSWORD }))).toBe(
      'invalid-credentials',
    );
    const found = await stale();
    expect([found.names.count, found.names.first.toSorted()]).toEqual([2, [sharp, blank].toSorted()]);
    expect(found.addresses).toEqual({ count: 1, first: [owner] });
    const plan = await site.useCases.maintenance.planKeyMending();
    expect(await stale()).toEqual(found);
    expect(await mendings()).toEqual([]);
    expect(await site.useCases.maintenance.mendStaleKeys()).toEqual(plan);
    expect(await stale()).toEqual({ names: NONE, addresses: NONE });
    expect((await mendings()).map(({ userId, detail }) => [userId, detail])).toEqual([
      [null, { rows: 2 }],
      [null, { rows: 1 }],
    ]);
    expect(await opened.users.findByUsernameKey('strasse')).toMatchObject({ id: sharp, username: 'straße' });
    expect(await logsIn('STRASSE')).toBe(sharp);
    expect((await opened.users.findByUsernameKey('trail'))?.id).toBe(blank);
    expect(await logsIn('ben@xn--bcher-kva.example')).toBe(owner);
    expect((await site.useCases.maintenance.mendStaleKeys()).names).toEqual([]);
    expect(await mendings()).toHaveLength(2);
  });

  test('a name of blanks is none', async () => {
    const nameless = await named(' ', '');
    expect((await stale()).names).toEqual({ count: 1, first: [nameless] });
    await site.useCases.maintenance.mendStaleKeys();
    expect(await nameOf(nameless)).toEqual({ userId: nameless, username: null, key: null });
    expect((await stale()).names).toEqual(NONE);
  });

  test('a proved row that is no address loses its proof', async () => {
    const owner = await person('ben');
    await proved(owner, 'not-an-address', 'not-an-address');
    expect((await stale()).addresses).toEqual({ count: 1, first: [owner] });
    await site.useCases.maintenance.mendStaleKeys();
    expect(await opened.users.findById(owner)).toMatchObject({
      email: 'not-an-address',
      isEmailVerified: false,
    });
    expect(await opened.emailAddresses.findByKey('not-an-address')).toBeNull();
    expect((await stale()).addresses).toEqual(NONE);
  });

  test('where the form is somebody else’s both are named, and neither is changed', async () => {
    const sharp = await named('straße', 'straße');
    const plain = await person('strasse');
    const first = await named('GROẞ', 'groẞ');
    const second = await named('groß', 'groß');
    const [one, other] = [await person('one'), await person('other')];
    await proved(one, 'ben@bücher.example', 'ben@bücher.example');
    await proved(other, 'ben@xn--bcher-kva.example', 'ben@xn--bcher-kva.example');
    const before = await stale();
    const { names, addresses, nameClashes, addressClashes } = await site.useCases.maintenance.mendStaleKeys();
    expect([names, addresses]).toEqual([[], []]);
    const byUser = Object.fromEntries(nameClashes.map(({ userId, otherId }) => [userId, otherId]));
    expect(byUser).toEqual({ [sharp]: plain, [first]: second, [second]: first });
    expect(addressClashes).toEqual([{ userId: one, otherId: other }]);
    expect(await stale()).toEqual(before);
    expect(await mendings()).toEqual([]);
    expect((await opened.users.findByUsernameKey('strasse'))?.id).toBe(plain);
  });

  test('a row that was changed since it was read, or whose form is taken meanwhile, is left', async () => {
    const sharp = await named('straße', 'straße');
    const seen = await nameOf(sharp);
    const plain = await person('strasse');
    expect(await opened.lookupKeys.setNameKey(seen, 'strasse')).toBe(false);
    await opened.users.delete(plain);
    await opened.users.update(sharp, { username: 'ana' });
    expect(await opened.lookupKeys.setNameKey(seen, 'strasse')).toBe(false);
    expect((await opened.users.findById(sharp))?.username).toBe('ana');
    const id = await proved(sharp, 'ana@BÜCHER.example', 'ana@bücher.example');
    const page = await opened.lookupKeys.listAddresses({ afterId: id - 1, limit: 1 });
    const keys = { isVerified: true, emailKey: 'ana@xn--bcher-kva.example', unprovedKey: null };
    for (const address of page) {
      expect(address.id).toBe(id);
      await opened.emailAddresses.remove(sharp, id);
      expect(await opened.lookupKeys.setAddressKeys(address, keys)).toBe(false);
    }
    const owner = await person('ben');
    await proved(owner, 'ana@xn--bcher-kva.example', 'ana@xn--bcher-kva.example');
    const again = await proved(sharp, 'ana@BÜCHER.example', 'ana@bücher.example');
    const [address] = await opened.lookupKeys.listAddresses({ afterId: again - 1, limit: 1 });
    if (address === undefined) throw new Error('The address is not there.');
    expect(await opened.lookupKeys.setAddressKeys(address, keys)).toBe(false);
  });

  test('what our own use cases write is in the right form', async () => {
    await site.useCases.user.create({ by: 'operator', username: 'Groß', email: 'Ana@BÜCHER.example' });
    const owner = await person('ben');
    const claim = { id: randomPublicId(), userId: owner, email: 'Ben@BÜCHER.example', isPrimary: true };
    await opened.emailAddresses.addUnclaimed(claim);
    expect(await stale()).toEqual({ names: NONE, addresses: NONE });
  });

  test('all rows are judged, more than a page of them', async () => {
    for (let number = 0; number < 501; number += 1) {
      const names = { username: `user${number}`, firstName: '', lastName: '', passwordHash: '!' };
      const rights = { isActive: true, isStaff: false, isSuperuser: false };
      const user = { ...names, ...rights, language: null, dateJoined: site.clock.now(), extra: {} };
      await opened.users.create({ ...user, id: number + 1 });
    }
    const last = await named('straße', 'straße');
    expect(last).toBeGreaterThan(501);
    expect((await stale()).names).toEqual({ count: 1, first: [last] });
  });
});

describe.each(['sqlite', 'postgres'] as const)('unproved addresses in another form, on %s', (kind) => {
  beforeEach(() => open(kind));

  test('are claimed again once they are mended, and a form of the proved is taken from them', async () => {
    const [one, other] = [await person('one'), await person('other')];
    const email = 'Ben@bücher.example';
    for (const userId of [one, other]) {
      await opened.emailAddresses.addUnclaimed({ id: randomPublicId(), userId, email, isPrimary: true });
    }
    await opened.attack(
      `update account_emailaddress set unproved_key = 'ben@bücher.example' where user_id = ${one}`,
    );
    await opened.attack(
      `update account_emailaddress set unproved_key = null, email_key = 'ben@bücher.example' where user_id = ${other}`,
    );
    const claimants = () => opened.users.listClaimants('ben@xn--bcher-kva.example', 5, 'oldest-first');
    expect(await claimants()).toEqual([]);
    expect((await stale()).addresses.count).toBe(2);
    const { addresses, addressClashes } = await site.useCases.maintenance.mendStaleKeys();
    expect([addresses.length, addressClashes]).toEqual([2, []]);
    expect((await claimants()).map(({ id }) => id).toSorted()).toEqual([one, other].toSorted());
    expect((await stale()).addresses).toEqual(NONE);
  });
});
