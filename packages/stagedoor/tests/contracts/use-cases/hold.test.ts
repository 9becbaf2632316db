import { describe, expect, test } from 'vitest';
import { failuresInARowKey } from '../../../src/core/limit/counters.ts';
import { accountsIn, atOnce, OTHER_PASSWORD, refusedWith } from '../../support/core.ts';
import { storeKinds } from '../../support/open-stores.ts';
import { storesUnderTest } from '../../support/stores/stores-under-test.ts';

const MOST = 100;

describe.each(storeKinds)('failures in a row on %s', (kind) => {
  const stores = storesUnderTest(kind);

  test('of sixteen wrong passwords at once after ninety-eight all are counted, and one holds the account and writes to its owner', async () => {
    const site = accountsIn(stores(), { failureFloorMs: 0 });
    const { id } = await site.activated();
    const key = failuresInARowKey(id);
    for (let round = 0; round < MOST - 2; round += 1)
      await stores().limits.countInARow(key, site.clock.now());
    const outcome = await atOnce(16, () => site.logIn({ password: OTHER_PASSWORD }));
    expect(outcome).toEqual({ done: 0, refused: ['invalid-credentials'] });
    expect((await stores().limits.read(key))?.attempts).toBe(MOST - 2 + 16);
    const locks = (await site.events()).filter((event) => event.action === 'lock-out');
    expect(locks.map((event) => [event.userId, event.detail])).toEqual([[id, { counter: 'log-in-user' }]]);
    expect((await site.mailed()).filter((mail) => mail.startsWith('log-in-held'))).toHaveLength(1);
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
  });

  test('of sixteen right passwords at once on a held account, none opens it', async () => {
    const site = accountsIn(stores(), { failureFloorMs: 0 });
    const user = await site.activated({ email: 'eve@mail.example', username: 'eve' });
    const key = failuresInARowKey(user.id);
    for (let round = 0; round < MOST; round += 1) await stores().limits.countInARow(key, site.clock.now());
    const outcome = await atOnce(16, () => site.logIn({ identifier: 'eve' }));
    expect(outcome).toEqual({ done: 0, refused: ['invalid-credentials'] });
  });
});
