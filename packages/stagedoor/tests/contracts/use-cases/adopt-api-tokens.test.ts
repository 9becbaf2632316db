import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefused } from '../../../src/core/session/refused.ts';
import type { AuthenticationBackend } from '../../../src/core/user/authentication-backend.ts';
import { readAuthtoken } from '../../../src/infrastructure/database/credential/read-authtoken.ts';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

const keyOf = (digit: string) => digit.repeat(40);
/** As Django leaves a moment: SQLite gets no zone. */
const JOINED = "'2019-03-01 12:00:00.5+00:00'";
const NO_MOMENTS = {
  sqlite: ['null', "'yesterday'", '42', "'0000-00-00 00:00:00'", "'+275760-01-01 00:00:00'"],
  postgres: ['null', "'infinity'", "'-infinity'", "'12000-01-01 00:00:00+00'"],
} as const;
const directory: AuthenticationBackend = {
  name: 'ldap',
  outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: true, namesIgnoreCase: false },
  authenticate: async () => ({ outcome: 'unknown', userId: null }),
};

describe.each(['sqlite', 'postgres'] as const)('tokens of a REST framework site, on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    opened = await openStores(kind, { freshSchema: true });
    site = accountsIn(opened);
  });
  afterEach(() => opened?.close());

  /** A table without Django's constraints, as one that went through other hands may be. */
  async function table(userId: string, rows: readonly string[]): Promise<void> {
    const created = kind === 'sqlite' ? 'datetime' : 'timestamptz';
    await opened.attack(`create table old (key text, user_id ${userId}, created ${created})`);
    await opened.attack(`insert into old (key, user_id, created) values ${rows.join(', ')}`);
  }

  const row = (key: string, userId: number, created = JOINED) => `('${key}', ${userId}, ${created})`;

  /** What became of each, by the first digit of its key. */
  async function adopt(accounts = site): Promise<readonly string[]> {
    if (opened.database === null) throw new Error('There is no database.');
    const became: string[] = [];
    for (const token of await readAuthtoken(opened.database, 'old'))
      became.push(`${String(token.key).slice(0, 1)} ${await accounts.useCases.apiToken.adopt(token)}`);
    return became.sort();
  }

  async function made(username: string): Promise<number> {
    return (await site.useCases.user.create({ by: 'operator', username, email: `${username}@mail.example` }))
      .id;
  }

  const finds = async (key: string, { useCases } = site) =>
    isRefused(await useCases.apiToken.findPrincipal({ key })) ? 'refused' : 'found';

  test('are good here from then on, since the moment that they were good there', async () => {
    const ana = await made('ana');
    await table('bigint', [row(keyOf('a'), ana)]);
    expect(await adopt()).toEqual(['a adopted']);
    expect(await finds(keyOf('a'))).toBe('found');
    const kept = await opened.apiTokens.findOfUser(ana);
    expect(kept?.createdAt.toISOString()).toBe('2019-03-01T12:00:00.500Z');
    expect(await adopt()).toEqual(['a has-one']);
  });

  test('of who owes the proof of an address are left, until they may have tokens', async () => {
    const { id } = await site.signedUp();
    await table('bigint', [row(keyOf('a'), id)]);
    for (const settings of [
      { unverifiedMayLogIn: false, unverifiedMayHaveTokens: true },
      { unverifiedMayLogIn: true, unverifiedMayHaveTokens: false },
    ])
      expect(await adopt(accountsIn(opened, settings))).toEqual(['a unverified']);
    expect(await opened.apiTokens.findOfUser(id)).toBeNull();
    const weak = accountsIn(opened, { unverifiedMayLogIn: true, unverifiedMayHaveTokens: true });
    expect(await adopt(weak)).toEqual(['a adopted']);
  });

  test('whose date nobody can read are left, and the others go on', async () => {
    const rows = await Promise.all(
      NO_MOMENTS[kind].map(async (moment, index) =>
        row(keyOf(String(index)), await made(`u${index}`), moment),
      ),
    );
    await table('bigint', [...rows, row(keyOf('a'), await made('ana'))]);
    expect(await adopt()).toEqual([...rows.map((_, index) => `${index} no-date`), 'a adopted']);
  });

  test('that two have are good for the first, and the others go on', async () => {
    const users = [await made('ana'), await made('ben'), await made('cleo')].sort(
      (one, other) => one - other,
    );
    const [first = 0, second = 0, third = 0] = users;
    await table('bigint', [
      row(keyOf('a'), first),
      row(keyOf('a'), second),
      row(keyOf('b'), first),
      row(keyOf('c'), third),
    ]);
    expect(await adopt()).toEqual(['a adopted', 'a taken', 'b has-one', 'c adopted']);
    const found = await site.useCases.apiToken.findPrincipal({ key: keyOf('a') });
    expect(found).toMatchObject({ user: { id: first } });
  });

  test('without a key or a user are left, whatever stands there', async () => {
    await table('text', [
      `(null, '1', ${JOINED})`,
      `('short', '1', ${JOINED})`,
      `('${keyOf('a')}', null, ${JOINED})`,
      `('${keyOf('b')}', '0b8f3c1e-7f5f-4b0e-9a2f-3a1c5a3d2e11', ${JOINED})`,
      `('${keyOf('c')}', '99999999999999999999', ${JOINED})`,
    ]);
    expect(await adopt()).toEqual(['a nobody', 'b nobody', 'c nobody', 'n no-key', 's no-key']);
  });

  test('of whom another system looks after end with the trust in it', async () => {
    const id = await made('ana');
    await opened.users.update(id, { managedBy: 'ldap' });
    await table('bigint', [row(keyOf('a'), id)]);
    expect(await adopt()).toEqual(['a untrusted']);
    const trusting = accountsIn(opened);
    trusting.backendsBefore.push(directory);
    expect(await adopt(trusting)).toEqual(['a adopted']);
    expect(await finds(keyOf('a'), trusting)).toBe('found');
    expect(await finds(keyOf('a'), site)).toBe('refused');
  });
});
