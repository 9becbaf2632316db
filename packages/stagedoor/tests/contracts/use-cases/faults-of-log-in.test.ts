import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { HookTimeout } from '../../../src/core/kernel/hook-timeout.ts';
import { StorageUnavailable } from '../../../src/core/kernel/storage-unavailable.ts';
import { type AccountsForTest, accountsIn, OTHER_PASSWORD, refusedWith, tight } from '../../support/core.ts';
import { countedLogIns } from '../../support/counted-log-ins.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { nameStage } from '../../support/stages.ts';

const storageLost = () => new StorageUnavailable('57P01', { cause: new Error('The connection is gone.') });

describe.each(storeKinds)('a right password at a site with a fault, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let userId: number;
  let inStage: () => boolean;
  beforeEach(async () => {
    stores = await openStores(kind);
    inStage = () => false;
    site = accountsIn(stores, {
      failureFloorMs: 0,
      limits: { logInPerAccount: tight(3), logInPerSource: tight(3) },
      stages: [{ ...nameStage, isDue: () => inStage() }],
    });
    ({ id: userId } = await site.activated());
  });
  afterEach(() => stores.close());

  /** Once the attempt is counted, the audit log takes nothing any more: the transaction is undone. */
  function loseStorageAfterCount(): void {
    const { transact } = site.deps;
    Object.assign(site.deps, {
      transact: ((work) =>
        transact((inside) =>
          work({ ...inside, audit: { ...inside.audit, append: () => Promise.reject(storageLost()) } }),
        )) as typeof transact,
    });
  }

  const faults: Readonly<Record<string, () => void>> = {
    'a stage that throws': () => {
      inStage = () => {
        throw new Error('The table is away.');
      };
    },
    'a stage that does not answer in time': () => {
      inStage = () => {
        throw new HookTimeout('appliesTo', 5_000);
      };
    },
    'a storage that is lost after the count': loseStorageAfterCount,
  };
  const logIns: Readonly<Record<string, () => Promise<unknown>>> = {
    'a log-in': () => site.logIn(),
    'a pair of tokens': () => site.useCases.jwt.obtainPair({ ...site.logInForm(), identifier: 'ana' }),
  };

  test.each(Object.keys(faults))(
    'counts no right password as a failure by %s, however often',
    async (fault) => {
      await refusedWith(site.logIn({ password: OTHER_PASSWORD }));
      faults[fault]?.();
      for (const logIn of Object.values(logIns))
        for (let round = 0; round < 4; round += 1)
          expect(await logIn().catch((error: unknown) => error)).not.toBeInstanceOf(AccountsError);
      expect(await countedLogIns(site, userId)).toEqual([1, 1, 1]);
    },
  );

  test.each(['a stage that throws', 'a stage that does not answer in time'])(
    'counts none either with the request itself, by %s',
    async (fault) => {
      faults[fault]?.();
      const basic = { ...site.logInForm(), identifier: 'ana' };
      for (let round = 0; round < 4; round += 1)
        expect(
          await site.useCases.login.findPasswordPrincipal(basic).catch((error: unknown) => error),
        ).not.toBeInstanceOf(AccountsError);
      expect(await countedLogIns(site, userId)).toEqual([0, 0, 0]);
    },
  );

  test('counts a wrong one, though nobody could note it', async () => {
    loseStorageAfterCount();
    await expect(site.logIn({ password: OTHER_PASSWORD })).rejects.toThrow(StorageUnavailable);
    expect(await countedLogIns(site, userId)).toEqual([1, 1, 1]);
  });

  test('counts a refusal that is thrown inside by the limits, and leads to no hold by it', async () => {
    inStage = () => {
      throw new AccountsError({ code: 'permission-denied' });
    };
    expect(await refusedWith(site.logIn())).toBe('permission-denied');
    expect(await countedLogIns(site, userId)).toEqual([1, 1, 0]);
  });
});
