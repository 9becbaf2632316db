import { expect, test } from 'vitest';
import { accountsForTest, accountsIn, PASSWORD } from '../../support/core.ts';

test('an API token made before the unverified got none opens nothing until the address is proved', async () => {
  const weak = await accountsForTest({ unverifiedMayLogIn: true, unverifiedMayHaveTokens: true });
  const { id } = await weak.signedUp();
  const { key } = await weak.useCases.obtainApiToken({
    identifier: 'ana',
    password: PASSWORD,
    visitor: weak.visitor(),
  });
  const strict = accountsIn(weak.stores, { unverifiedMayLogIn: true, unverifiedMayHaveTokens: false });
  const find = () => strict.useCases.findApiTokenPrincipal({ key });
  expect(await find()).toEqual({ outcome: 'refused', fault: 'invalid' });
  const [address] = await weak.stores.emailAddresses.listOfUser(id);
  await weak.stores.emailAddresses.claim(id, address?.id ?? 0, address?.email ?? '');
  expect(await find()).toMatchObject({ outcome: 'found' });
});
