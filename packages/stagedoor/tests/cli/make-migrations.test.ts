import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSiteInProcess } from './in-process.ts';

test('makemigrations writes steps of the features that are named, under the name that is given, and empty ones', async () => {
  const site = openSiteInProcess();
  onTestFinished(() => site.remove());
  const featureOf = (name: string, migrations: string) => {
    const folder = JSON.stringify(join(site.folder, name));
    const item = `{ name: '${name}_item', access: { anyone: true }, fields: { label: { type: 'text', max: 20 } } }`;
    return `{ name: '${name}', resources: [${item}], migrations: ${migrations}, migrationsFolder: ${folder} }`;
  };
  const filesOf = (name: string) => readdirSync(join(site.folder, name)).map((file) => file.slice(0, -3));
  const run = async (...words: readonly string[]) => {
    const { exitCode, stdout, stderr } = await site.run(['makemigrations', ...words]);
    expect([words, exitCode, stderr]).toEqual([words, 0, '']);
    return stdout;
  };
  site.write(`export const site = { features: [${featureOf('shop', '[]')}, ${featureOf('stock', '[]')}] };`);

  for (const [words, said] of [
    [['ghost'], 'There is no feature ghost. There are: shop, stock'],
    [['--empty'], 'Say whose the empty step shall be'],
    [['shop', '--name', '../secret'], '../secret is no name of a step'],
    [['shop', '-n', 'x'.repeat(56)], 'is no name of a step'],
  ] as const)
    expect(await site.run(['makemigrations', ...words])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(said),
    });
  expect(existsSync(join(site.folder, 'shop'))).toBe(false);

  expect(await run('stock', '--dry-run')).toBe('Migrations for stock:\n  - Create stock_stock_item\n');
  expect(await run('stock', '--name', 'first_items')).toContain('0001_first_items');
  expect(filesOf('stock')).toEqual(['0001_first_items', 'steps']);
  expect(existsSync(join(site.folder, 'shop'))).toBe(false);
  // The list that the feature names already, empty as it may be, nobody has to name.
  const firstStep = await run('shop');
  expect(firstStep).toContain('0001_initial');
  expect(firstStep).not.toContain('Name them in the feature');
  rmSync(join(site.folder, 'shop'), { recursive: true });
  site.write(
    `export const site = { features: [${featureOf('shop', '[]').replace('migrations: [], ', '')}] };`,
  );
  expect(await run('shop')).toMatch(
    /\nThe steps of shop are listed in \S+steps\.[jt]s\. Name them in the feature: migrations: steps\n$/,
  );

  const first = `[{ name: '0001_initial', operations: [{ kind: 'create-table', table: 'shop_shop_item', state: { columns: { label: { type: 'text' } } } }] }]`;
  site.write(`export const site = { features: [${featureOf('shop', first)}] };`);
  expect(await run('shop')).toBe('No changes detected\n');
  expect(await run('shop', '--empty')).toMatch(/^Migrations for shop:\nWritten: \S+0002_custom\.[jt]s\n$/);
  expect(await run('shop', '--empty', '--name', 'prices')).toContain('0003_prices');
  expect(filesOf('shop')).toEqual(['0001_initial', '0002_custom', '0003_prices', 'steps']);

  const [file = ''] = readdirSync(join(site.folder, 'shop')).filter((name) => name.startsWith('0002'));
  const written = readFileSync(join(site.folder, 'shop', file), 'utf8');
  const own = written.slice(written.indexOf('{\n'), written.indexOf('};') + 1);
  site.write(`export const site = { features: [${featureOf('shop', `[...${first}, ${own}]`)}] };`);
  expect((await site.run(['migrate'])).stdout).toContain('Applying shop.0002_custom... OK');
  expect(await site.run(['migrate', 'shop', '0001'])).toMatchObject({ exitCode: 0, stderr: '' });
});

test('makemigrations writes no step for what rows that are there would not bear', async () => {
  const site = openSiteInProcess();
  onTestFinished(() => site.remove());
  const key = (table: string) => ({ type: 'reference', references: { table, onDelete: 'cascade' } });
  const initial = {
    name: '0001_initial',
    operations: [
      ...['owner', 'vet'].map((name) => ({
        kind: 'create-table',
        table: `z_${name}`,
        state: { columns: {} },
      })),
      {
        kind: 'create-table',
        table: 'z_pet',
        state: { columns: { owner_id: { ...key('z_owner'), index: true } } },
      },
    ],
  };
  const asked = async (fields: object) => {
    const resource = (name: string, own: object) => ({ name, access: { anyone: true }, fields: own });
    const resources = [resource('owner', {}), resource('vet', {}), resource('pet', fields)];
    const feature = { name: 'z', resources, migrations: [initial], migrationsFolder: join(site.folder, 'z') };
    site.write(`export const site = { features: [${JSON.stringify(feature)}] };`);
    const { exitCode, stdout, stderr } = await site.run(['makemigrations', '--noinput']);
    expect(exitCode).toBe(stderr === '' ? 0 : 1);
    return stderr === '' ? stdout : stderr;
  };
  const owner = { type: 'reference', to: 'owner', onDelete: 'cascade' };
  const code = { type: 'text', max: 9, unique: true };

  for (const to of ['vet', 'user'])
    expect(await asked({ owner: { ...owner, to } })).toContain(
      'Change owner_id of z_pet: the keys that are there would be those of other rows',
    );
  expect(await asked({ owner, code: { ...code, default: 'x' } })).toContain(
    'Add code to z_pet: the rows that are there would all have the same in it, and it is unique.',
  );
  expect(existsSync(join(site.folder, 'z'))).toBe(false);
  expect(
    await asked({ owner: { ...owner, onDelete: 'protect' }, code: { ...code, nullable: true } }),
  ).toContain('Written: ');
});
