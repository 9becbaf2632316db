import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useSites } from './sites.ts';

const sites = useSites();
const SITE_WITH_PHONE = `export const site = {
  config: { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } },
};`;

const SITE_WITH_SHOP = `export const site = {
  features: [{ name: 'shop', migrations: [
    { name: '0001_initial', statements: () => ['create table shop_order (id integer)'] },
    { name: '0002_more', statements: () => ['create table shop_line (id integer)'] },
  ] }],
};`;

describe.each(['onSqlite', 'onPostgres'] as const)('migrate %s', (where) => {
  test('brings a fresh database up to date; the second run says that there is nothing to do', async () => {
    const site = await sites[where]();
    const first = await site.run(['migrate']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^Running migrations:\n( {2}Applying stagedoor(?:_\w+)?\.\d{4}_\w+\.\.\. OK\n)+$/,
    );
    const second = await site.run(['migrate']);
    expect(second).toEqual({
      exitCode: 0,
      stdout: 'Running migrations:\n  No migrations to apply.\n',
      stderr: '',
    });
  });

  test('takes turns when it is started twice at once', async () => {
    const site = await sites[where]();
    const both = await Promise.all([site.run(['migrate']), site.run(['migrate'])]);
    expect(both.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
      { exitCode: 0, stderr: '' },
      { exitCode: 0, stderr: '' },
    ]);
    const applied = both.flatMap(({ stdout }) => stdout.match(/Applying \S+/g) ?? []);
    expect(new Set(applied).size).toBe(applied.length);
    expect((await site.run(['migrate', '--check'])).exitCode).toBe(0);
  });
});

describe('the commands about migrations', () => {
  test('show which steps the database has', async () => {
    const site = await sites.onSqlite();
    expect((await site.run(['showmigrations'])).stdout).toMatch(
      /^stagedoor\n( \[ \] \d{4}_\w+\n|stagedoor_\w+\n)+$/,
    );
    await site.run(['migrate']);
    expect((await site.run(['showmigrations'])).stdout).toMatch(
      /^stagedoor\n( \[X\] \d{4}_\w+\n|stagedoor_\w+\n)+$/,
    );
  });

  test.each(['onSqlite', 'onPostgres'] as const)(
    'name the steps that the database has and the code does not know, %s',
    async (where) => {
      const site = await sites[where]();
      site.write('stagedoor.config.js', SITE_WITH_SHOP);
      expect((await site.run(['migrate'])).stdout).toContain('Applying shop.0002_more... OK');
      expect((await site.run(['showmigrations'])).stdout).not.toContain('not in the code');
      site.write('stagedoor.config.js', 'export const site = {};');
      const shown = (await site.run(['showmigrations'])).stdout;
      expect(shown).toMatch(
        /\nshop\n \[X\] 0001_initial \(not in the code\)\n \[X\] 0002_more \(not in the code\)\n$/,
      );
      const checked = await site.run(['check', '--database']);
      expect(checked).toMatchObject({ exitCode: 0 });
      expect(checked.stdout).toContain(
        'The database has 2 migrations that this code does not know. They are of features that the site has no more, or of a later version:\n- shop.0001_initial\n- shop.0002_more\n',
      );
      expect((await site.run(['migrate', '--check'])).exitCode).toBe(0);
    },
  );

  test.each([['showmigrations'], ['migrate', '--plan'], ['migrate', '--check']])(
    'make no file where the path of the database is mistyped: %s %s',
    async (...words) => {
      const { folder } = await sites.onSqlite();
      const file = join(folder, 'mistyped', 'site.db');
      const looked = await (await sites.onSqlite({ DATABASE_URL: `sqlite:${file}` })).run(words);
      expect(looked.stderr).toContain(`The database file ${file} is not there.`);
      expect(looked.stdout).toContain('0001_initial');
      expect(existsSync(dirname(file))).toBe(false);
    },
  );

  test('plan without doing, and fail a check while something is missing', async () => {
    const site = await sites.onSqlite();
    const plan = await site.run(['migrate', '--plan']);
    expect(plan).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('  stagedoor.0001_initial\n'),
    });
    const check = await site.run(['migrate', '--check']);
    expect(check).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/lacks \d+ migrations\. Bring it/),
    });
    expect((await site.run(['showmigrations'])).stdout).not.toContain('[X]');
  });

  test('report a declared extra field, add its column, and refuse it as another type afterwards', async () => {
    const site = await sites.onSqlite();
    await site.run(['migrate']);
    expect((await site.run(['makemigrations'])).stdout).toBe('No changes detected\n');

    site.write('stagedoor.config.js', SITE_WITH_PHONE);
    expect((await site.run(['makemigrations', '--check'])).exitCode).toBe(1);
    expect((await site.run(['makemigrations'])).stdout).toContain('  + phone\n');
    expect((await site.run(['migrate'])).stdout).toContain('  Applying auth_user.phone... OK\n');
    expect((await site.run(['makemigrations'])).stdout).toBe('No changes detected\n');

    const changed = SITE_WITH_PHONE.replace(
      "type: 'text', maxLength: 20, default: ''",
      "type: 'integer', default: 0",
    );
    site.write('stagedoor.config.js', changed);
    const refused = await site.run(['migrate']);
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('The extra field "phone"'),
    });
  });
});
