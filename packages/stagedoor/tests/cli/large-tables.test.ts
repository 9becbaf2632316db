import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../support/services.ts';
import { openSiteInProcess, type SiteInProcess } from './in-process.ts';

const CREATE = `{ name: '0001_initial', operations: [{ kind: 'create-table', table: 'shop_product', state: { columns: {
  name: { type: 'text' }, price: { type: 'integer', nullable: true }, maker_id: { type: 'integer', nullable: true } } } }] }`;
const CHANGES = `operations: [
  { kind: 'alter-column', table: 'shop_product', column: 'name', state: { type: 'text', unique: true } },
  { kind: 'alter-column', table: 'shop_product', column: 'price', state: { type: 'integer', default: 5 } },
  { kind: 'alter-column', table: 'shop_product', column: 'maker_id', state: { type: 'reference', nullable: true, index: true, references: { table: 'auth_user', onDelete: 'cascade' } } },
  { kind: 'add-column', table: 'shop_product', column: 'weight', state: { type: 'integer', default: 1, index: true } },
  { kind: 'unique-together', table: 'shop_product', columns: [['name', 'price']] },
  { kind: 'add-column', table: 'shop_product', column: 'note', state: { type: 'text', nullable: true, search: true } },
  { kind: 'add-check', table: 'shop_product', name: 'priced', holds: { field: 'price', gte: 0 } },
]`;
const site = (...steps: readonly string[]) =>
  `export const site = { features: [{ name: 'shop', migrations: [${[CREATE, ...steps].join()}] }] };`;
const atOnce = site(`{ name: '0002_more', ${CHANGES} }`);
const beside = site(`{ name: '0002_more', atomic: false, ${CHANGES} }`);

const leftovers: (() => unknown)[] = [];
afterAll(async () => {
  for (const remove of leftovers.splice(0).toReversed()) await remove();
});
let shop: SiteInProcess;
let url: string;
beforeAll(async () => {
  const database = await createTestDatabase();
  leftovers.push(() => database.drop());
  url = database.url;
  shop = openSiteInProcess({ DATABASE_URL: url });
  leftovers.push(() => shop.remove());
  shop.write(site());
  await run('migrate');
});
afterEach(async () => {
  shop.write(atOnce);
  await run('migrate', 'shop', 'zero', '--noinput');
  shop.write(site());
  await run('migrate', 'shop');
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function run(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await shop.run(words);
  expect([words, exitCode, stderr]).toEqual([words, 0, '']);
  return stdout;
}

/** The shape of the table, and whether anything of it was left unfinished. */
async function shapeIn(client: pg.Client) {
  const { rows } = await client.query(`
    select attname as name, format_type(atttypid, atttypmod) || ' ' || attnotnull as is from pg_attribute where attrelid = 'shop_product'::regclass and attnum > 0 and not attisdropped
    union all select conname, pg_get_constraintdef(oid) || convalidated from pg_constraint where conrelid = 'shop_product'::regclass and contype <> 'n'
    union all select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) || i.indisvalid from pg_index as i where indrelid = 'shop_product'::regclass
    order by 1, 2`);
  return rows;
}

test('a step that says atomic: false lets others write meanwhile, and makes what it would make at once', async () => {
  const [one, other] = [await connect(), await connect()];
  /** Whether somebody can write while the step waits for somebody who is not done. */
  const canWriteMeanwhile = async () => {
    await one.query('begin');
    await one.query("insert into shop_product (id, name) values (floor(random() * 1e9), 'x' || random())");
    const migrated = run('migrate');
    const isWaiting = async () =>
      (await other.query('select 1 from pg_locks where not granted and locktype <> $1', ['advisory']))
        .rowCount;
    for (let tries = 0; tries < 500 && !(await isWaiting()); tries += 1) await sleep(10);
    await other.query("set lock_timeout = '300ms'");
    const written = other.query(
      "insert into shop_product (id, name) values (floor(random() * 1e9), 'y' || random())",
    );
    const can = await written.then(
      () => true,
      () => false,
    );
    await one.query('commit');
    await migrated;
    return can;
  };

  shop.write(atOnce);
  expect(await canWriteMeanwhile()).toBe(false);
  const wanted = await shapeIn(other);
  await run('migrate', 'shop', '0001', '--noinput');
  const before = await shapeIn(other);
  shop.write(beside);
  expect(await run('sqlmigrate', 'shop', '0002')).toMatch(
    /^create unique index concurrently "shop_product_name_unique" .*;\n[\s\S]*not valid;\n[\s\S]*validate constraint[\s\S]*;\n$/,
  );
  expect(await canWriteMeanwhile()).toBe(true);
  expect(await shapeIn(other)).toEqual(wanted);
  await run('migrate', 'shop', '0001', '--noinput');
  expect(await shapeIn(other)).toEqual(before);
});

test('a step that says atomic: false makes what is unique anew where another has the name of its index', async () => {
  const client = await connect();
  const table = "table: 'shop_product'";
  const text = (name: string) =>
    `{ kind: 'add-column', ${table}, column: '${name}', state: { type: 'text', default: '' } }`;
  const sets = (...columns: readonly (readonly string[])[]) =>
    `{ kind: 'unique-together', ${table}, columns: ${JSON.stringify(columns)} }`;
  const columns = ['a', 'b_c', 'a_b', 'c'].map(text).join();
  const unique = `{ kind: 'alter-column', ${table}, column: 'a_b', state: { type: 'text', default: '', unique: true } }`;
  const made = `{ name: '0002_made', operations: [${columns}, ${sets(['a', 'b_c'])}, ${unique}] }`;
  const indexes = async () => {
    const { rows } = await client.query(
      "select pg_get_indexdef(indexrelid) as def from pg_index where indrelid = 'shop_product'::regclass and indisvalid and indisunique and not indisprimary order by 1",
    );
    return rows.map(({ def }) => /\((.*)\)/.exec(def)?.[1]).toSorted();
  };
  const swapped = `{ name: '0003_changed', atomic: false, operations: [${sets(['a_b', 'c'])}] }`;
  shop.write(site(made, swapped));
  await run('migrate');
  expect(await indexes()).toEqual(['a_b', 'a_b, c']);
  await run('migrate', 'shop', '0002', '--noinput');
  expect(await indexes()).toEqual(['a, b_c', 'a_b']);
  const replaced = `{ name: '0003_replaced', atomic: false, operations: [{ kind: 'add-column', ${table}, column: 'b', state: { type: 'text', default: '' } }, ${sets(['a', 'b'])}, { kind: 'drop-column', ${table}, column: 'a_b' }] }`;
  shop.write(site(made, replaced));
  await run('migrate');
  expect(await indexes()).toEqual(['a, b']);
  await run('migrate', 'shop', '0001', '--noinput');
});

test('a step that says atomic: false goes on where it was broken off, and two nodes take it once', async () => {
  const client = await connect();
  await client.query("insert into shop_product (id, name, price) values (1, 'Pen', 1), (2, 'Pen', 2)");
  shop.write(beside);
  expect(await shop.run(['migrate'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('shop.0002_more failed: could not create unique index'),
  });
  expect(await run('showmigrations', 'shop')).toContain('[ ] 0002_more');
  await client.query('update shop_product set name = name || id');
  const both = await Promise.all([run('migrate'), run('migrate')]);
  expect(both.join('').match(/Applying shop\.0002_more/g)).toHaveLength(1);
  const { rows: unfinished } = await client.query(
    'select 1 from pg_index where not indisvalid union all select 1 from pg_constraint where not convalidated',
  );
  expect(unfinished).toEqual([]);
  expect((await client.query('select price, weight from shop_product order by id')).rows).toEqual([
    { price: '1', weight: '1' },
    { price: '2', weight: '1' },
  ]);
});

test('check, migrate --plan and makemigrations name who waits, where a table is large', async () => {
  const client = await connect();
  const index = 'Nobody writes to shop_product while the index on name is made.';
  shop.write(atOnce);
  expect(await run('migrate', '--plan')).not.toContain('Nobody');
  await client.query(
    "insert into shop_product (id, name) select n, 'n' || n from generate_series(1, 150000) as n",
  );
  await client.query('analyze shop_product');
  const plan = await run('migrate', '--plan');
  expect(plan).toContain(`    ${index}\n`);
  expect(plan).toContain(
    '    Nobody reads or writes shop_product while rows without price are looked for.\n',
  );
  expect(plan).toContain('    Nobody reads or writes shop_product while price of each row is checked.\n');
  expect(plan).toContain('atomic: false');
  expect((await shop.run(['check', '--database'])).stdout).toContain(
    `shop.0002_more is about a large table. For as long as it takes:\n- ${index}\n`,
  );
  shop.write(beside);
  expect(await run('migrate', '--plan')).not.toContain('Nobody');

  const folder = join(shop.folder, 'migrations');
  mkdirSync(folder);
  const declared = `
    const product = { name: 'product', access: { anyone: true }, fields: {
      name: { type: 'text', max: 20 }, price: { type: 'integer', nullable: true, index: true }, maker_id: { type: 'integer', nullable: true } } };
    export const site = { features: [{ name: 'shop', resources: [product], migrations: [${CREATE}], migrationsFolder: '${folder}' }] };`;
  shop.write(declared);
  const told = 'Nobody writes to shop_product while the index on price is made.';
  expect((await shop.run(['check'])).stderr).toContain(told);
  const written = await shop.run(['makemigrations']);
  expect(written.stdout).toContain(`On PostgreSQL, in a large table, for as long as it takes:\n  ${told}\n`);
  expect(written).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/Written: \S+0002_\w+\.[jt]s\n$/),
  });
});

test('a step that says atomic: false and does more than change columns is refused before anything is done', async () => {
  for (const [operation, said] of [
    ['{ kind: "create-table", table: "shop_x", state: { columns: {} } }', 'Create shop_x belongs'],
    [
      '{ kind: "rename-column", table: "shop_product", column: "name", to: "title" }',
      'Rename name of shop_product to title belongs',
    ],
    [
      '{ kind: "alter-column", table: "shop_product", column: "price", state: { type: "text", nullable: true } }',
      'Change price of shop_product belongs',
    ],
  ] as const) {
    shop.write(site(`{ name: '0002_more', atomic: false, operations: [${operation}] }`));
    expect(await shop.run(['check'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(said) });
  }
});
