import { afterEach, expect, test } from 'vitest';
import { createTestDatabase } from '../support/services.ts';
import { openSiteInProcess } from './in-process.ts';

const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const remove of leftovers.splice(0).toReversed()) await remove();
});
async function openSite(where: 'SQLite' | 'PostgreSQL') {
  const database = where === 'PostgreSQL' ? await createTestDatabase() : null;
  if (database !== null) leftovers.push(() => database.drop());
  const site = openSiteInProcess(database === null ? {} : { DATABASE_URL: database.url });
  leftovers.push(() => site.remove());
  return site;
}

/** A site with a shop whose steps are of each kind, beside a stock that it refers to and that is listed after it. */
const SITE = `
const label = { type: 'text' };
const shop = [
  { name: '0001_initial', operations: [{ kind: 'create-table', table: 'shop_product', state: { columns: {
    name: label,
    shelf_id: { type: 'reference', nullable: true, index: true, references: { table: 'stock_shelf', onDelete: 'cascade' } },
  } } }] },
  { name: '0002_price', operations: [
    { kind: 'add-column', table: 'shop_product', column: 'price', state: { type: 'integer', default: 7 } },
  ] },
  {
    name: '0003_prices',
    up: async ({ db }) => { await db.updateTable('shop_product').set((eb) => ({ price: eb('price', '*', 2) })).execute(); },
    down: async ({ db }) => { await db.updateTable('shop_product').set((eb) => ({ price: eb('price', '/', 2) })).execute(); },
  },
  {
    name: '0004_note',
    statements: () => ['create table shop_note (id integer)'],
    reverse: () => ['drop table shop_note'],
  },
  { name: '0005_for_good', statements: () => ['create table shop_mark (id integer)'] },
];
const stock = [
  { name: '0001_initial', operations: [{ kind: 'create-table', table: 'stock_shelf', state: { columns: { label } } }] },
];
export const site = { features: [{ name: 'shop', migrations: shop }, { name: 'stock', migrations: stock }] };`;

test.each(['SQLite', 'PostgreSQL'] as const)(
  'migrate goes to a step and back, notes what is told to be done, and shows all of it: on %s',
  async (where) => {
    const site = await openSite(where);
    site.write(SITE);
    const run = async (...words: string[]) => {
      const { exitCode, stdout, stderr } = await site.run(words);
      expect([words, exitCode, stderr]).toEqual([words, 0, '']);
      return stdout;
    };
    const shown = async () => (await run('showmigrations', 'shop')).match(/\[X\] \d{4}/g)?.length ?? 0;

    const first = await run('migrate', 'shop', '0003');
    expect(first.match(/Applying s(?:hop|tock)\S+/g)).toEqual([
      'Applying stock.0001_initial...',
      'Applying shop.0001_initial...',
      'Applying shop.0002_price...',
      'Applying shop.0003_prices...',
    ]);
    expect(await shown()).toBe(3);
    expect(await run('migrate', 'shop', '0004_note')).toContain('  Applying shop.0004_note... OK\n');
    expect(await run('showmigrations', '--plan', 'shop')).toContain(
      '[X]  shop.0004_note\n[ ]  shop.0005_for_good\n',
    );

    expect(await run('migrate', 'shop', '0002', '--plan')).toBe(
      'Planned operations:\n  shop.0004_note (unapply)\n  shop.0003_prices (unapply)\n',
    );
    expect(await run('migrate', 'shop', '0002')).toBe(
      'Running migrations:\n  Unapplying shop.0004_note... OK\n  Unapplying shop.0003_prices... OK\n',
    );
    const refused = await site.run(['migrate', 'shop', 'zero'], ['n']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('- Drop shop_product') });
    expect(await shown()).toBe(2);
    expect(await run('migrate', 'stock', 'zero', '--noinput')).toMatch(
      /shop\.0002_price\.\.\. OK\n.*shop\.0001_initial\.\.\. OK\n.*stock\.0001_initial\.\.\. OK\n$/,
    );

    expect(await run('migrate')).toContain('Applying shop.0005_for_good... OK');
    const oneWay = await site.run(['migrate', 'shop', '0004']);
    expect(oneWay).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('takes shop.0005_for_good back'),
    });
    expect(await run('migrate', '--fake', 'shop', 'zero')).toContain(
      'Unapplying shop.0005_for_good... FAKED',
    );
    expect(await shown()).toBe(0);
    expect(await run('migrate', 'shop', '--fake')).toContain('Applying shop.0001_initial... FAKED');
    expect(await run('migrate', '--check')).toBe('Planned operations:\n  No planned migration operations.\n');

    for (const [words, said] of [
      [['migrate', 'ghost'], 'There are no migrations of ghost. There are some of: stagedoor'],
      [['migrate', 'shop', '0009'], 'shop has no migration 0009. It has: 0001_initial, 0002_price'],
      [['migrate', 'shop', '000'], '000 may be several migrations of shop: 0001_initial'],
      [['migrate', 'stagedoor', 'zero'], 'back, so nothing was done.'],
      [['showmigrations', 'ghost'], 'There are no migrations of ghost.'],
      [['sqlmigrate', 'shop', '0005', '--backwards'], 'Nothing takes shop.0005 back.'],
    ] as const)
      expect(await site.run([...words])).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(said),
      });
    expect(await run('sqlmigrate', 'shop', '0002')).toMatch(
      /^BEGIN;\nalter table "shop_product" add column "price" \w+ not null default 7;\nCOMMIT;\n$/,
    );
    expect(await run('sqlmigrate', 'shop', '0001', '--backwards')).toContain('drop table "shop_product";\n');
    expect(await run('sqlmigrate', 'shop', '0003')).toContain('-- The function up of 0003_prices\n');
  },
);
