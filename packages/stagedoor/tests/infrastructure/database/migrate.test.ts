import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KyselyPlugin, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import { extraFieldProblems } from '../../../src/core/user/extra-field-problems.ts';
import { djangoUserColumns, furtherUserColumns } from '../../../src/core/user/user-columns.ts';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { listMigrations, migrate, stepsOf } from '../../../src/infrastructure/database/migrate.ts';
import type { Migration } from '../../../src/infrastructure/database/migration.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.drop());

/** The address of an empty database. On PostgreSQL it is one and the same, because making one takes long. */
async function emptyDatabase(kind: string): Promise<string> {
  if (kind === 'postgres') {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    await client.end();
    return server.url;
  }
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  closing.push(async () => rmSync(directory, { recursive: true, force: true }));
  return `sqlite:${join(directory, 'stagedoor.db')}`;
}

async function open(url: string): Promise<OpenDatabase> {
  const database = await openDatabase(url);
  closing.push(() => database.close());
  return database;
}

async function schemaOf({ db }: OpenDatabase): Promise<unknown> {
  const tables = await db.introspection.getTables();
  return tables
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => `${column.name} ${column.dataType} ${column.isNullable}`).sort(),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const extraFields: ExtraFields = {
  phone: { type: 'text', maxLength: 20, default: "it's" },
  fecha_nacimiento: { type: 'date', nullable: true },
};

describe.each(['sqlite', 'postgres'])('migrate on %s', (kind) => {
  test('applies each step once and says what it did', async () => {
    const database = await open(await emptyDatabase(kind));
    expect((await listMigrations(database)).every((step) => step.appliedAt === null)).toBe(true);
    expect(await migrate(database, { extraFields })).toEqual([
      'stagedoor.0001_initial',
      'stagedoor.0002_row_versions',
      'stagedoor.0003_append_only_audit',
      'stagedoor.0004_requests',
      'stagedoor.0005_pending_stage',
      'stagedoor.0006_change_notifications',
      'stagedoor.0008_tokens',
      'stagedoor.0009_signing_keys',
      'stagedoor.0010_audit_cut',
      'stagedoor.0011_request_logs',
      'stagedoor.0012_tickets',
      'stagedoor.0014_unproved_addresses',
      'stagedoor.0017_letters_left',
      'stagedoor.0020_time_zones',
      'stagedoor.0021_jobs_queued',
      'stagedoor.0022_welcomes',
      'stagedoor.0023_flows',
      'stagedoor.0024_authentication_methods',
      'stagedoor.0027_identities',
      'stagedoor.0028_access_version',
      'stagedoor_webhook.0001_initial',
      'auth_user.phone',
      'auth_user.fecha_nacimiento',
    ]);
    expect(await migrate(database, { extraFields })).toEqual([]);
    expect((await listMigrations(database)).every((step) => step.appliedAt instanceof Date)).toBe(true);
  });

  test('lists the steps of each label in the order of their numbers', async () => {
    const steps = await listMigrations(await open(await emptyDatabase(kind)));
    for (const ofLabel of Map.groupBy(steps, ({ app }) => app).values()) {
      const names = ofLabel.map(({ name }) => name);
      expect(names).toEqual(names.toSorted());
    }
  });

  test('runs what a feature of accounts carries itself, under a label of its own', async () => {
    const database = await open(await emptyDatabase(kind));
    const statements = () => ['create table stagedoor_badge (id bigint primary key)'];
    const migrations = stepsOf([
      { name: 'nothing' },
      { name: 'badge', migrations: [{ name: '0001_initial', statements }] },
    ]);
    expect((await migrate(database, { migrations })).at(-1)).toBe('stagedoor_badge.0001_initial');
    expect(await migrate(database, { migrations })).toEqual([]);
    expect((await listMigrations(database, migrations)).at(-1)).toMatchObject({
      app: 'stagedoor_badge',
      appliedAt: expect.any(Date),
    });
  });

  test('takes the key of an address from whoever has not proved it, and keeps everything else', async () => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    const { db } = database;
    const run = (statement: string) => sql.raw(statement).execute(db);
    // As it was before that step.
    await run("delete from stagedoor_migration where name = '0014_unproved_addresses'");
    await run('drop index account_emailaddress_unproved');
    await run('alter table account_emailaddress drop column unproved_key');
    const moment = '2026-03-01T12:00:00.000Z';
    for (const [id, email] of [1, 2].map((number) => [number, `User${number}@mail.example`] as const)) {
      await run(`insert into auth_user (id, password, is_superuser, username, first_name, last_name, email,
        is_staff, is_active, date_joined, username_key) values (${id}, 'x', false, 'user${id}', '', '', '${email}',
        false, true, '${moment}', 'user${id}')`);
    }
    const add = (values: string) =>
      run(
        `insert into account_emailaddress (id, user_id, email, verified, "primary", email_key) values (${values})`,
      );
    await add("1, 1, 'User1@mail.example', true, true, 'user1@mail.example'");
    await add("2, 2, 'User2@mail.example', false, true, 'user2@mail.example'");
    await add("3, 1, 'Spare@mail.example', false, false, null");

    expect(await migrate(database)).toEqual(['stagedoor.0014_unproved_addresses']);
    const rows = await db.selectFrom('account_emailaddress').selectAll().orderBy('id').execute();
    expect(rows.map(({ email, email_key, unproved_key }) => [email, email_key, unproved_key])).toEqual([
      ['User1@mail.example', 'user1@mail.example', null],
      ['User2@mail.example', null, 'user2@mail.example'],
      ['Spare@mail.example', null, 'spare@mail.example'],
    ]);
    const users = await db.selectFrom('auth_user').select('email').orderBy('id').execute();
    expect(users.map(({ email }) => email)).toEqual(['User1@mail.example', 'User2@mail.example']);
  });

  test('lets those from before await a welcome who have an address and never proved one', async () => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    const { db } = database;
    const run = (statement: string) => sql.raw(statement).execute(db);
    // As it was before that step.
    await run("delete from stagedoor_migration where name = '0022_welcomes'");
    await run('alter table auth_user drop column awaits_welcome');
    const people: Record<string, readonly ('proved' | 'claimed')[]> = {
      without: [],
      proved: ['proved'],
      claimed: ['claimed', 'claimed'],
      both: ['claimed', 'proved'],
    };
    let addresses = 0;
    for (const [index, [name, own]] of Object.entries(people).entries()) {
      await run(`insert into auth_user (id, password, is_superuser, username, first_name, last_name, email,
        is_staff, is_active, date_joined, username_key) values (${index + 1}, 'x', false, '${name}', '', '', '',
        false, true, '2026-03-01T12:00:00.000Z', '${name}')`);
      for (const [place, kindOfAddress] of own.entries()) {
        addresses += 1;
        const isProved = kindOfAddress === 'proved';
        const email = `'${name}.${place}@mail.example'`;
        await run(`insert into account_emailaddress (id, user_id, email, verified, "primary", email_key, unproved_key)
          values (${addresses}, ${index + 1}, ${email}, ${isProved}, ${place === 0}, ${isProved ? email : null},
          ${isProved ? null : email})`);
      }
    }

    expect(await migrate(database)).toEqual(['stagedoor.0022_welcomes']);
    const rows = await db
      .selectFrom('auth_user')
      .select(['username', 'awaits_welcome'])
      .orderBy('id')
      .execute();
    expect(rows.map((row) => [row.username, Boolean(row.awaits_welcome)])).toEqual([
      ['without', false],
      ['proved', false],
      ['claimed', true],
      ['both', false],
    ]);
  });

  test('refuses every table by a name of ours that others may have', async () => {
    const migrated = await open(await emptyDatabase(kind));
    await migrate(migrated);
    const tables = (await migrated.db.introspection.getTables()).map(({ name }) => name);
    const names = tables.filter((name) => !name.startsWith('stagedoor_')).toSorted();
    expect(names).toHaveLength(9);
    const database = await open(await emptyDatabase(kind));
    for (const name of names) await sql.raw(`create table ${name} (id bigint)`).execute(database.db);
    const refused = await migrate(database).catch(String);
    for (const name of names) expect(refused).toMatch(new RegExp(`we did not make: .*\\b${name}\\b`));
  });

  test('keeps the tables of Django with their columns', async () => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    const tables = new Map(
      (await database.db.introspection.getTables()).map((table) => [
        table.name,
        table.columns.map(({ name }) => name),
      ]),
    );
    const ofUsers = [...djangoUserColumns, ...furtherUserColumns];
    expect(tables.get('auth_user')?.toSorted()).toEqual(ofUsers.toSorted());
    expect(tables.get('auth_group')).toEqual(['id', 'name']);
    expect(tables.get('auth_permission')).toEqual(['id', 'name', 'content_type_id', 'codename']);
    expect(tables.get('django_content_type')).toEqual(['id', 'app_label', 'model']);
    expect(tables.get('auth_group_permissions')).toEqual(['id', 'group_id', 'permission_id']);
    expect(tables.get('auth_user_groups')).toEqual(['id', 'user_id', 'group_id']);
    expect(tables.get('auth_user_user_permissions')).toEqual(['id', 'user_id', 'permission_id']);
    expect(tables.get('account_emailaddress')?.slice(0, 5)).toEqual([
      'id',
      'user_id',
      'email',
      'verified',
      'primary',
    ]);
  });

  test('lets nodes that start at once take turns', { timeout: 60_000 }, async () => {
    const url = await emptyDatabase(kind);
    const done = await Promise.all(kind === 'postgres' ? migrateInParallel(url) : migrateInProcesses(url));
    expect(done.flat().sort()).toEqual(await namesOfSteps(url));
  });

  test('completes what a killed process began', { timeout: 60_000 }, async () => {
    const url = await emptyDatabase(kind);
    for (const delayMs of [0, 5, 20, 60]) {
      const { child, ready, output } = migrateInProcess(url);
      await ready;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      child.kill('SIGKILL');
      await output;
    }
    const database = await open(url);
    await migrate(database);
    expect((await listMigrations(database)).every((step) => step.appliedAt instanceof Date)).toBe(true);
    const schema = await schemaOf(database);
    const untouched = await open(await emptyDatabase(kind));
    await migrate(untouched);
    expect(schema).toEqual(await schemaOf(untouched));
  });

  test('goes on wherever it was stopped', { timeout: 120_000 }, async () => {
    const whole = await open(await emptyDatabase(kind));
    const statements = await countStatements(whole);
    const schema = await schemaOf(whole);
    for (let stopAt = 1; stopAt < statements; stopAt += 7) {
      const database = await open(await emptyDatabase(kind));
      await expect(migrate(stoppingAt(database, stopAt), { extraFields })).rejects.toThrow('stopped');
      await migrate(database, { extraFields });
      expect(await schemaOf(database)).toEqual(schema);
    }
  });

  test('runs the steps of the site after its own', async () => {
    const database = await open(await emptyDatabase(kind));
    const blog: Migration = {
      app: 'blog',
      name: '0001_initial',
      statements: () => ['create table blog_post (id bigint primary key)'],
    };
    const options = { migrations: [blog] };
    expect(await migrate(database, options)).toContain('blog.0001_initial');
    expect(await migrate(database, options)).toEqual([]);
    expect(
      (await listMigrations(database, [blog])).slice((await listMigrations(database)).length),
    ).toMatchObject([{ app: 'blog', name: '0001_initial' }]);
  });

  test('keeps nothing of a step that fails in the middle', async () => {
    const database = await open(await emptyDatabase(kind));
    const broken: Migration = {
      app: 'blog',
      name: '0001_initial',
      statements: () => ['create table blog_post (id bigint)', 'nonsense'],
    };
    await expect(migrate(database, { migrations: [broken] })).rejects.toThrow(
      /^The migration blog\.0001_initial failed: /,
    );
    const mended: Migration = { ...broken, statements: () => ['create table blog_post (id bigint)'] };
    expect(await migrate(database, { migrations: [mended] })).toEqual(['blog.0001_initial']);
  });

  test('adds a field that is configured later, with its default for the users there are', async () => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    await sql`insert into auth_user (id, password, is_superuser, first_name, last_name, is_staff, is_active, date_joined)
      values (1, '!', false, '', '', false, true, ${new Date()})`.execute(database.db);
    expect(await migrate(database, { extraFields })).toEqual([
      'auth_user.phone',
      'auth_user.fecha_nacimiento',
    ]);
    const { rows } = await sql`select phone, fecha_nacimiento from auth_user`.execute(database.db);
    expect(rows).toEqual([{ phone: "it's", fecha_nacimiento: null }]);
  });

  test('takes another length, default or label of a field, and refuses another type in words', async () => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database, { extraFields });
    const longer: ExtraFields = { phone: { type: 'text', maxLength: 200, default: '', label: 'Telephone' } };
    expect(await migrate(database, { extraFields: longer })).toEqual([]);
    const number: ExtraFields = { phone: { type: 'integer', default: 0 } };
    await expect(migrate(database, { extraFields: number })).rejects.toThrow(
      /The extra field "phone" is configured as .*, but its column holds text/,
    );
  });

  test('takes fields called as words of SQL, and as long as names may be', async () => {
    const database = await open(await emptyDatabase(kind));
    const names = ['order', 'select', 'user', 'session_id', 'a'.repeat(63)];
    const fields = Object.fromEntries(
      names.map((name) => [name, { type: 'boolean', default: false } as const]),
    );
    const done = await migrate(database, { extraFields: fields });
    expect(done).toEqual(expect.arrayContaining(names.map((name) => `auth_user.${name}`)));
  });
});

test.each(['sqlite', 'postgres'])(
  'every column of a user on %s is refused as an extra field',
  async (kind) => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    const tables = await database.db.introspection.getTables();
    const columns = tables.find(({ name }) => name === 'auth_user')?.columns.map(({ name }) => name) ?? [];
    expect(columns.length).toBeGreaterThan(14);
    for (const name of columns) {
      expect(extraFieldProblems({ [name]: { type: 'boolean', default: false } }), name).toHaveLength(1);
    }
  },
);

test.each(['sqlite', 'postgres'])(
  'a column that was there before is not taken for an extra field on %s',
  async (kind) => {
    const database = await open(await emptyDatabase(kind));
    await migrate(database);
    await sql`alter table auth_user add column shoe_size integer`.execute(database.db);
    const fields: ExtraFields = { shoe_size: { type: 'integer', default: 0 } };
    await expect(migrate(database, { extraFields: fields })).rejects.toThrow(
      /"shoe_size" has the name of a column that auth_user has already/,
    );
  },
);

test.each(['Phone', '1st', 'a-b', '', 'a'.repeat(64), 'drop table', 'password', 'row_version', 'email'])(
  'migrate refuses a field called %j',
  async (name) => {
    const database = await open(await emptyDatabase('sqlite'));
    const fields: ExtraFields = { [name]: { type: 'boolean', default: false } };
    await expect(migrate(database, { extraFields: fields })).rejects.toThrow(`"${name}"`);
  },
);

async function namesOfSteps(url: string): Promise<string[]> {
  const steps = await listMigrations(await open(url));
  return steps.map(({ app, name }) => `${app}.${name}`).sort();
}

function migrateInParallel(url: string): Promise<readonly string[]>[] {
  return Array.from({ length: 8 }, async () => migrate(await open(url)));
}

/** In one process, the second writer of a SQLite file would wait for itself. */
function migrateInProcesses(url: string): Promise<readonly string[]>[] {
  return Array.from({ length: 3 }, () => migrateInProcess(url).output);
}

const source = new URL('../../../src/infrastructure/database/', import.meta.url);

/** `migrate` in a process of its own; `ready` once the database is open, `output` the steps it says it did. */
function migrateInProcess(url: string): {
  child: ChildProcess;
  ready: Promise<unknown>;
  output: Promise<string[]>;
} {
  const script = `
    const { openDatabase } = await import('${new URL('open-database.ts', source)}');
    const { migrate } = await import('${new URL('migrate.ts', source)}');
    const database = await openDatabase(process.argv[1]);
    console.log('ready');
    console.log((await migrate(database)).join('\\n'));
    await database.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ready = once(child.stdout, 'data');
  const output = once(child, 'close').then(() =>
    text.split('\n').filter((line) => line !== '' && line !== 'ready'),
  );
  return { child, ready, output };
}

/** A database whose migration is cut off before its n-th statement, as if the process were killed there. */
function stoppingAt(database: OpenDatabase, statement: number): OpenDatabase {
  return {
    ...database,
    forMigration: (work) => database.forMigration((db) => work(db.withPlugin(countdown(statement)))),
  };
}

function countdown(statement: number, onStatement: () => void = () => {}): KyselyPlugin {
  let left = statement;
  return {
    transformQuery({ node }) {
      onStatement();
      left -= 1;
      if (left === 0) throw new Error('stopped');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

async function countStatements(database: OpenDatabase): Promise<number> {
  let count = 0;
  const counting = countdown(-1, () => {
    count += 1;
  });
  await migrate(
    { ...database, forMigration: (work) => database.forMigration((db) => work(db.withPlugin(counting))) },
    { extraFields },
  );
  return count;
}
