import { describe, expect, test } from 'vitest';
import type { Stores, Transact } from '../../../src/core/dependencies.ts';
import { dataFollowsSessions } from '../../../src/core/session/data-follows-session.ts';
import { createMemoryStores } from '../../../src/infrastructure/memory/memory-stores.ts';
import { createMemorySessionDataStore } from '../../../src/infrastructure/memory/session/memory-session-data-store.ts';
import { accountsForTest } from '../../support/core.ts';

const LATER = new Date('2100-01-01T00:00:00.000Z');

/** A store of sessions in which every key is known, and its data. */
async function dataOf(...keyHashes: readonly string[]) {
  const { transact } = createMemoryStores({ extraFields: {} });
  const data = createMemorySessionDataStore();
  for (const keyHash of keyHashes) await data.save(keyHash, { of: keyHash }, LATER);
  return { transact, data };
}

describe('the data of a session', () => {
  test('stays until the transaction that ended the session is kept', async () => {
    const { transact, data } = await dataOf('old');
    const seen: unknown[] = [];
    await dataFollowsSessions(
      transact,
      data,
    )(async (stores) => {
      await stores.sessions.remove('old');
      seen.push(await data.load('old'));
    });
    expect([...seen, await data.load('old')]).toEqual([{ of: 'old' }, {}]);
  });

  test('stays for good where the transaction is undone', async () => {
    const { transact, data } = await dataOf('old');
    const undone = dataFollowsSessions(
      transact,
      data,
    )(async (stores) => {
      await stores.sessions.remove('old');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await data.load('old')).toEqual({ of: 'old' });
  });

  test('goes to the heir that is named, and nowhere else', async () => {
    const { transact, data } = await dataOf('old');
    await dataFollowsSessions(transact, data)((stores) => stores.sessions.remove('old', 'new'));
    expect([await data.load('old'), await data.load('new')]).toEqual([{}, { of: 'old' }]);
  });

  test('goes by the last run of a transaction that lost a deadlock and ran again', async () => {
    const { transact, data } = await dataOf('first', 'second');
    let runs = 0;
    const twice: Transact = async (work) => {
      await transact(async (stores) => await work(stores));
      return await transact(async (stores) => await work(stores));
    };
    await dataFollowsSessions(
      twice,
      data,
    )(async (stores: Stores) => {
      runs += 1;
      await stores.sessions.remove(runs === 1 ? 'first' : 'second');
    });
    expect([await data.load('first'), await data.load('second')]).toEqual([{ of: 'first' }, {}]);
  });

  test('follows a session to its new key, and ends with each that is ended in whatever way', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const { keyHash } = principal.session;
    await site.deps.sessionData.save(keyHash, { basket: 7 }, LATER);
    const renewed = await site.deps.transact((stores) =>
      stores.sessions.rotate(keyHash, { newKeyHash: 'renewed' }),
    );
    expect([renewed, await site.deps.sessionData.load('renewed')]).toEqual([true, { basket: 7 }]);
    await site.deps.transact((stores) => stores.sessions.removeAllOfUser(principal.user.id));
    expect(await site.deps.sessionData.load('renewed')).toEqual({});
  });
});
