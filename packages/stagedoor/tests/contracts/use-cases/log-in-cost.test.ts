import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AccountsForTest, accountsIn, PASSWORD } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { statementsOf } from '../../support/statements-of.ts';

let stores: OpenStores;
let site: AccountsForTest;
beforeEach(async () => {
  stores = await openStores('sqlite');
  site = accountsIn(stores);
  await site.activated();
});
afterEach(() => stores.close());

const commitsIn = (statements: readonly string[]) => statements.filter((text) => text === 'commit').length;
const looksForUsers = (statements: readonly string[]) =>
  statements.filter((text) => /^select [\s\S]*from "auth_user"/.test(text)).length;

test('a log-in by password takes eighteen statements, two commits among them, two looks at the user, and two for a second factor', async () => {
  await site.logIn();
  const statements = await statementsOf(() => site.logIn());
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(18);
  expect(commitsIn(statements)).toBe(2);
  expect(looksForUsers(statements)).toBe(2);
  expect(statements.filter((text) => /stagedoor_(?:totp_device|passkey)/.test(text))).toHaveLength(2);
});

test('one from a known browser takes no more', async () => {
  const { deviceKey } = await site.logIn();
  const visitor = site.visitor({ deviceKey });
  const statements = await statementsOf(() => site.logIn({ visitor }));
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(18);
});

test('one that fails takes ten', async () => {
  const statements = await statementsOf(() =>
    site.logIn({ password: `${PASSWORD}?` }).catch(() => undefined),
  );
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(10);
  expect(commitsIn(statements)).toBe(2);
});
