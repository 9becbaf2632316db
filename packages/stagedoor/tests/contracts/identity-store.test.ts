import { describe, expect, test } from 'vitest';
import { randomPublicId } from '../../src/core/kernel/secret-value.ts';
import type { Identity } from '../../src/core/user/identity.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

function sampleIdentity(userId: number, changes: Partial<Identity> = {}): Identity {
  const identity = { id: randomPublicId(), userId, provider: 'ldap', subject: uniqueText() };
  return { ...identity, name: 'ana', linkedAt: noon, ...changes };
}

describe.each(storeKinds)('%s identity store', (kind) => {
  const stores = storesUnderTest(kind);

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const identity = sampleIdentity(await addUser(stores()), { subject: `${text}s`, name: text });
    expect(await stores().identities.add(identity)).toBe(true);
    expect(await stores().identities.find('ldap', `${text}s`)).toEqual(identity);
  });

  test('finds a subject in its very e-mails, at that provider only', async () => {
    const subject = `Ana-${uniqueText()}`;
    const identity = sampleIdentity(await addUser(stores()), { subject });
    await stores().identities.add(identity);
    expect(await stores().identities.find('ldap', subject)).toEqual(identity);
    expect(await stores().identities.find('ldap', subject.toLowerCase())).toBeNull();
    expect(await stores().identities.find('google', subject)).toBeNull();
  });

  test('has one user for a subject of a provider, and many identities for a user, oldest first', async () => {
    const [ana, ben] = [await addUser(stores()), await addUser(stores())];
    const first = sampleIdentity(ana, { linkedAt: at(1) });
    const second = sampleIdentity(ana, {
      ...first,
      id: randomPublicId(),
      provider: 'google',
      linkedAt: noon,
    });
    expect(await stores().identities.add(first)).toBe(true);
    expect(await stores().identities.add(second)).toBe(true);
    expect(await stores().identities.add({ ...first, id: randomPublicId(), userId: ben })).toBe(false);
    expect(await stores().identities.listOfUser(ana)).toEqual([second, first]);
    expect(await stores().identities.listOfUser(ben)).toEqual([]);
  });

  test('changes subject and name, unless another has the subject', async () => {
    const userId = await addUser(stores());
    const [one, other] = [sampleIdentity(userId), sampleIdentity(userId)];
    for (const identity of [one, other]) await stores().identities.add(identity);
    const moved = { subject: uniqueText(), name: 'ana.moved' };
    expect(await stores().identities.update(one.id, moved)).toBe(true);
    expect(await stores().identities.find('ldap', moved.subject)).toEqual({ ...one, ...moved });
    expect(await stores().identities.find('ldap', one.subject)).toBeNull();
    expect(await stores().identities.update(one.id, { subject: other.subject })).toBe(false);
    expect(await stores().identities.update(randomPublicId(), { name: 'x' })).toBe(false);
    const stays = await stores().transact(async ({ identities }) => {
      expect(await identities.update(one.id, { subject: other.subject })).toBe(false);
      return await identities.find('ldap', moved.subject);
    });
    expect(stays?.id).toBe(one.id);
  });

  test('removes what is the user’s own, and all of it with the user', async () => {
    const [ana, ben] = [await addUser(stores()), await addUser(stores())];
    const [one, other] = [sampleIdentity(ana), sampleIdentity(ana)];
    for (const identity of [one, other]) await stores().identities.add(identity);
    expect(await stores().identities.remove(ben, one.id)).toBe(false);
    expect(await stores().identities.remove(ana, one.id)).toBe(true);
    expect(await stores().identities.remove(ana, one.id)).toBe(false);
    await stores().users.delete(ana);
    expect(await stores().identities.find('ldap', other.subject)).toBeNull();
  });

  test('gives a subject to one of sixteen at once', async () => {
    const subject = uniqueText();
    const ids = await Promise.all(Array.from({ length: 16 }, () => addUser(stores())));
    const added = await race((index) =>
      stores().identities.add(sampleIdentity(ids[index] ?? 0, { subject })),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
  });
});
