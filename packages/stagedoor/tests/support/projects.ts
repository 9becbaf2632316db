import { sql } from 'kysely';
import type { ObjectType } from '../../src/core/object-permission/object-type.ts';
import { columnTypes } from '../../src/infrastructure/database/column-types.ts';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { migrate } from '../../src/infrastructure/database/migrate.ts';
import { grantMigrations } from '../../src/infrastructure/database/object-permission/grant-table.ts';

const codenames = ['change_project', 'delete_project', 'view_project'];

/** Projects, listed from the youngest. */
export const projects: ObjectType = {
  name: 'tests.project',
  app: 'tests',
  model: 'project',
  table: 'tests_project',
  key: 'id',
  permissions: codenames.map((codename) => ({ codename, model: 'tests' })),
  orderBy: { column: 'created_at', type: 'moment' },
};

/** Tasks of the same app, listed by their keys. */
export const tasks: ObjectType = {
  ...projects,
  name: 'tests.task',
  model: 'task',
  table: 'tests_task',
  permissions: [{ codename: 'close_task', model: 'tests' }],
  orderBy: null,
};

export const projectTypes = new Map([projects, tasks].map((type) => [type.name, type]));

/** The tables of both, empty, with what can be held on them. */
export async function makeProjectTables(database: OpenDatabase): Promise<void> {
  const initial = {
    app: 'tests',
    name: '0001_projects',
    statements: (dialect: OpenDatabase['dialect']) => [
      `create table tests_project (id ${columnTypes[dialect].numbered}, title text, created_at ${columnTypes[dialect].moment} not null)`,
      `create table tests_task (id ${columnTypes[dialect].numbered}, title text)`,
      'create index tests_project_order on tests_project (created_at, id)',
    ],
  };
  const migrations = [initial, ...grantMigrations(projectTypes.values())];
  const models = [...projectTypes.values()].map(({ app, name, permissions }) => ({
    app,
    name: app,
    permissions: permissions.map(({ codename }) => ({ codename, label: `Can ${codename}` })),
    listedAs: { app: 'auth_permission', name },
  }));
  await migrate(database, { migrations, models });
}

/** Projects from 1 on, each a minute younger than the one before. */
export async function addProjects({ db, dialect }: OpenDatabase, count: number): Promise<void> {
  const series =
    dialect === 'sqlite'
      ? `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${count})
         insert into tests_project (id, created_at)
         select n, strftime('%Y-%m-%dT%H:%M:%fZ', 1767225600 + n * 60, 'unixepoch') from n`
      : `insert into tests_project (id, created_at)
         select n, to_timestamp(1767225600 + n * 60) from generate_series(1, ${count}) as n`;
  await sql.raw(series).execute(db);
}

export async function addTasks({ db }: OpenDatabase, count: number): Promise<void> {
  for (let id = 1; id <= count; id += 1) await sql`insert into tests_task (id) values (${id})`.execute(db);
}
