import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type KyselyPlugin, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import { extraFieldProblems } from '../../../src/core/user/extra-field-problems.ts';
import { djangoUserColumns, furtherUserColumns } from '../../../src/core/user/user-columns.ts';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { listMigrations } from '../../../src/infrastructure/database/list-migrations.ts';
import { migrate } from '../../../src/infrastructure/database/migrate.ts';
import type { Migration } from '../../../src/infrastructure/database/migration.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { stepsOf } from '../../../src/infrastructure/database/own-migrations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services.ts';
import { isLong } from '../../support/test-length.ts';

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
      'stagedoor_permission.0001_members_in_order',
      'stagedoor_user.0001_deleted_users',
      'stagedoor_session.0001_due_keys',
      'stagedoor_second_factor.0001_initial',
      'stagedoor_second_factor.0002_begun_in',
      'stagedoor_passkey.0001_initial',
      'stagedoor_webhook.0001_initial',
      'stagedoor_webhook.0002_types',
      'stagedoor_organization.0001_initial',
      'stagedoor_team.0001_initial',
      'stagedoor_role.0001_initial',
      'stagedoor_picture.0001_initial',
      'stagedoor_file.0001_initial',
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

  test('goes on wherever it was stopped', { timeout: 240_000 }, async () => {
    const whole = await open(await emptyDatabase(kind));
    const statements = await countStatements(whole);
    const schema = await schemaOf(whole);
    const stride = isLong ? 3 : Math.ceil(statements / 6);
    for (let stopAt = 1; stopAt < statements; stopAt += stride) {
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

  test('says how many rows have nothing in a column that must have something, and how they are found', async () => {
    const database = await open(await emptyDatabase(kind));
    const made: Migration = {
      app: 'blog',
      name: '0001_initial',
      statements: () => [
        'create table blog_post (id bigint, title text)',
        'insert into blog_post (id) values (7), (8)',
      ],
    };
    const filled: Migration = {
      app: 'blog',
      name: '0002_filled',
      statements: (dialect) =>
        dialect === 'postgres'
          ? ['alter table blog_post alter column title set not null']
          : [
              'create table blog_post__new (id bigint, title text not null)',
              'insert into blog_post__new select * from blog_post',
            ],
    };
    await migrate(database, { migrations: [made] });
    await expect(migrate(database, { migrations: [made, filled] })).rejects.toThrow(
      'Rows of blog_post without title: 2, found by: select * from "blog_post" where "title" is null',
    );
  });

  test.each([
    [
      'alone',
      '"code"',
      'Rows of blog_post that would all have the same code: 3, found by: select * from "blog_post"',
    ],
    [
      'together with another',
      '"title", "code"',
      'Values of title that are there more than once in blog_post: 1, found by: select "title", count(*) as rows from "blog_post" where "title" is not null group by "title" having count(*) > 1',
    ],
  ])('says which rows would have the same in a column that is new and unique %s', async (_, unique, said) => {
    const database = await open(await emptyDatabase(kind));
    const made: Migration = {
      app: 'blog',
      name: '0001_initial',
      statements: () => [
        'create table blog_post (id bigint, title text)',
        "insert into blog_post (id, title) values (7, 'a'), (8, 'a'), (9, 'b')",
      ],
    };
    const coded: Migration = {
      app: 'blog',
      name: '0002_code',
      statements: () => [
        `alter table "blog_post" add column "code" text default 'x' not null`,
        `create unique index blog_post_code on "blog_post" (${unique})`,
      ],
    };
    await migrate(database, { migrations: [made] });
    await expect(migrate(database, { migrations: [made, coded] })).rejects.toThrow(said);
  });

  describe('a step that rebuilds a table', () => {
    const initial: Migration = {
      app: 'shop',
      name: '0001_initial',
      statements: () => [
        'create table shop_order (id integer primary key, what text)',
        'create table shop_line (id integer primary key, order_id integer not null references shop_order (id) on delete cascade)',
        "insert into shop_order (id, what) values (1, 'lamp'), (2, 'rope')",
        'insert into shop_line (id, order_id) values (1, 1), (2, 2)',
      ],
    };
    const rebuild = (kept: string): Migration => ({
      app: 'shop',
      name: '0002_rebuild',
      statements: (dialect) => [
        'create table shop_order_new (id integer primary key, what text, price integer not null default 0)',
        `insert into shop_order_new (id, what) select id, what from shop_order where ${kept}`,
        ...(dialect === 'postgres' ? ['alter table shop_line drop constraint shop_line_order_id_fkey'] : []),
        'drop table shop_order',
        'alter table shop_order_new rename to shop_order',
        ...(dialect === 'postgres'
          ? ['alter table shop_line add foreign key (order_id) references shop_order (id) on delete cascade']
          : []),
      ],
    });
    const idsOf = async (database: OpenDatabase, table: string) => {
      const { rows } = await sql<{ id: number }>`select id from ${sql.table(table)} order by id`.execute(
        database.db,
      );
      return rows.map(({ id }) => Number(id));
    };

    test('keeps the rows that refer to it', async () => {
      const database = await open(await emptyDatabase(kind));
      await migrate(database, { migrations: [initial] });
      expect(await migrate(database, { migrations: [initial, rebuild('true')] })).toEqual([
        'shop.0002_rebuild',
      ]);
      expect([await idsOf(database, 'shop_order'), await idsOf(database, 'shop_line')]).toEqual([
        [1, 2],
        [1, 2],
      ]);
      // Afterwards the database minds what refers to what, as before.
      await sql`delete from shop_order where id = 1`.execute(database.db);
      expect(await idsOf(database, 'shop_line')).toEqual([2]);
      await expect(
        sql`insert into shop_line (id, order_id) values (3, 9)`.execute(database.db),
      ).rejects.toThrow(/foreign key/i);
    });

    test('is refused by name, and keeps nothing, where it leaves rows that refer to none', async () => {
      const database = await open(await emptyDatabase(kind));
      await migrate(database, { migrations: [initial] });
      await expect(migrate(database, { migrations: [initial, rebuild('id = 1')] })).rejects.toThrow(
        kind === 'sqlite'
          ? 'The migration shop.0002_rebuild failed: it leaves rows that refer to rows that are not there: 1 of shop_line to shop_order'
          : /^The migration shop\.0002_rebuild failed: .*shop_line/,
      );
      expect([await idsOf(database, 'shop_order'), await idsOf(database, 'shop_line')]).toEqual([
        [1, 2],
        [1, 2],
      ]);
      await expect(
        sql`insert into shop_line (id, order_id) values (3, 9)`.execute(database.db),
      ).rejects.toThrow(/foreign key/i);
    });

    test('waits for what others write, and takes nothing of it along when it fails', async () => {
      const database = await open(await emptyDatabase(kind));
      await migrate(database, { migrations: [initial] });
      const broken: Migration = { app: 'shop', name: '0002_broken', statements: () => ['nonsense'] };
      const writing = Array.from({ length: 20 }, (_, index) =>
        sql`insert into shop_line (id, order_id) values (${100 + index}, 1)`.execute(database.db),
      );
      const stray = sql`insert into shop_line (id, order_id) values (99, 9)`
        .execute(database.db)
        .then(() => 'kept', String);
      const migrated = migrate(database, { migrations: [initial, broken] }).catch(String);
      await Promise.all(writing);
      expect(await migrated).toMatch(/^DatabaseProblem: The migration shop\.0002_broken failed/);
      expect(await stray).toMatch(/foreign key/i);
      expect(await idsOf(database, 'shop_line')).toHaveLength(22);
    });
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

test('a step on a SQLite file is not blamed for rows that referred to none before', async () => {
  const url = await emptyDatabase('sqlite');
  const database = await open(url);
  const initial: Migration = {
    app: 'shop',
    name: '0001_initial',
    statements: () => [
      'create table shop_order (id integer primary key)',
      'create table shop_line (order_id integer not null references shop_order (id))',
    ],
  };
  await migrate(database, { migrations: [initial] });
  const bySomebodyElse = new BetterSqlite3(url.slice('sqlite:'.length));
  bySomebodyElse.pragma('foreign_keys = OFF');
  bySomebodyElse.exec('insert into shop_line (order_id) values (9)');
  bySomebodyElse.close();
  const next: Migration = {
    app: 'shop',
    name: '0002_note',
    statements: () => ['alter table shop_line add column note text'],
  };
  expect(await migrate(database, { migrations: [initial, next] })).toEqual(['shop.0002_note']);
});

test('a table is rebuilt in memory too, and minded again afterwards', async () => {
  const database = await open('sqlite::memory:');
  const steps: Migration[] = [
    {
      app: 'shop',
      name: '0001_initial',
      statements: () => [
        'create table shop_order (id integer primary key)',
        'create table shop_line (order_id integer not null references shop_order (id) on delete cascade)',
        'insert into shop_order (id) values (1)',
        'insert into shop_line (order_id) values (1)',
      ],
    },
    {
      app: 'shop',
      name: '0002_rebuild',
      statements: () => [
        'create table shop_new (id integer primary key)',
        'insert into shop_new select id from shop_order',
        'drop table shop_order',
        'alter table shop_new rename to shop_order',
      ],
    },
  ];
  await migrate(database, { migrations: steps });
  const { rows } = await sql`select order_id from shop_line`.execute(database.db);
  expect(rows).toEqual([{ order_id: 1 }]);
  await expect(sql`insert into shop_line (order_id) values (9)`.execute(database.db)).rejects.toThrow(
    /foreign key/i,
  );
});
