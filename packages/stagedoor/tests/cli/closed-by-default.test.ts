import { describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const API = JSON.stringify(inCheckout('packages', 'stagedoor', 'dist', 'api', 'index.js'));
const siteWithField = (name: string, field: string) =>
  `export const site = { config: { extraFields: { ${name}: ${field} } } };`;
const RANK = siteWithField('is_superuser', "{ type: 'boolean', default: false }");
const PHONE_AS_TEXT = siteWithField('phone', "{ type: 'text', maxLength: 20, default: '' }");
const PHONE_AS_NUMBER = siteWithField('phone', "{ type: 'integer', default: 0 }");

const READING = [['check'], ['check', '--database'], ['runserver', '0'], ['makemigrations', '--check']];
const EVERY = [
  ...READING,
  ['makemigrations'],
  ['migrate', '--check'],
  ['migrate'],
  ['showmigrations'],
  ['worker'],
];

describe.each(['onSqlite', 'onPostgres'] as const)('%s', (where) => {
  test('no command works with an extra field called as a column of every user, before and after migrate', async () => {
    const site = await sites[where]();
    for (const state of ['fresh', 'migrated']) {
      site.write('stagedoor.config.js', RANK);
      for (const words of state === 'fresh'
        ? [['check'], ['migrate'], ['makemigrations', '--check']]
        : EVERY) {
        const outcome = await site.run(words);
        expect([words, outcome.exitCode, outcome.stderr], state).toEqual([
          words,
          1,
          expect.stringContaining('The extra field "is_superuser" cannot be used'),
        ]);
      }
      site.write('stagedoor.config.js', PHONE_AS_TEXT);
      await site.run(['migrate']);
    }
  }, 120_000);

  test('no command works on a database with an extra field whose type has changed', async () => {
    const site = await sites[where]();
    site.write('stagedoor.config.js', PHONE_AS_TEXT);
    await site.run(['migrate']);
    site.write('stagedoor.config.js', PHONE_AS_NUMBER);
    for (const words of EVERY.filter(([name, flag]) => name !== 'check' || flag !== undefined)) {
      const outcome = await site.run(words);
      expect([words, outcome.exitCode, outcome.stderr]).toEqual([
        words,
        1,
        expect.stringContaining('The extra field "phone" is configured as'),
      ]);
    }
  }, 120_000);
});

test('runserver does not start on a route with a slip in it, and names it in one sentence', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  site.write(
    'stagedoor.config.js',
    `import { defineRoute, json, registerApiRoutes } from ${API};
    const route = defineRoute({
      name: 'notes', method: 'GET', path: '/api/notes/', issues: 'none', access: 'authentificated', csrf: 'none',
      handler: () => json({ notes: [] }),
    });
    export const site = { server: { extend: (app, context) => registerApiRoutes(app, context, [route]) } };`,
  );
  const outcome = await site.run(['runserver', '0']);
  expect(outcome).toMatchObject({
    exitCode: 1,
    stderr:
      'Route GET /api/notes/ (notes): access must be one of anyone, authenticated, anonymous, not "authentificated".\n',
  });
});

test.each([
  ['servr', '{ servr: {} }'],
  ['extraField', '{ config: { extraField: {} } }'],
  ['signupOpen', "{ config: { signupOpen: 'false' } }"],
  ['extned', '{ server: { extned: () => {} } }'],
  ['pages', "{ server: { pages: 'no' } }"],
])('a site file with %s is refused by name', async (word, written) => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  site.write('stagedoor.config.js', `export const site = ${written};`);
  const outcome = await site.run(['runserver', '0']);
  expect([outcome.exitCode, outcome.stderr]).toEqual([1, expect.stringContaining(word)]);
});
