import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeUnusablePassword } from '../../../../src/core/password/password-hasher.ts';
import type {
  AuthenticationBackend,
  OutsidePerson,
} from '../../../../src/core/user/authentication-backend.ts';
import { migrate } from '../../../../src/infrastructure/database/migrate.ts';
import { type AccountsForTest, accountsIn, PASSWORD, refusedWith } from '../../../support/core.ts';
import { type OpenStores, openStores } from '../../../support/open-stores.ts';
import { addUser, sampleSession } from '../../../support/stores/samples.ts';

/** Its people log in by one password, and are called there as they type themselves. */
function outside(name: string, namesIgnoreCase: boolean): AuthenticationBackend {
  const policy = { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase };
  const vouch = (username: string): { outcome: 'asserted'; person: OutsidePerson } => ({
    outcome: 'asserted',
    person: { username },
  });
  return {
    name,
    outside: policy,
    authenticate: async ({ identifier, password }) =>
      password === PASSWORD ? vouch(identifier) : { outcome: 'unknown', userId: null },
  };
}

describe.each(['sqlite', 'postgres'] as const)('a database of the previous version, on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    opened = await openStores(kind, { freshSchema: true });
    site = accountsIn(opened);
  });
  afterEach(() => opened?.close());

  /** Takes the step back, runs `fill` as the previous version would have, and takes the step. */
  async function migrateAfter(fill: () => Promise<unknown>): Promise<void> {
    if (opened.database === null) throw new Error('There is no database.');
    await fill();
    await opened.attack('drop table stagedoor_identity');
    await opened.attack('alter table auth_user drop column managed_by');
    await opened.attack("delete from stagedoor_migration where name = '0027_identities'");
    expect(await migrate(opened.database)).toEqual(['stagedoor.0027_identities']);
  }

  const madeBy = (backend: string, username: string) =>
    addUser(opened, { username, passwordHash: `!outside:${backend}` });
  const logIn = async (identifier: string) => {
    const { session } = await site.logIn({ identifier });
    return [session.userId, session.backend];
  };

  async function addRowsOf(userId: number): Promise<void> {
    const moment = "'2026-03-01T12:00:00.000Z'";
    await opened.attack(`insert into stagedoor_device (id, key_hash, user_id, ip_address, user_agent, first_seen_at, last_seen_at)
      values (${userId}, 'device', ${userId}, '127.0.0.1', '', ${moment}, ${moment})`);
    await opened.attack(`insert into account_emailaddress (id, user_id, email, verified, "primary")
      values (${userId}, ${userId}, 'u${userId}@mail.example', false, true)`);
  }

  async function ownersOfRows(): Promise<unknown> {
    const db = opened.database?.db ?? fail();
    const tables = ['stagedoor_device', 'account_emailaddress'] as const;
    const owners = tables.map((table) => db.selectFrom(table).select('user_id').execute());
    return (await Promise.all(owners)).map((rows) => rows.map(({ user_id }) => Number(user_id)));
  }

  test('keeps whose user it is: each system finds its own people, and nobody else’s', async () => {
    let [bea, carl, ana] = [0, 0, 0];
    await migrateAfter(async () => {
      bea = await madeBy('ldap', 'Bea');
      carl = await madeBy('external-api', 'Carl');
      ana = await addUser(opened, { username: 'ana', passwordHash: makeUnusablePassword() });
    });
    site.backendsBefore.push(outside('ldap', true));
    expect(await logIn('bea')).toEqual([bea, 'ldap']);
    expect(await refusedWith(site.logIn({ identifier: 'carl' }))).toBe('invalid-credentials');
    expect(await refusedWith(site.logIn({ identifier: 'ana' }))).toBe('invalid-credentials');
    site.backendsBefore[0] = outside('external-api', false);
    expect(await logIn('carl')).toEqual([carl, 'external-api']);
    expect(await refusedWith(site.logIn({ identifier: 'bea' }))).toBe('invalid-credentials');
    expect(await site.user(ana)).toMatchObject({ managedBy: null });
    expect(await opened.identities.listOfUser(bea)).toMatchObject([
      { provider: 'ldap', subject: 'bea', name: 'Bea' },
    ]);
    expect(await opened.identities.listOfUser(carl)).toMatchObject([
      { provider: 'external-api', subject: 'Carl', name: 'Carl' },
    ]);
  });

  test('leaves Django’s unusable password, no two times the same, and nothing else in the column', async () => {
    const ids: number[] = [];
    await migrateAfter(async () => {
      for (const name of ['bea', 'carl']) ids.push(await madeBy('ldap', name));
    });
    const passwords = await Promise.all(ids.map(async (id) => (await site.user(id)).passwordHash));
    for (const password of passwords) expect(password).toMatch(/^![A-Za-z0-9]{40}$/);
    expect(new Set(passwords).size).toBe(2);
  });

  test('keeps the sessions of such people', async () => {
    let id = 0;
    const session = sampleSession(null);
    await migrateAfter(async () => {
      id = await madeBy('ldap', 'bea');
      await opened.sessions.add({ ...session, userId: id, securityVersion: 1, backend: 'ldap' });
    });
    const principal = await opened.sessions.findPrincipal(session.keyHash, session.createdAt);
    expect(principal?.user).toMatchObject({ id, managedBy: 'ldap' });
  });

  test('gives one of two names that a directory takes for one to whoever is found by it', async () => {
    let [one, other] = [0, 0];
    await migrateAfter(async () => {
      one = await madeBy('ldap', 'Bea');
      other = await madeBy('ldap', 'bea2');
      // As a copied row may be: its form is not that of its name.
      await opened.attack(`update auth_user set username_key = null where id = ${one}`);
      await opened.attack(`update auth_user set username = 'BEA', username_key = 'bea' where id = ${other}`);
      await opened.attack(`update auth_user set username = 'bea' where id = ${one}`);
    });
    site.backendsBefore.push(outside('ldap', true));
    expect(await logIn('bea')).toEqual([other, 'ldap']);
  });

  test('loses the users that only held a name, and keeps one who was made more of', async () => {
    const holds = { passwordHash: '!holds-a-name' };
    let ids: number[] = [];
    await migrateAfter(async () => {
      ids = [await addUser(opened, holds), await addUser(opened, { ...holds, isStaff: true })];
      for (const id of ids) await addRowsOf(id);
    });
    expect(await ownersOfRows()).toEqual([[ids[1]], [ids[1]]]);
    expect(await opened.users.findById(ids[0] ?? 0)).toBeNull();
    expect((await site.user(ids[1] ?? 0)).passwordHash).toMatch(/^![A-Za-z0-9]{40}$/);
    const { rows } = await sql`select id from auth_user where password like '!holds%'`.execute(
      opened.database?.db ?? fail(),
    );
    expect(rows).toEqual([]);
  });
});

function fail(): never {
  throw new Error('There is no database.');
}
