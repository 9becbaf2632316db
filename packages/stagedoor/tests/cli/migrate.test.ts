import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useSites } from './sites.ts';

const sites = useSites();
const SITE_WITH_PHONE = `export const site = {
  config: { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } },
};`;

describe.each(['onSqlite', 'onPostgres'] as const)('migrate %s', (where) => {
  test('brings a fresh database up to date; the second run says that there is nothing to do', async () => {
    const site = await sites[where]();
    const first = await site.run(['migrate']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Running migrations:\n( {2}Applying stagedoor\.\d{4}_\w+\.\.\. OK\n)+$/);
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
    expect((await site.run(['showmigrations'])).stdout).toMatch(/^stagedoor\n( \[ \] \d{4}_\w+\n)+$/);
    await site.run(['migrate']);
    expect((await site.run(['showmigrations'])).stdout).toMatch(/^stagedoor\n( \[X\] \d{4}_\w+\n)+$/);
  });

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
