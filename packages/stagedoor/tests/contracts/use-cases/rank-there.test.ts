import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { assignObjectPermission } from '../../../src/core/object-permission/change-grants.ts';
import type { MemberRole, Organization } from '../../../src/core/organization/organization.ts';
import type { Session, SessionHolder } from '../../../src/core/session/session.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { type AccountsForTest, accountsIn, doneOrRefused, OTHER_PASSWORD } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { addProjects, makeProjectTables, projectTypes } from '../../support/projects.ts';
import { givePermissions } from '../../support/stores/give-permissions.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser } from '../../support/stores/samples.ts';

interface Person {
  readonly id: number;
  readonly by: SessionHolder;
}

function databaseOf({ database }: OpenStores): OpenDatabase {
  if (database === null) throw new Error('There is no database.');
  return database;
}

const scope = { permissions: ['auth.change_user'], methods: 'write' } as const;
const outsiders = ['stagedoor.view_organization', 'stagedoor.view_membership', 'stagedoor.view_team'];

const kinds = ['sqlite', 'postgres'] as const;

// One site for all: each test has people of its own.
describe.each(kinds)('what somebody is somewhere counts in rank, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeAll(async () => {
    // Tables of a site's own would be in the way of the other files that share a database.
    stores = await openStores(kind, { freshSchema: true, objectTypes: projectTypes });
    site = accountsIn(stores);
    const database = databaseOf(stores);
    await makeProjectTables(database);
    await addProjects(database, 5);
    await site.useCases.role.create({ by: 'operator', name: 'burner' });
  });
  afterAll(() => stores?.close());

  async function person(
    holds: readonly string[] = [],
    { session = {}, ...user }: Partial<NewUser> & { readonly session?: Partial<Session> } = {},
  ): Promise<Person> {
    const id = await addUser(stores, user);
    const email = `p${id}@mail.example`;
    const address = { id: randomPublicId(), userId: id, email, isPrimary: true };
    await stores.emailAddresses.add({ ...address, emailKey: email, isVerified: true });
    await givePermissions(stores, id, holds);
    return { id, by: await principalOf(stores, id, { now: site.clock.now(), ...session }) };
  }
  const joined = (acme: Organization, { id: userId }: Person, role: MemberRole = 'member') =>
    site.useCases.organization.addMember({ by: 'operator', organizationId: acme.id, userId, role });
  const takeOver = ({ by }: Person, { id: userId }: Person) =>
    site.useCases.password.setFor({ by, userId, password: OTHER_PASSWORD });

  test('nobody acts on who is in an organization of which they hold nothing', async () => {
    const [owner, ana] = [await person(), await person()];
    const acme = await site.useCases.organization.create({ by: owner.by, name: 'Acme' });
    await joined(acme, ana);
    const helper = await person(['auth.change_user', 'auth.delete_user']);
    const { user, password } = site.useCases;
    for (const { id: userId } of [owner, ana]) {
      const acts = [
        () => password.setFor({ by: helper.by, userId, password: OTHER_PASSWORD }),
        () => password.sendReset({ by: helper.by, userId }),
        () => user.change({ by: helper.by, userId, firstName: 'Eve' }),
        () => user.remove({ by: helper.by, userId }),
      ];
      for (const act of acts) expect(await doneOrRefused(act())).toBe('permission-denied');
    }
    const root = await person([], { isStaff: true, isSuperuser: true });
    expect(await doneOrRefused(takeOver(root, owner))).toBe('done');
  });

  test('a member is acted on by who holds everywhere what a member does, and an admin by an owner', async () => {
    const [owner, admin, ana] = [await person(['auth.change_user']), await person(), await person()];
    const acme = await site.useCases.organization.create({ by: owner.by, name: 'Acme' });
    await joined(acme, admin, 'admin');
    await joined(acme, ana);
    const helper = await person(['auth.change_user', ...outsiders]);
    expect(await doneOrRefused(takeOver(helper, ana))).toBe('done');
    expect(await doneOrRefused(takeOver(helper, admin))).toBe('permission-denied');
    expect(await doneOrRefused(takeOver(owner, admin))).toBe('done');
  });

  test('a role there counts as one that is held everywhere, though it holds nothing', async () => {
    const [owner, ana] = [await person(), await person()];
    const acme = await site.useCases.organization.create({ by: owner.by, name: 'Acme' });
    const helper = await person(['auth.change_user', ...outsiders]);
    const burner = { by: 'operator', organizationId: acme.id, role: 'burner' } as const;
    for (const member of [ana, helper]) await joined(acme, member);
    await site.useCases.organization.assignRole({ ...burner, userId: ana.id });
    expect(await doneOrRefused(takeOver(helper, ana))).toBe('permission-denied');
    await site.useCases.organization.assignRole({ ...burner, userId: helper.id });
    expect(await doneOrRefused(takeOver(helper, ana))).toBe('done');
  });

  test('whose organization is kept by another one is no way to become its owner', async () => {
    const owner = await person();
    const acme = await site.useCases.organization.create({ by: owner.by, name: 'Acme' });
    const helper = await person(['auth.delete_user']);
    await joined(acme, helper);
    const removal = site.useCases.user.remove({ by: helper.by, userId: owner.id });
    expect(await doneOrRefused(removal)).toBe('permission-denied');
  });

  test('nobody acts on who was given more on single rows', async () => {
    const ana = await person();
    const [helper, peer] = [await person(['auth.change_user']), await person(['auth.change_user'])];
    const broad = await person(['auth.change_user', 'tests.change_project']);
    const give = ({ id: userId }: Person, ids: readonly number[]) =>
      assignObjectPermission(
        { ...stores, clock: site.clock, objectTypes: projectTypes },
        {
          by: 'operator',
          permission: 'change_project',
          objects: { type: 'tests.project', ids },
          holder: { userId },
        },
      );
    await give(ana, [1, 2]);
    await give(peer, [1, 2, 3]);
    await give(helper, [1]);
    expect(await doneOrRefused(takeOver(helper, ana))).toBe('permission-denied');
    expect(await doneOrRefused(takeOver(peer, ana))).toBe('done');
    expect(await doneOrRefused(takeOver(broad, ana))).toBe('done');
  });

  test('nobody does to themselves by a token of some rights what is for others, nor without a recent proof', async () => {
    const holds = ['auth.change_user', 'auth.delete_user'];
    const token = await person(holds, { session: { scope } });
    const stale = await person(holds, { session: { authenticatedAt: new Date(0) } });
    const { user, password } = site.useCases;
    for (const [{ by, id: userId }, refusal] of [
      [token, 'permission-denied'],
      [stale, 'reauthentication-required'],
    ] as const) {
      expect(await doneOrRefused(password.setFor({ by, userId, password: OTHER_PASSWORD }))).toBe(refusal);
      expect(await doneOrRefused(user.change({ by, userId, username: `renamed${userId}` }))).toBe(refusal);
    }
    const fresh = await person(holds);
    expect(await doneOrRefused(takeOver(fresh, fresh))).toBe('done');
  });

  test('a group or a role that people have is deleted by who has it too', async () => {
    const { group, role } = site.useCases;
    const low = await person(['auth.delete_group', 'stagedoor.delete_role']);
    const suspended = await group.create({ by: 'operator', name: `Suspended ${low.id}` });
    const banned = await role.create({ by: 'operator', name: `banned${low.id}`.slice(-20) });
    const ana = await person();
    await group.addMember({ by: 'operator', groupId: suspended.id, userId: ana.id });
    await role.assign({ by: 'operator', userId: ana.id, roleId: banned.id });
    const groupOf = { by: low.by, groupId: suspended.id, members: 1 };
    const roleOf = { by: low.by, roleId: banned.id, assignments: 1 };
    expect(await doneOrRefused(group.delete(groupOf))).toBe('permission-denied');
    expect(await doneOrRefused(role.delete(roleOf))).toBe('permission-denied');
    await group.removeMember({ by: 'operator', groupId: suspended.id, userId: ana.id });
    await role.unassign({ by: 'operator', userId: ana.id, roleId: banned.id });
    expect(await doneOrRefused(group.delete({ ...groupOf, members: 0 }))).toBe('done');
    expect(await doneOrRefused(role.delete({ ...roleOf, assignments: 0 }))).toBe('done');
  });

  test('an account that a row of the site needs stays, and says so', async () => {
    const { db } = databaseOf(stores);
    const ana = await person();
    await sql`create table needs_user (id integer primary key, user_id bigint not null references auth_user (id) on delete restrict)`.execute(
      db,
    );
    await sql`insert into needs_user values (1, ${ana.id})`.execute(db);
    const remove = () => site.useCases.user.remove({ by: 'operator', userId: ana.id });
    expect(await doneOrRefused(remove())).toBe('non_field_errors: account_still_needed');
    expect(await stores.sessions.findPrincipal(ana.by.sessionKeyHash, site.clock.now())).not.toBeNull();
    await sql`delete from needs_user`.execute(db);
    expect(await doneOrRefused(remove())).toBe('done');
  });
});
