import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import {
  type AccountsForTest,
  accountsIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
} from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const NOTHING = { count: 0, first: [] };

describe.each(storeKinds)('a user name that is the proved address of somebody else, on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    opened = await openStores(kind);
    site = accountsIn(opened);
  });
  afterEach(() => opened?.close());

  /** A row as it was copied from Django, where a name may be anything. */
  async function copied(
    username: string,
    password: string,
    addresses: readonly { email: string; isVerified?: boolean; isPrimary?: boolean }[],
  ): Promise<number> {
    const id = randomPublicId();
    const passwordHash = await site.deps.passwordHasher.hash(password);
    const names = { username, firstName: '', lastName: '', passwordHash, language: null };
    const rights = { isActive: true, isStaff: false, isSuperuser: false };
    await opened.users.create({ ...names, ...rights, id, dateJoined: site.clock.now(), extra: {} });
    for (const { email, isVerified = true, isPrimary = true } of addresses) {
      const row = { id: randomPublicId(), userId: id, email, isPrimary };
      const emailKey = email.toLowerCase().replace('bücher', 'xn--bcher-kva');
      if (isVerified) await opened.emailAddresses.add({ ...row, emailKey, isVerified });
      else await opened.emailAddresses.addUnclaimed(row);
    }
    return id;
  }

  const logsIn = async (identifier: string, password: string, accounts = site) =>
    (await accounts.principalOf(await accounts.logIn({ identifier, password }))).user.id;

  test('is listed with both, however it is written, as far as one asks', async () => {
    expect(await site.useCases.user.listNameClashes({ limit: 5 })).toEqual(NOTHING);
    const named = await copied('Ana@Mail.example', PASSWORD, [{ email: 'ana.two@mail.example' }]);
    const owner = await copied('ben', OTHER_PASSWORD, [{ email: 'ana@mail.example' }]);
    expect(await site.useCases.user.listNameClashes({ limit: 5 })).toEqual({
      count: 1,
      first: [{ namedId: named, ownerId: owner }],
    });
    await copied('eva@bücher.example', PASSWORD, []);
    await copied('cleo', OTHER_PASSWORD, [{ email: 'eva@bücher.example' }]);
    const both = await site.useCases.user.listNameClashes({ limit: 1 });
    expect([both.count, both.first.length]).toEqual([2, 1]);
  });

  test('is none where the address is the own, not proved, or not the primary one', async () => {
    await copied('ana@mail.example', PASSWORD, [{ email: 'ana@mail.example' }]);
    await copied('ben@mail.example', PASSWORD, []);
    await copied('ben', OTHER_PASSWORD, [{ email: 'ben@mail.example', isVerified: false }]);
    await copied('cleo@mail.example', PASSWORD, []);
    const also = { email: 'cleo@mail.example', isPrimary: false };
    await copied('cleo', OTHER_PASSWORD, [{ email: 'other@mail.example' }, also]);
    expect(await site.useCases.user.listNameClashes({ limit: 5 })).toEqual(NOTHING);
  });

  test('logs in whose address it is, and the other by their own address, or where names alone log in', async () => {
    const named = await copied('ana@mail.example', PASSWORD, [{ email: 'ana.two@mail.example' }]);
    const owner = await copied('ben', OTHER_PASSWORD, [{ email: 'ana@mail.example' }]);
    expect(await logsIn('ana@mail.example', OTHER_PASSWORD)).toBe(owner);
    const shadowed = site.logIn({ identifier: 'ana@mail.example', password: PASSWORD });
    expect(await refusedWith(shadowed)).toBe('invalid-credentials');
    expect(await logsIn('ana.two@mail.example', PASSWORD)).toBe(named);
    const byName = accountsIn(opened, { logInBy: 'username' });
    expect(await logsIn('ana@mail.example', PASSWORD, byName)).toBe(named);
    const refused = byName.logIn({ identifier: 'ana@mail.example', password: OTHER_PASSWORD });
    expect(await refusedWith(refused)).toBe('invalid-credentials');
    for (const logInBy of ['username', 'email'] as const)
      expect(await accountsIn(opened, { logInBy }).useCases.user.listNameClashes({ limit: 5 })).toEqual(
        NOTHING,
      );
  });
});
