import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours } from '../../../src/core/kernel/clock.ts';
import { type AccountsForTest, accountsIn, PASSWORD, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

describe.each(storeKinds)('what a site is asked for a refresh token, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let asked: string[];
  let refresh: string;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    await site.activated();
    ({ refresh } = await site.useCases.jwt.obtainPair({
      identifier: 'ana',
      password: PASSWORD,
      visitor: site.visitor(),
    }));
    asked = [];
    Object.assign(site.deps, {
      tokenClaims: {
        exist: () => true,
        of: async ({ username }: { readonly username: string }) => {
          asked.push(username);
          return { colour: 'brass' };
        },
      },
    });
  });
  afterEach(() => stores.close());

  const exchange = (token: string, requestKey: string | null = null) =>
    site.useCases.jwt.refresh({ refresh: token, requestKey, visitor: site.visitor() });

  test('is of whoever it lets go on, once', async () => {
    await exchange(refresh);
    expect(asked).toEqual(['ana']);
  });

  test('is asked again of a request that is repeated', async () => {
    const first = await exchange(refresh, 'one');
    const again = await exchange(refresh, 'one');
    expect([again.refresh, asked]).toEqual([first.refresh, ['ana', 'ana']]);
  });

  const endings: Readonly<Record<string, () => Promise<unknown>>> = {
    'whose family has ended': () => site.useCases.session.endAll({ by: 'operator', whose: 'everybody' }),
    'that is on the blacklist': () =>
      site.useCases.jwt.blacklist({ token: refresh, visitor: site.visitor() }),
    'whose owner is shut out': async () => {
      const user = await site.useCases.user.find({ identifier: 'ana' });
      await site.deactivate(user?.id ?? 0);
    },
  };
  test.each(Object.keys(endings))('is nothing for one %s, though it is well signed', async (name) => {
    await endings[name]?.();
    expect(await refusedWith(exchange(refresh))).toBe('token-refused');
    expect(asked).toEqual([]);
  });

  test('is nothing for one that was used, which still ends its family where it is stolen', async () => {
    const { refresh: successor } = await exchange(refresh, 'one');
    asked.length = 0;
    expect(await refusedWith(exchange(refresh, 'another'))).toBe('token-refused');
    site.clock.advance(hours(1));
    expect(await refusedWith(exchange(refresh, 'one'))).toBe('token-refused');
    expect(await refusedWith(exchange(successor ?? ''))).toBe('token-refused');
    expect(asked).toEqual([]);
    expect((await site.audited()).filter((event) => event === 'token-reuse failed')).toHaveLength(1);
  });
});
