import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, race, sampleEvent, sampleUser, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s transact', (kind) => {
  const stores = storesUnderTest(kind);

  test('keeps everything and answers what the work answers', async () => {
    const user = sampleUser();
    const answer = await stores().transact(async (inside) => {
      await inside.users.create(user);
      await inside.audit.append(sampleEvent({ userId: user.id }));
      return (await inside.users.findById(user.id))?.username;
    });
    expect(answer).toBe(user.username);
    expect(await stores().users.findById(user.id)).not.toBeNull();
    expect(await stores().audit.listOfUser(user.id, { limit: 1 })).toHaveLength(1);
  });

  test('keeps nothing when the work fails, at whatever step', async () => {
    const user = sampleUser();
    const attempt = stores().transact(async (inside) => {
      await inside.users.create(user);
      await inside.audit.append(sampleEvent({ userId: user.id }));
      await inside.jobs.enqueue({ name: 'clear-expired' });
      throw new Error('late failure');
    });
    await expect(attempt).rejects.toThrow('late failure');
    expect(await stores().users.findById(user.id)).toBeNull();
    expect(await stores().audit.listOfUser(user.id, { limit: 1 })).toEqual([]);
    expect(await stores().jobs.count()).toEqual({ waiting: 0, running: 0, parked: 0 });
  });

  test('can be used again after a failure', async () => {
    await expect(stores().transact(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await stores().transact(async () => 'yes')).toBe('yes');
  });

  test('refuses a store of the outside, instead of waiting for itself for ever', async () => {
    const attempt = stores().transact(async () => stores().users.findById(1));
    await expect(attempt).rejects.toThrow('Inside transact');
    await expect(stores().transact(() => stores().transact(async () => 1))).rejects.toThrow(
      'Inside transact',
    );
  });

  test('lets what it left running use the outside once it is over', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await stores().transact(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => stores().users.findById(1));
    });
    expect(await later).toBeNull();
  });

  test('loses no change of sixteen transactions at once on the same row', async () => {
    const id = await addUser(stores(), { firstName: '' });
    await race(() =>
      stores().transact(async (inside) => {
        const user = await inside.users.lockById(id);
        await inside.users.update(id, { firstName: `${user?.firstName}x` });
      }),
    );
    expect((await stores().users.findById(id))?.firstName).toBe('x'.repeat(16));
  });

  test('creates one user and one address of sixteen sign-ups of the same person', async () => {
    const username = uniqueText();
    const emailKey = `${username}@mail.example`;
    const created = await race(() =>
      stores().transact(async (inside) => {
        const user = sampleUser({ username });
        if (!(await inside.users.create(user))) return false;
        const address = { userId: user.id, email: emailKey, emailKey, isVerified: true, isPrimary: true };
        return inside.emailAddresses.add({ id: user.id, ...address });
      }),
    );
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await stores().users.findByEmailKey(emailKey)).toMatchObject({ username });
  });
});

describe('postgres transact', () => {
  const stores = storesUnderTest('postgres');

  test('runs work again that lost a deadlock, until both are done', async () => {
    const [one, other] = [await addUser(stores()), await addUser(stores())];
    let meeting = 0;
    const met = Promise.withResolvers<void>();
    const crossing = (first: number, second: number) =>
      stores().transact(async (inside) => {
        await inside.users.update(first, { firstName: 'locked' });
        meeting += 1;
        if (meeting === 2) met.resolve();
        await met.promise;
        await inside.users.update(second, { firstName: 'crossed' });
      });
    await Promise.all([crossing(one, other), crossing(other, one)]);
    expect(meeting).toBe(3);
    expect((await stores().users.findById(one))?.firstName).toMatch(/locked|crossed/);
  });
});
