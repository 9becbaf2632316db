import { type CompiledQuery, sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GrantQuestion } from '../../../../src/core/object-permission/object-grant-store.ts';
import { groupSubject, type Subject, userSubject } from '../../../../src/core/object-permission/subject.ts';
import type { OpenDatabase } from '../../../../src/infrastructure/database/database.ts';
import { migrate } from '../../../../src/infrastructure/database/migrate.ts';
import { grantMigrations } from '../../../../src/infrastructure/database/object-permission/grant-table.ts';
import { grantedTo } from '../../../../src/infrastructure/database/object-permission/granted-to.ts';
import {
  findFew,
  sortFew,
  walkObjects,
} from '../../../../src/infrastructure/database/object-permission/list-granted.ts';
import { mergeGrants } from '../../../../src/infrastructure/database/object-permission/merge-grants.ts';
import { Ordering } from '../../../../src/infrastructure/database/object-permission/object-order.ts';
import { addProjects, addTasks, makeProjectTables, projects, tasks } from '../../../support/projects.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const group = { id: 41, name: 'Editors' };

describe.each(['sqlite', 'postgres'] as const)('%s grants', (kind) => {
  const stores = storesUnderTest(kind);
  let database: OpenDatabase;
  let ana: number;

  beforeAll(async () => {
    const { database: opened } = stores();
    if (opened === null) throw new Error('There is a database.');
    database = opened;
    await makeProjectTables(database);
    await addTasks(database, 3);
  });
  beforeEach(async () => {
    await sql`delete from tests_project`.execute(database.db);
    await sql`delete from auth_group`.execute(database.db);
    await addProjects(database, 20);
    ana = await addUser(stores());
    await stores().giveAccess(ana, { groups: [group] });
  });

  const add = (subject: Subject, ...objectIds: number[]) =>
    stores().objectGrants.add(projects, { codename: 'view_project', subject, objectIds });
  const grants = async () => {
    const { rows } = await sql<{ kind: number; object: number }>`
      select subject_kind as kind, object_id as object from tests_project_grant order by 1, 2`.execute(
      database.db,
    );
    return rows.map((row) => `${row.kind} ${row.object}`);
  };
  const remove = (statement: string) => stores().attack(statement);

  test('go with their object, their user, their group, whoever removes the row', async () => {
    await add(userSubject(ana), 1, 2);
    await add(groupSubject(group.id), 1, 2);
    await add({ kind: 'anonymous', id: 0 }, 2);
    await remove('delete from tests_project where id = 1');
    expect(await grants()).toEqual(['1 2', '2 2', '4 2']);
    await remove(`delete from auth_group where id = ${group.id}`);
    expect(await grants()).toEqual(['1 2', '4 2']);
    await stores().transact((inside) => inside.users.delete(ana));
    expect(await grants()).toEqual(['4 2']);
  });

  test('of what is gone are never another’s: no id is given out twice', async () => {
    await add(userSubject(ana), 20);
    await remove('delete from tests_project where id = 20');
    const column = kind === 'sqlite' ? sql`strftime('%Y-%m-%dT%H:%M:%fZ')` : sql`now()`;
    if (kind === 'sqlite') {
      const { rows } = await sql<{ id: number }>`
        insert into tests_project (created_at) values (${column}) returning id`.execute(database.db);
      expect(rows[0]?.id).toBeGreaterThan(20);
    }
    expect(await grants()).toEqual([]);
  });

  test('are refused by the database itself to who is not there, and on what is not there', async () => {
    const permission = `(select id from auth_permission where codename = 'view_project')`;
    const insert = (subjectKind: number, subject: number, object: number) =>
      stores().attack(
        `insert into tests_project_grant (permission_id, subject_kind, subject_id, object_id, order_created_at)
         values (${permission}, ${subjectKind}, ${subject}, ${object}, '2026-01-01T00:00:00.000Z')`,
      );
    for (const [subjectKind, subject, object] of [
      [1, 99, 1],
      [2, 99, 1],
      [4, 0, 99],
      [3, 1, 1],
    ] as const)
      await expect(insert(subjectKind, subject, object)).rejects.toThrow(/constraint/i);
  });

  test('follow their object in its order', async () => {
    await add(userSubject(ana), 1, 2, 3);
    await remove(`update tests_project set created_at = '2031-01-01T00:00:00.000Z' where id = 1`);
    const page = { order: 'default', after: null, limit: 5 } as const;
    const question: GrantQuestion = {
      codenames: ['view_project'],
      match: 'all',
      subjects: [userSubject(ana)],
    };
    expect((await stores().objectGrants.listObjects(projects, question, page)).ids).toEqual([1, 3, 2]);
    const [first] = (await stores().objectGrants.listAllObjects(projects, page)).ids;
    expect(first).toBe(1);
  });

  test('that were given before there was an order get it by the step that adds it', async () => {
    const close = { codename: 'close_task', subject: userSubject(ana), objectIds: [1, 2, 3] };
    await stores().objectGrants.add(tasks, close);
    await remove('alter table tests_task add column place bigint not null default 0');
    await remove('update tests_task set place = 10 - id');
    const ordered = { ...tasks, orderBy: { column: 'place', type: 'integer' } } as const;
    const done = await migrate(database, { migrations: grantMigrations([ordered]) });
    expect(done).toEqual(['stagedoor_object_permission.tests_task_grant_by_place']);
    await remove('update tests_task set place = 99 where id = 3');
    const question: GrantQuestion = { codenames: ['close_task'], match: 'all', subjects: [userSubject(ana)] };
    const page = { order: 'default', after: null, limit: 2 } as const;
    const first = await stores().objectGrants.listObjects(ordered, question, page);
    expect(first).toEqual({ ids: [3, 1], next: { order: 9, id: 1 } });
    const second = await stores().objectGrants.listObjects(ordered, question, { ...page, after: first.next });
    expect(second).toEqual({ ids: [2], next: null });
  });

  test('are a condition of whatever statement, by the id of a user alone', async () => {
    await add(userSubject(ana), 3);
    await add(groupSubject(group.id), 4);
    await add({ kind: 'anonymous', id: 0 }, 5);
    const held = grantedTo(projects, sql.ref('o.id'));
    const idsOf = async (userId: number | null, permission: string) => {
      const { rows } = await sql<{ id: number }>`
        select o.id from tests_project as o where ${held(permission, userId)} order by 1`.execute(
        database.db,
      );
      return rows.map(({ id }) => id);
    };
    expect(await idsOf(ana, 'tests.view_project')).toEqual([3, 4]);
    expect(await idsOf(null, 'view_project')).toEqual([5]);
    expect(await idsOf(ana, 'change_project')).toEqual([]);
    expect(await idsOf(await addUser(stores()), 'view_project')).toEqual([]);
  });

  test('are read by an index in each way of listing, and no object is read that is not shown', async () => {
    await sql`delete from tests_project`.execute(database.db);
    await addProjects(database, 20_000);
    await add(userSubject(ana), ...Array.from({ length: 900 }, (_, index) => 20 * index + 1));
    await add(groupSubject(group.id), ...Array.from({ length: 5_000 }, (_, index) => 3 * index + 1));
    const objectIds = Array.from({ length: 20_000 }, (_, index) => index + 1);
    for (const { codename } of projects.permissions)
      await stores().objectGrants.add(projects, {
        codename,
        subject: { kind: 'anonymous', id: 0 },
        objectIds,
      });
    await sql`analyze`.execute(database.db);
    const subjects = [userSubject(ana), groupSubject(group.id)];
    const question: GrantQuestion = { codenames: ['view_project'], match: 'all', subjects };
    const page = { order: 'default', after: null, limit: 50 } as const;
    const plan = async (read: (listed: Parameters<typeof mergeGrants>[0]) => Promise<unknown>) => {
      const { db, statements } = watching(database);
      await read({
        context: { db, dialect: kind },
        type: projects,
        page,
        ordering: new Ordering(projects, 'default', kind),
      });
      return await explain(database, statements);
    };
    const merged = await plan((listed) => mergeGrants(listed, question));
    expect(merged).toContain('tests_project_grant_by_created_at');
    expect(merged).not.toMatch(/tests_project(?!_grant)/);
    const probed = await plan((listed) => findFew(listed.context, projects, question));
    expect(probed).toMatch(/tests_project_grant_(?:pkey|by_created_at)|PRIMARY KEY/);
    const sorted = await plan((listed) => sortFew(listed, question, [1, 2, 3]));
    expect(sorted).toMatch(/tests_project_pkey|SEARCH o USING INTEGER PRIMARY KEY/);
    expect(sorted).not.toContain('tests_project_order');
    const walked = await plan((listed) => walkObjects(listed, question));
    expect(walked).toContain('tests_project_order');
    expect(walked).toMatch(/tests_project_grant_object|SEARCH g/);
    for (const one of [merged, probed, sorted, walked])
      expect(one).not.toMatch(/Seq Scan on tests_project|SCAN g\b/);
  });
});

/** The database, with what it is asked. */
function watching({ db }: OpenDatabase) {
  const statements: CompiledQuery[] = [];
  const executor = db.getExecutor();
  const watched = {
    adapter: executor.adapter,
    transformQuery: executor.transformQuery.bind(executor),
    compileQuery: executor.compileQuery.bind(executor),
    executeQuery: (statement: CompiledQuery) => {
      statements.push(statement);
      return executor.executeQuery(statement);
    },
  };
  // Statements in SQL ask for nothing else of it.
  return { db: { getExecutor: () => watched } as unknown as OpenDatabase['db'], statements };
}

async function explain({ db, dialect }: OpenDatabase, statements: readonly CompiledQuery[]): Promise<string> {
  const lines: string[] = [];
  for (const statement of statements) {
    const how = dialect === 'sqlite' ? 'explain query plan ' : 'explain (costs off) ';
    const { rows } = await db.executeQuery<{ detail?: string; 'QUERY PLAN'?: string }>({
      ...statement,
      sql: how + statement.sql,
    });
    lines.push(...rows.map((row) => row.detail ?? row['QUERY PLAN'] ?? ''));
  }
  return lines.join('\n');
}
