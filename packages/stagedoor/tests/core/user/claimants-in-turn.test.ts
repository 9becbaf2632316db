import { expect, test } from 'vitest';
import { claimantsInTurn } from '../../../src/core/user/claimants-in-turn.ts';
import { accountsForTest } from '../../support/core.ts';

test('whoever claims an address between sixty others comes by lot, the eldest and the youngest always', async () => {
  const site = await accountsForTest();
  const some = (name: string) => Array.from({ length: 30 }, (_, index) => `${name}${index}`);
  for (const username of [...some('before'), 'ana', ...some('later')]) {
    await site.useCases.user.signUp(site.signUpForm({ username }));
    site.clock.advance(1);
  }
  let isFound = false;
  for (let wish = 0; wish < 60 && !isFound; wish += 1) {
    const names = (await claimantsInTurn(site.stores, 'ana@mail.example')).map(({ username }) => username);
    expect(names).toHaveLength(50);
    expect(new Set(names).size).toBe(50);
    const byAge = [...some('before').slice(0, 10), ...some('later').slice(20)];
    expect(names).toEqual(expect.arrayContaining(byAge));
    isFound = names.includes('ana');
  }
  expect(isFound).toBe(true);
});
