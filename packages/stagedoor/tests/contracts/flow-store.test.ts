import { describe, expect, test } from 'vitest';
import type { StoredFlow } from '../../src/core/login/flow-store.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser, at, naughtyTexts, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s store of log-ins on their way', (kind) => {
  const stores = storesUnderTest(kind);

  async function addFlow(changes: Partial<StoredFlow> = {}): Promise<StoredFlow> {
    const flow: StoredFlow = {
      keyHash: uniqueText(),
      userId: changes.userId ?? (await addUser(stores())),
      securityVersion: 3,
      backend: 'password',
      proofs: [{ method: 'password', factors: ['knowledge'], at: noon }],
      asked: { kind: 'token-pair', mostCharacters: 4_000 },
      createdAt: noon,
      expiresAt: at(600_000),
      ...changes,
    };
    await stores().flows.add(flow);
    return flow;
  }

  test('keeps what is proved and what was asked for', async () => {
    const flow = await addFlow();
    expect(await stores().flows.find(flow.keyHash, noon)).toEqual(flow);
    const another = await addFlow({ asked: { kind: 'session', rememberMe: null } });
    expect(await stores().flows.find(another.keyHash, noon)).toEqual(another);
    expect(await stores().flows.find(uniqueText(), noon)).toBeNull();
  });

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const flow = await addFlow({ backend: text.slice(0, 50), keyHash: `${text}${uniqueText()}` });
    expect(await stores().flows.find(flow.keyHash, noon)).toEqual(flow);
  });

  test('gives a flow out once, of sixteen at once to one', async () => {
    const flow = await addFlow();
    const taken = await race(() => stores().flows.take(flow.keyHash, noon));
    expect(taken.filter((one) => one !== null)).toEqual([flow]);
    expect(await stores().flows.find(flow.keyHash, noon)).toBeNull();
  });

  test('counts no more tries than there are, however many come at once', async () => {
    const flow = await addFlow();
    const tries = await race(() => stores().flows.countTry(flow.keyHash, { now: noon, most: 5 }));
    expect(tries.filter((isCounted) => isCounted)).toHaveLength(5);
    expect(await stores().flows.find(flow.keyHash, noon)).toEqual(flow);
  });

  test('knows nothing of a flow from its end on', async () => {
    const { keyHash } = await addFlow();
    const { flows } = stores();
    expect(await flows.find(keyHash, at(599_999))).not.toBeNull();
    expect(await flows.find(keyHash, at(600_000))).toBeNull();
    expect(await flows.take(keyHash, at(600_000))).toBeNull();
    expect(await flows.countTry(keyHash, { now: at(600_000), most: 5 })).toBe(false);
  });

  test('keeps the newest of a user, and those of others', async () => {
    const oldest = await addFlow();
    const other = await addFlow();
    const { userId } = oldest;
    const newest = await addFlow({ userId, createdAt: at(1_000) });
    await stores().flows.removeOldest(userId, 1);
    const left = [oldest, other, newest].map(({ keyHash }) => stores().flows.find(keyHash, at(2_000)));
    expect((await Promise.all(left)).map((flow) => flow !== null)).toEqual([false, true, true]);
  });

  test('ends all of a user, and those of nobody else; or every one', async () => {
    const one = await addFlow();
    const { userId } = one;
    const flows = [one, await addFlow({ userId }), await addFlow()];
    const areThere = async () =>
      (await Promise.all(flows.map(({ keyHash }) => stores().flows.find(keyHash, noon)))).map(
        (flow) => flow !== null,
      );
    await stores().flows.removeAllOfUser(userId);
    expect(await areThere()).toEqual([false, false, true]);
    await stores().flows.removeEverything();
    expect(await areThere()).toEqual([false, false, false]);
  });

  test('sweeps what is over, at most so much, and nothing else', async () => {
    await stores().flows.removeExpired(at(3_600_000), 1_000);
    for (let round = 0; round < 3; round += 1) await addFlow();
    const live = await addFlow({ expiresAt: at(600_001) });
    expect(await stores().flows.removeExpired(at(600_000), 2)).toBe(2);
    expect(await stores().flows.removeExpired(at(600_000), 10)).toBe(1);
    expect(await stores().flows.find(live.keyHash, at(600_000))).not.toBeNull();
  });

  test('belongs to a user, and goes with them', async () => {
    const { userId, keyHash } = await addFlow();
    await stores().users.delete(userId);
    expect(await stores().flows.find(keyHash, noon)).toBeNull();
    await expect(addFlow({ userId: 1 })).rejects.toThrow();
  });
});
