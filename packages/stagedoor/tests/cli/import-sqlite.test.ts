import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { createTestSite, type TestSite } from './command-line.ts';

const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;
const HELD = 4711;

/** Tables of a site's own that refer to each other in a circle and to themselves, and one that a trigger of PostgreSQL writes. */
const site = `import { defineFeature } from '${library}';
  const both = (sqlite, postgres) => (dialect) => dialect === 'sqlite' ? sqlite : postgres;
  const parts = defineFeature({
    name: 'parts',
    migrations: [
      { name: '0001_initial', statements: both([
        'create table parts_box (id integer primary key autoincrement, best integer references parts_part (id))',
        \`create table parts_part (id integer primary key autoincrement, parent integer references parts_part (id),
          box integer not null references parts_box (id), label varchar(5), is_on boolean, at text, data text, bytes blob,
          price decimal(10, 2), counted bigint, half real, day text, dearer real generated always as (price + 1))\`,
        'create table parts_log (part integer)',
        'create table parts_kind (name text)',
        "insert into parts_kind values ('first')",
      ], [
        'create table parts_box (id bigint generated always as identity primary key, best bigint)',
        \`create function parts_wait() returns boolean language plpgsql as $$
          begin perform pg_advisory_xact_lock_shared(${HELD}); return true; end $$\`,
        \`create table parts_part (id bigserial primary key, parent bigint references parts_part (id),
          box bigint not null references parts_box (id), label varchar(5), is_on boolean, at timestamptz(3), data jsonb, bytes bytea,
          price numeric(10, 2), counted bigint, half double precision, day date, dearer numeric generated always as (price + 1) stored,
          check (parts_wait()))\`,
        'alter table parts_box add foreign key (best) references parts_part (id)',
        'create table parts_log (part bigint)',
        'create table parts_kind (name text)',
        "insert into parts_kind values ('first')",
        \`create function parts_write() returns trigger language plpgsql as $$
          begin insert into parts_log values (new.id); return null; end $$\`,
        'create trigger parts_part_log after insert on parts_part for each row execute function parts_write()',
      ]) },
    ],
  });
  export const site = { features: [parts] };`;

/** As the file has them; of the two moments one is what SQLite itself writes. */
const rows = [
  'insert into parts_box (id) values (1)',
  `insert into parts_part (id, parent, box, label, is_on, at, data, bytes, price, counted, half, day) values
    (7, 9, 1, 'Ü''"\\', 1, '2026-05-01T10:20:30.456Z', '{"a":[1,null,"\\u00e9"]}', x'00ff5c', 12.5, 9007199254740993, 0.1, '2026-02-28'),
    (8, null, 1, '', 0, '2026-05-01 10:20:30', 'null', x'', 99999999.99, -9223372036854775808, -1e300, null),
    (9, 7, 1, null, null, null, '"text"', null, null, null, null, null), (12, null, 1, null, null, null, null, null, null, 1, null, null)`,
  'update parts_box set best = 9',
  'delete from parts_part where id = 12',
  "update parts_kind set name = 'renamed'",
];

let from: TestSite;
let filled: string;
let file: string;
let migrated: TestDatabase;
let target: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  from = createTestSite({ LOG_LEVEL: 'silent' });
  filled = join(from.folder, 'data', 'stagedoor.db');
  from.write('stagedoor.config.js', site);
  await from.run(['migrate']);
  const environment = { DJANGO_SUPERUSER_PASSWORD: 'Brass lamp 1 over the door' };
  const words = ['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@mail.example'];
  expect(await from.run(words, { environment })).toMatchObject({ exitCode: 0 });
  change(filled, ...rows);
  migrated = await createTestDatabase();
  await from.run(['migrate'], { environment: { DATABASE_URL: migrated.url } });
  await onDatabase(migrated, 'delete from parts_kind');
});
afterAll(async () => {
  await migrated.drop();
  from.remove();
});

const change = (path: string, ...statements: readonly string[]) => {
  const handle = new Database(path);
  for (const statement of statements) handle.exec(statement);
  handle.close();
};
const onDatabase = async ({ url }: TestDatabase, statement: string) => {
  const own = new pg.Client({ connectionString: url });
  await own.connect();
  await own.query(statement);
  await own.end();
};

/** A file of its own, and a database that has the tables and nothing in them. */
beforeEach(async () => {
  file = join(from.folder, 'copy.db');
  copyFileSync(filled, file);
  await openTarget(new URL(migrated.url).pathname.slice(1));
});
afterEach(closeTarget);

async function openTarget(template?: string): Promise<void> {
  target = await createTestDatabase(undefined, template);
  client = new pg.Client({ connectionString: target.url });
  await client.connect();
}

async function closeTarget(): Promise<void> {
  await client.end();
  await target.drop();
}

const query = async (statement: string) => (await client.query(statement)).rows;
const move = (...words: readonly string[]) =>
  from.run(['import_sqlite', ...(words.length === 0 ? [file] : words)], {
    environment: { DATABASE_URL: target.url },
  });
const usersThere = async () => {
  const [found] = await query("select to_regclass('auth_user') is not null as made");
  return found.made ? (await query('select count(*)::int as count from auth_user'))[0].count : 0;
};

test('every row comes over with every value, each table is counted, and the site goes on with what it has', async () => {
  const moved = await move();
  expect(moved).toMatchObject({ exitCode: 0, stderr: '' });
  expect(moved.stdout).toMatch(/^parts_part +3$/m);
  expect(moved.stdout).toMatch(/^\d+ rows of \d+ tables came over\.$/m);
  expect(moved.stdout).toMatch(/^Files are not in the database and stay where they are: .*CRYPTOGRAPHY_KEY/m);
  const written = await query(
    `select concat_ws('|', id, parent, label, is_on, at at time zone 'UTC', data::text, bytes::text, price, counted, half, day, dearer) as row
     from parts_part order by id`,
  );
  expect(written.map(({ row }) => row)).toEqual([
    '7|9|Ü\'"\\|t|2026-05-01 10:20:30.456|{"a": [1, null, "é"]}|\\x00ff5c|12.50|9007199254740993|0.1|2026-02-28|13.50',
    '8||f|2026-05-01 10:20:30|null|\\x|99999999.99|-9223372036854775808|-1e+300|100000000.99',
    '9|7|"text"',
  ]);
  expect(await query('select * from parts_kind')).toEqual([{ name: 'renamed' }]);
  // What a trigger did in the file is not done once more; from now on it does it.
  expect(await query('select * from parts_log')).toEqual([]);
  await query('insert into parts_part (box) values (1)');
  // Number 12 was given out, and its row is gone.
  expect(await query('select * from parts_log')).toEqual([{ part: '13' }]);
  await expect(query('insert into parts_part (box) values (2)')).rejects.toThrow(/foreign key/);
  await expect(query('update parts_box set best = 4711')).rejects.toThrow(/foreign key/);
  await expect(query('delete from stagedoor_audit_event')).rejects.toThrow(/append-only/);
  const listed = await from.run(['users', 'list'], { environment: { DATABASE_URL: target.url } });
  expect(listed.stdout).toContain('ana@mail.example');
  const again = await move();
  expect(again).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^The database is not empty\. .*auth_user.*\nNothing came over\.\n$/),
  });
});

describe('it is refused in words, and nothing comes over,', () => {
  test('where there is no such file, no database, or no site in it', async () => {
    expect((await move('none.db')).stderr).toMatch(/^There is no file none\.db\.\n/);
    from.write('text.db', 'not a database, and long enough to be told from an empty one'.repeat(20));
    expect((await move('text.db')).stderr).toMatch(/^text\.db is not a SQLite database\.\n/);
    from.write('empty.db', '');
    expect((await move('empty.db')).stderr).toMatch(/^empty\.db is no database of a site/);
    expect((await from.run(['import_sqlite'])).stderr).toMatch(/^DATABASE_URL must name the PostgreSQL/);
    expect(await usersThere()).toBe(0);
  });

  test('while anybody has the file open, even who writes nothing', async () => {
    const reader = new Database(file);
    reader.prepare('select count(*) from auth_user').get();
    const refused = await move();
    reader.close();
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/ is in use\. Stop the site/),
    });
    expect(await usersThere()).toBe(0);
  });

  test('where the steps of the file are not those of the site', async () => {
    change(file, "insert into stagedoor_migration values ('parts', '0002_later', '2026-01-01')");
    expect((await move()).stderr).toMatch(/steps that this site does not know, .*: parts\.0002_later\n/);
    change(file, "delete from stagedoor_migration where app = 'parts'");
    expect((await move()).stderr).toMatch(
      /is not up to date\. Run `stagedoor migrate` .*: parts\.0001_initial\n/,
    );
  });

  test('where the database has rows of anybody, and those stay', async () => {
    await query('create table notes (text text)');
    await query("insert into notes values ('mine')");
    expect((await move()).stderr).toMatch(/^The database is not empty\. .*: notes\n/);
    expect(await query('select * from notes')).toEqual([{ text: 'mine' }]);
    expect(await usersThere()).toBe(0);
  });

  test('where the file has what no step made, unless that is left behind by name', async () => {
    change(file, 'create table made_by_hand (a)', 'alter table parts_kind add column extra text');
    expect((await move()).stderr).toMatch(/--without, .*: made_by_hand, parts_kind\.extra\n/);
    const without = [file, '--without', 'made_by_hand', 'parts_kind.extra'];
    expect(await move(...without)).toMatchObject({ exitCode: 0 });
    expect(await usersThere()).toBe(1);
  });

  test('for one row that PostgreSQL does not take; without it, all come', async () => {
    change(file, "insert into parts_part (id, box, label) values (20, 1, 'too long for it')");
    expect((await move()).stderr).toMatch(/^PostgreSQL does not take a row of parts_part: value too long/);
    expect(await usersThere()).toBe(0);
    change(
      file,
      'delete from parts_part where id = 20',
      'pragma foreign_keys = off; update parts_part set box = 4 where id = 9',
    );
    expect((await move()).stderr).toMatch(/^PostgreSQL does not take a row of parts_part: .*foreign key/);
    expect(
      await query(
        'select (select count(*) from parts_kind)::int + (select count(*) from parts_part)::int as left',
      ),
    ).toEqual([{ left: 0 }]);
    change(file, 'update parts_part set box = 1');
    expect(await move()).toMatchObject({ exitCode: 0 });
  });

  test('where fewer rows came than there are', async () => {
    await query('create rule nobody_comes as on insert to parts_kind do instead nothing');
    expect((await move()).stderr).toMatch(/^parts_kind has 1 rows in the file, and 0 came over/);
    expect(await usersThere()).toBe(0);
  });
});

test('killed half-way it leaves an empty database, into which the next try brings all', async () => {
  await closeTarget();
  await openTarget();
  await query(`select pg_advisory_lock(${HELD})`);
  const killed = from.start(['import_sqlite', file], { environment: { DATABASE_URL: target.url } });
  const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
  let waits = await query(waiting);
  for (let tries = 0; waits.length === 0 && tries < 500; tries += 1) {
    await sleep(20);
    waits = await query(waiting);
  }
  expect(waits).toHaveLength(1);
  killed.child.kill('SIGKILL');
  await killed.ended;
  await query(`select pg_advisory_unlock(${HELD})`);
  const [{ pid }] = waits;
  while ((await query(`select 1 from pg_stat_activity where pid = ${pid}`)).length > 0) await sleep(20);
  expect(await usersThere()).toBe(0);
  expect(await query('select * from parts_kind')).toEqual([]);
  expect(await move()).toMatchObject({ exitCode: 0 });
  expect(await usersThere()).toBe(1);
});
