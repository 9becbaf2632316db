import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { postgresUrl } from '../support/services.ts';
import type { Outcome } from './outcome.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const NOBODY = 65_534;

/** A person's mistake gets a sentence, never a trace of our code. */
function expectSentence(outcome: Outcome, words: RegExp, exitCode = 1): void {
  expect(outcome.stderr).toMatch(words);
  expect(outcome.stderr).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
  expect(outcome.exitCode).toBe(exitCode);
}

describe('the command line says in words what is wrong with', () => {
  test.each([
    ['#', 'postgres://ana:p#w@127.0.0.1:5432/site'],
    ['/', 'postgres://ana:12/secret@127.0.0.1:5432/site'],
    ['%', 'postgres://ana:100%secret@127.0.0.1:5432/site'],
  ])('a password with %s in DATABASE_URL that is not percent-encoded', async (_, url) => {
    const outcome = await (await sites.onSqlite({ DATABASE_URL: url })).run(['migrate']);
    expectSentence(outcome, /percent-encoded: %40 %3A %2F/);
    expect(outcome.stderr).not.toContain('secret');
  });

  test('a DATA_DIR in a place where no folder can be made', async () => {
    const site = await sites.onSqlite({ DATA_DIR: '/proc/nope/data' });
    expectSentence(await site.run(['migrate']), /^\/proc\/nope cannot be written\./);
  });

  test.each(['migrate', 'runserver'])('%s in production where no folder can be made', async (command) => {
    const site = await sites.onSqlite({
      NODE_ENV: 'production',
      SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=',
      CRYPTOGRAPHY_KEY: 'zQNlGRDGgcn66CKLB6h7hZWQ-rCsqZgSZsKp4FtWJ8k=',
      PUBLIC_URL: 'https://example.org',
      MAIL_URL: 'smtp://localhost:25',
      DATA_DIR: '/proc/nope/data',
    });
    expectSentence(
      await site.run([command]),
      /^The folder \/proc\/nope of the database file cannot be made\./,
    );
  });

  test('a wrong PostgreSQL password, without showing it', async () => {
    const url = new URL(postgresUrl());
    url.password = 'certainly-wrong';
    const site = await sites.onSqlite({ DATABASE_URL: url.href });
    const outcome = await site.run(['migrate']);
    expectSentence(
      outcome,
      /^PostgreSQL at \S+ refused the password of user "\w+"\. Check user and password/,
    );
    expect(outcome.stderr).not.toContain('certainly-wrong');
  });

  test('a PostgreSQL server that is not there', async () => {
    const site = await sites.onSqlite({ DATABASE_URL: 'postgres://somebody:something@127.0.0.1:9/accounts' });
    expectSentence(await site.run(['migrate']), /^No server answers as PostgreSQL at 127\.0\.0\.1:9\./);
  });

  test('a PostgreSQL database that was never made', async () => {
    const url = new URL(postgresUrl());
    url.pathname = '/never_made';
    const site = await sites.onSqlite({ DATABASE_URL: url.href });
    expectSentence(
      await site.run(['migrate']),
      /has no database "never_made"\. Create it: createdb never_made/,
    );
  });

  test('a database address that is none', async () => {
    const site = await sites.onSqlite({ DATABASE_URL: 'mysql://root@localhost/accounts' });
    expectSentence(await site.run(['migrate']), /- DATABASE_URL must be a URL starting with sqlite:/);
  });

  test('a database file that may not be written', async () => {
    const site = await sites.onSqlite({ DATABASE_URL: 'sqlite:./data/stagedoor.db' });
    await site.run(['migrate']);
    const file = join(site.folder, 'data', 'stagedoor.db');
    chmodSync(site.folder, 0o755);
    chmodSync(join(site.folder, 'data'), 0o755);
    chmodSync(file, 0o444);
    mkdirSync(join(site.folder, 'own'));
    chmodSync(join(site.folder, 'own'), 0o777);
    const asNobody = process.getuid?.() === 0 ? { userId: NOBODY } : {};
    const environment = { DATA_DIR: join(site.folder, 'own') };
    const outcome = await site.run(['clearsessions'], { environment, ...asNobody });
    expectSentence(outcome, /^The database file \S+ cannot be written\. Check who owns it/);
  });

  test('a folder that is a file', async () => {
    const site = await sites.onSqlite({ DATA_DIR: './taken' });
    site.write('taken', '');
    expectSentence(await site.run(['migrate']), /taken/);
  });

  test('a database that was not migrated', async () => {
    const site = await sites.onSqlite({ DATABASE_URL: 'sqlite:./empty.db' });
    site.write('empty.db', '');
    for (const words of [['clearsessions'], ['logout_all'], ['runserver'], ['worker'], ['audit', 'verify']]) {
      expectSentence(await site.run(words), /^The database lacks \d+ migrations\. Bring it up to date with/m);
    }
  });

  test('a mistyped path of a database file, which is not made', async () => {
    const site = await sites.onSqlite({ DATABASE_URL: 'sqlite:./wrong/place.db' });
    for (const words of [
      ['users', 'list'],
      ['audit', 'verify'],
      ['jobs', 'list'],
      ['clearsessions'],
      ['worker'],
    ]) {
      expectSentence(
        await site.run(words),
        /^The database file \.\/wrong\/place\.db is not there\. Check DATABASE_URL/m,
      );
    }
    expect(existsSync(join(site.folder, 'wrong'))).toBe(false);
  });

  test('production without secrets', async () => {
    const site = await sites.onSqlite({ NODE_ENV: 'production' });
    expectSentence(
      await site.run(['runserver']),
      /- SECRET_KEY is missing; `stagedoor generate_key` makes one\./,
    );
  });

  test('an unknown command, an unknown option and a missing word', async () => {
    const site = await sites.onSqlite();
    expectSentence(await site.run(['migrat']), /^error: unknown command 'migrat'/, 2);
    for (const [group, slip, meant] of [
      ['jobs', 'lst', 'list'],
      ['jobs', 'retri', 'retry'],
      ['users', 'lst', 'list'],
      ['users', 'deactivat', 'deactivate'],
      ['audit', 'verfy', 'verify'],
    ] as const) {
      const said = await site.run([group, slip, '--json']);
      expectSentence(said, new RegExp(`^error: unknown command '${slip}'\\n\\(?Did you mean ${meant}\\?`), 2);
      expect(said.stderr).toMatch(new RegExp(`stagedoor ${group} --help`));
    }
    for (const options of [['--json'], ['--limit', '3']])
      expectSentence(
        await site.run(['jobs', ...options, 'lst']),
        /^error: unknown command 'lst'\n\(Did you/,
        2,
      );
    expectSentence(await site.run(['jobs', 'list', 'x']), /^error: too many arguments for 'list'/, 2);
    expectSentence(await site.run(['jobs', '7']), /^error: unknown command '7'\n\D*jobs --help/, 2);
    expectSentence(await site.run(['migrate', '--fast']), /^error: unknown option '--fast'/, 2);
    expectSentence(await site.run(['unlock']), /^Name a user, or an address with --ip\./, 2);
    expectSentence(await site.run(['unlock', '--ip', 'here']), /^"here" is not an IP address\./, 2);
    expectSentence(await site.run(['users_per_day', '--days', '0']), /whole number from 1 to 366/, 2);
    expectSentence(
      await site.run(['runserver', 'door']),
      /^"door" is not a valid port number or address:port pair/,
      2,
    );
  });

  test('a site file that throws, has a slip of syntax or says what nobody reads', async () => {
    const site = await sites.onSqlite();
    const check = async (text: string) => {
      site.write('stagedoor.config.js', text);
      return await site.run(['check']);
    };
    expectSentence(
      await check("export const site = {};\nthrow new Error('the tap is shut');"),
      /^stagedoor\.config\.js cannot be loaded\. Error: the tap is shut/,
    );
    expectSentence(
      await check('export const site = {\n'),
      /^stagedoor\.config\.js cannot be loaded\. SyntaxError: /,
    );
    expectSentence(
      await check("import './nowhere.js';\nexport const site = {};"),
      /^stagedoor\.config\.js cannot be loaded; is the site built\?/,
    );
    expectSentence(await check("throw 'words';"), /^stagedoor\.config\.js cannot be loaded\. words/);
    expectSentence(
      await check('export const site = { pages: [] };'),
      /^stagedoor\.config\.js: pages is not known/,
    );
    expectSentence(await check('export default {};'), /^stagedoor\.config\.js must export `site`/);
  });

  test('a site file that is not there, or says nothing', async () => {
    const site = await sites.onSqlite();
    expectSentence(
      await site.run(['check', '--site', 'nowhere.js']),
      /^There is no site file nowhere\.js\./,
      2,
    );
    site.write('empty.js', 'export const nothing = 1;');
    expectSentence(await site.run(['check', '--site', 'empty.js']), /^empty\.js must export `site`/);
  });
});

test('--traceback shows where it happened', async () => {
  const site = await sites.onSqlite({ DATABASE_URL: 'postgres://somebody:something@127.0.0.1:9/accounts' });
  const { stderr, exitCode } = await site.run(['migrate', '--traceback']);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^\s+at /m);
  expect(stderr).not.toContain('something');
});

test('wrong usage and help are in the terminal’s language, every word', async () => {
  const site = await sites.onSqlite();
  const inSpanish = { environment: { LANG: 'es_ES.UTF-8' } };
  const said = async (words: readonly string[]) => (await site.run(words, inSpanish)).stderr;
  expect(await said(['migrate', '--plam'])).toBe(
    'error: no existe la opción «--plam»\n(¿Querías decir --plan?)\nAyuda: stagedoor migrate --help\n',
  );
  expect(await said(['migrat'])).toBe(
    'error: no existe la orden «migrat»\n(¿Querías decir migrate?)\nAyuda: stagedoor --help\n',
  );
  expect(await said(['users', 'lst'])).toContain('Ayuda: stagedoor users --help\n');
  expect(await said(['users', 'list', '--active', '--inactive'])).toMatch(
    /^error: la opción --active no se puede usar con la opción --inactive\n/,
  );
  expect(await said(['drf_create_token'])).toMatch(/^error: falta el argumento «user»/);
  expect(await said(['check', 'now'])).toMatch(
    /^error: sobran argumentos para «check»\. Se esperan 0 y hay 1/,
  );
  expect(await said(['users_per_day', '--days'])).toMatch(/^error: falta el valor de la opción --days/);
  expect(await said(['users_per_day', '--days', '0'])).toMatch(/^error: el valor «0» de la opción --days/);
  for (const words of [
    ['--help'],
    ['migrate', '--help'],
    ['import_authtoken', '--help'],
    ['users', '--help'],
  ]) {
    const { stdout } = await site.run(words, inSpanish);
    expect(stdout).toContain('Uso: stagedoor');
    expect(stdout).not.toMatch(/Usage|Options|Arguments|Commands|\[options\]|\[command\]|default:/);
  }
});

test('the terminal’s language is spoken where it is known', async () => {
  const site = await sites.onSqlite();
  const { stdout } = await site.run(['createsuperuser'], { environment: { LANG: 'es_ES.UTF-8' } });
  expect(stdout).toMatch(/^No se crea el superusuario/);
});

test('--help and --version are no failure', async () => {
  const site = await sites.onSqlite();
  expect((await site.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await site.run(['--help']);
  expect(help.exitCode).toBe(0);
  const names = [
    'setup_project',
    'runserver',
    'migrate',
    'createsuperuser',
    'changepassword',
    'clearsessions',
  ];
  for (const name of [...names, 'logout_all', 'check', 'unlock', 'generate_key', 'audit']) {
    expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  }
});
