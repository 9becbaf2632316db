import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const dist = (...path: readonly string[]) =>
  JSON.stringify(pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', ...path)).href);

const CORE = `import assert from 'node:assert/strict';
import { test } from 'node:test';
test('ten per cent off a hundred is ninety', () => assert.equal(100 - (100 * 10) / 100, 90));`;
const VIEWS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStagedoor } from ${dist('index.js')};
import { openTestSite } from ${dist('testing', 'index.js')};
test('a visitor is nobody', async () => {
  const site = await openTestSite();
  assert.equal((await site.app.inject({ url: '/api/users/me/' })).statusCode, 401);
  assert.deepEqual([process.env.MAIL_URL, process.env.REDIS_URL, process.env.SECRET_KEY], [undefined, undefined, undefined]);
  await site.close();
});
test('the database of the settings is empty', async () => {
  const stagedoor = await createStagedoor({ env: process.env });
  assert.equal((await stagedoor.migrations.list()).some(({ appliedAt }) => appliedAt), false);
  await stagedoor.close();
});`;

/** What a test has no business with. */
const REACHING = {
  MAIL_URL: 'smtp://mail.example:25',
  REDIS_URL: 'redis://127.0.0.1:1/0',
  SECRET_KEY: 'that of the site, which signs what counts',
  CRYPTOGRAPHY_KEY_FILE: '/nowhere/at/all',
  POSTGRES_DB: 'that_of_the_site',
};

/** The names of tests in what a runner prints, and whether they passed. */
function told(printed: string): readonly string[] {
  return [...printed.matchAll(/^\s*(✔|✖|ok|not ok) (?:\d+ - )?(.+?)(?: \([\d.]+ms\))?$/gm)]
    .map(([, mark, name]) => `${mark === '✔' || mark === 'ok'} ${name}`)
    .toSorted();
}

test('runs what the runner of Node runs by itself, and never on the database of the site', async () => {
  const site = await sites.onSqlite();
  expect(await site.run(['test'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('no tests'),
  });
  for (const folder of ['core', 'api', 'node_modules/other'])
    mkdirSync(join(site.folder, 'tests', folder), { recursive: true });
  site.write('package.json', '{ "type": "module" }');
  site.write('tests/core/test_use_cases.ts', CORE);
  site.write('tests/api/test_views.js', VIEWS);
  site.write('tests/node_modules/other/test_theirs.js', 'throw new Error("It is not ours.");');

  const byCommand = await site.start(['test'], { environment: { NODE_ENV: 'production', ...REACHING } })
    .ended;
  expect(byCommand).toMatchObject({ exitCode: 0, stderr: '' });
  const direct = spawnSync(process.execPath, ['--test', 'tests/{core,api}/**/test_*.{ts,js}'], {
    cwd: site.folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATABASE_URL: 'sqlite::memory:', DATA_DIR: site.folder },
  });
  expect(direct.status).toBe(0);
  expect(told(byCommand.stdout)).toHaveLength(3);
  expect(told(byCommand.stdout)).toEqual(told(direct.stdout));
  expect(existsSync(join(site.folder, 'data'))).toBe(false);

  const one = await site.start(['test', 'tests/core/test_use_cases.ts']).ended;
  expect(told(one.stdout)).toEqual(['true ten per cent off a hundred is ninety']);
  // As the guide says: what is for the runner comes before the files, which are looked for as ever.
  const named = await site.start(['test', '--', '--test-name-pattern=visitor']).ended;
  expect(told(named.stdout).filter((line) => line.includes('visitor'))).toEqual(['true a visitor is nobody']);

  site.write('tests/core/test_use_cases.ts', CORE.replace('90)', '91)'));
  expect(await site.start(['test']).ended).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Tests failed.'),
  });
});

test('runs Vitest where the project has it', async () => {
  const site = await sites.onSqlite();
  site.write('package.json', '{ "type": "module", "devDependencies": { "vitest": "*" } }');
  mkdirSync(join(site.folder, 'node_modules'));
  symlinkSync(inCheckout('node_modules', 'vitest'), join(site.folder, 'node_modules', 'vitest'));
  site.write(
    'sum.test.js',
    `import { expect, test } from 'vitest'; test('adds', () => expect(1 + 1).toBe(2));`,
  );
  const { exitCode, stdout } = await site.start(['test', 'sum.test.js'], { environment: { NO_COLOR: '1' } })
    .ended;
  expect(stdout).toMatch(/Tests\s+1 passed/);
  expect(exitCode).toBe(0);
});
