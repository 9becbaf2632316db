import { describe, expect, test } from 'vitest';
import { grantPermission, revokePermission } from '../../src/core/access/grant-permission.ts';
import { listPermissions } from '../../src/core/access/list-permissions.ts';
import { fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import { storeKinds } from '../support/open-stores.ts';
import { addUser } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s permissions that are given', (kind) => {
  const stores = storesUnderTest(kind);
  const clock = fixedClock();
  const deps = () => ({ transact: stores().transact, clock, settings: { extraFields: {} } });

  async function userBeside(...known: string[]): Promise<number> {
    await stores().giveAccess(await addUser(stores()), { permissions: known });
    return await addUser(stores());
  }

  test('count, are listed by name, and go again, each once and on the record', async () => {
    const userId = await userBeside('sort_book', 'lend_book');
    const grant = (permission: string) => grantPermission(deps(), { by: 'operator', userId, permission });
    expect([await grant('tests.sort_book'), await grant('tests.lend_book')]).toEqual([true, true]);
    expect(await grant('tests.sort_book')).toBe(false);
    const named = async () => (await listPermissions(stores(), { userId })).map(({ name }) => name);
    expect(await named()).toEqual(['tests.lend_book', 'tests.sort_book']);
    expect((await stores().groups.rightsOfUser(userId)).held.has('tests.sort_book')).toBe(true);
    const revoke = () => revokePermission(deps(), { by: 'operator', userId, permission: 'tests.sort_book' });
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    expect(await named()).toEqual(['tests.lend_book']);
    const events = await stores().audit.list({ limit: 50, userId });
    expect(events.map(({ action, detail }) => [action, detail]).sort()).toEqual([
      ['permission-grant', { by: 'operator', permission: 'tests.lend_book' }],
      ['permission-grant', { by: 'operator', permission: 'tests.sort_book' }],
      ['permission-revoke', { by: 'operator', permission: 'tests.sort_book' }],
    ]);
  });

  test('are among those that there are, each with what people read of it', async () => {
    await userBeside('bind_book');
    expect(await listPermissions(stores())).toContainEqual({
      name: 'tests.bind_book',
      label: 'Can bind_book',
    });
  });

  test.each(['tests.no_book', 'shop.burn_book', 'burn_book', '', '.', 'tests.', "x' or 1=1 --"])(
    'are refused, and left alone, under a name that is not there: %s',
    async (permission) => {
      const userId = await userBeside('burn_book');
      const refusal = {
        refusal: { code: 'invalid-input', fields: { permission: [{ code: 'invalid_choice' }] } },
      };
      for (const change of [grantPermission, revokePermission])
        await expect(change(deps(), { by: 'operator', userId, permission })).rejects.toMatchObject(refusal);
      expect(await listPermissions(stores(), { userId })).toEqual([]);
    },
  );

  test('are refused to nobody', async () => {
    await userBeside('burn_book');
    const toNobody = grantPermission(deps(), { by: 'operator', userId: 1, permission: 'tests.burn_book' });
    await expect(toNobody).rejects.toMatchObject({ refusal: { code: 'not-found' } });
  });
});
