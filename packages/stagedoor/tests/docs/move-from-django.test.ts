import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { djangoDefaults } from '../../src/config/compatibility.ts';
import { createTestSite, type TestSite } from '../cli/command-line.ts';
import { storedVectors } from '../infrastructure/password/stored-vectors.ts';
import { createTestDatabase } from '../support/services.ts';
import { openRealSite, type RealSite } from '../support/site.ts';
import { type Dialect, djangoRows, djangoTables, TOKEN_OF_ANA, TOKEN_OF_CLEO } from './django-database.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/move-from-django.md');
const [django] = storedVectors.filter(({ name }) => name === 'pbkdf2_sha256 plain');
const steps = sections(sections(page, 2).get('Bring the people over') ?? '', 3);
const WAY_BACK = 'The way back';
const AGAIN = 'Going over again';
const KEYS = {
  SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=',
  CRYPTOGRAPHY_KEY: 'zQNlGRDGgcn66CKLB6h7hZWQ-rCsqZgSZsKp4FtWJ8k=',
};

it('the guide lists what COMPATIBILITY=django changes', () => {
  const rows = tableRows(sections(page, 2).get("Django's weaker forms") ?? '');
  const listed = rows.map(([name, value]) => [namesIn(name)[0], namesIn(value)[0]]);
  expect(listed).toEqual(Object.entries(djangoDefaults));
});

type Row = Readonly<Record<string, unknown>>;

/** A Django site's database, looked at as its owner does. */
interface Owner {
  readonly url: string;
  run(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const owners: Record<Dialect, () => Promise<Owner>> = {
  async sqlite() {
    const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
    const path = join(directory, 'db.sqlite3');
    const database = new BetterSqlite3(path);
    return {
      url: `sqlite:${path}`,
      async run(sql) {
        if (/^\s*select/.test(sql)) return database.prepare(sql).all() as Row[];
        database.exec(sql);
        return [];
      },
      async close() {
        database.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  async postgres() {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return {
      url: database.url,
      run: async (sql) => (await client.query(sql)).rows,
      async close() {
        await client.end();
        await database.drop();
      },
    };
  },
};

const SITE_LANGUAGES: Record<Dialect, string> = { sqlite: 'sqlite', postgres: 'postgresql' };

/** Does what a part of the guide says, in its order: statements in the database, commands in the shell. */
async function follow(
  text: string,
  { dialect, owner, shell }: { dialect: Dialect; owner: Owner; shell: TestSite },
) {
  const printed: string[] = [];
  for (const { language, code } of codeBlocks(text)) {
    if (language === 'sql' || language === SITE_LANGUAGES[dialect]) await owner.run(code);
    if (language !== 'sh') continue;
    for (const line of code.trim().split('\n')) {
      if (!line.startsWith('npx stagedoor ')) {
        printed.push(execFileSync('sh', ['-c', line], { cwd: shell.folder, encoding: 'utf8' }));
        continue;
      }
      const { exitCode, stdout, stderr } = await shell.run(line.replace('npx stagedoor ', '').split(' '));
      if (exitCode !== 0) throw new Error(`${line} failed:\n${stdout}${stderr}`);
      printed.push(stdout);
    }
  }
  return printed.join('');
}

it('the guide has each step on the way, and the way back', () => {
  expect([...steps.keys()]).toEqual([
    '1. Look for what cannot come over',
    "2. Give Django's tables other names",
    '3. Make ours',
    '4. Copy the people',
    '5. Copy their addresses',
    '6. Copy groups and permissions',
    'Tokens of programs',
    '7. Look',
    WAY_BACK,
    AGAIN,
  ]);
});

describe.each<Dialect>(['sqlite', 'postgres'])(
  'a site of Django that moves by the guide, on %s',
  (dialect) => {
    let owner: Owner;
    let shell: TestSite;
    let site: RealSite;
    let env: Record<string, string>;
    let printed = '';
    async function goOver(): Promise<string> {
      const said: string[] = [];
      for (const [title, text] of steps) {
        if (title === WAY_BACK) break;
        said.push(await follow(text, { dialect, owner, shell }));
      }
      return said.join('');
    }
    beforeAll(async () => {
      owner = await owners[dialect]();
      await owner.run(djangoTables(dialect) + djangoRows(dialect, django?.encoded ?? ''));
      shell = createTestSite({ ...KEYS, DATABASE_URL: owner.url });
      const early = await shell.run(['migrate']);
      expect([early.exitCode, early.stderr]).toEqual([
        1,
        expect.stringMatching(/by our names that we did not make: .*auth_user.*"Move from Django"/),
      ]);
      printed = await goOver();
      env = {
        ...KEYS,
        DATABASE_URL: owner.url,
        COMPATIBILITY: 'django',
        FAILURE_FLOOR_MILLISECONDS: '0',
        DATA_DIR: join(shell.folder, 'data'),
      };
      site = await openRealSite({ env });
    }, 60_000);
    afterAll(async () => {
      await site?.close();
      shell?.remove();
      await owner?.close();
    });

    const send = (
      method: 'GET' | 'POST',
      url: string,
      more: { payload?: object; headers?: Record<string, string> } = {},
    ) => site.app.inject({ method, url, ...more });
    const logIn = (username: string) =>
      send('POST', '/dj-rest-auth/login/', { payload: { username, password: django?.password ?? '' } });
    const withToken = (key: string) => ({ headers: { authorization: `Token ${key}` } });

    it('everybody signs in with their Django password, by name or address', async () => {
      for (const name of ['Ana', 'ana', 'ANA@mail.example', 'ben', 'dora', 'elsa', 'elder', 'younger']) {
        expect([name, (await logIn(name)).statusCode]).toEqual([name, 200]);
      }
      expect((await logIn('cleo')).statusCode).toBe(400);
    });

    it('so do those whose names no database folds as a log-in does, and nobody takes what reads alike', async () => {
      const words = [
        ['straße', 'STRASSE'],
        ['İbrahim', 'i\u0307brahim', 'ibrahim@BÜCHER.example', 'ibrahim@xn--bcher-kva.example'],
        ['GROẞ', 'gross'],
        ['trail ', 'trail'],
        ['nowhere'],
        ['nameless@mail.example'],
      ];
      for (const name of words.flat()) {
        expect([name, (await logIn(name)).statusCode]).toEqual([name, 200]);
      }
      expect((await logIn('not-an-address')).statusCode).toBe(400);
      for (const username of ['strasse', 'Gross', 'trail']) {
        const password = 'tulips-under-7';
        const payload = { username, email: 'new@mail.example', password1: password, password2: password };
        const refused = await send('POST', '/dj-rest-auth/registration/', { payload });
        expect([username, refused.statusCode]).toEqual([username, 400]);
        expect(Object.keys(refused.json())).toEqual(['username']);
      }
      expect(printed).toContain('5 user names are stored as log-ins look for them now.\n');
      expect(printed).toContain('2 addresses are stored as log-ins look for them now.\n');
      expect(printed).toContain('it does not count as confirmed:\n- id:12\n');
      expect((await shell.run(['mend_names'])).stdout).toContain('0 user names');
    });

    it('programs go on with the tokens that they have, but for those of nobody who may come in', async () => {
      const me = (await send('GET', '/api/users/me/', withToken(TOKEN_OF_ANA))).json();
      expect(me).toMatchObject({ id: 1, username: 'Ana', email: 'ana@mail.example', first_name: 'Ana' });
      expect((await logIn('ana')).json()).toEqual({ key: TOKEN_OF_ANA });
      expect((await send('GET', '/api/users/me/', withToken(TOKEN_OF_CLEO))).statusCode).toBe(401);
      expect(printed).toContain('1 token is good here now.');
      expect(printed).toContain('1 left: it is not 40 hexadecimal digits.');
      expect(printed).toContain('1 left: its user is deactivated.');
      expect(printed).toContain('1 left: its user has not confirmed the address yet.');
      const kept = await owner.run('select * from authtoken_token');
      expect(JSON.stringify(kept)).not.toContain(TOKEN_OF_ANA);
      const again = await shell.run(['import_authtoken', 'old_authtoken_token']);
      expect(again.stdout).toContain('1 left: its user has a token here already.');
    });

    it('groups keep their ids, rights hold, and the next group gets an id of its own', async () => {
      const me = (await send('GET', '/api/users/me/', withToken(TOKEN_OF_ANA))).json();
      expect(me.groups).toEqual([
        { id: 1, name: 'editors' },
        { id: 2, name: 'readers' },
      ]);
      expect(me.permissions).toEqual(['add_user']);
      await owner.run("insert into auth_group (name) values ('writers')");
      const [row] = await owner.run("select id from auth_group where name = 'writers'");
      expect(Number(row?.id)).toBe(3);
    });

    it('addresses come over with what is known of them', async () => {
      const rows = await owner.run(
        'select user_id, email, verified, "primary" from account_emailaddress order by user_id, email',
      );
      expect(
        rows.map((row) => [Number(row.user_id), row.email, Boolean(row.verified), Boolean(row.primary)]),
      ).toEqual([
        [1, 'ana@mail.example', true, true],
        [1, 'ana@work.example', true, false],
        [2, 'ana@mail.example', false, true],
        [3, 'cleo@mail.example', false, true],
        [5, 'elsa@mail.example', false, true],
        [6, 'shared@mail.example', false, true],
        [7, 'shared@mail.example', true, true],
        [9, 'ibrahim@bücher.example', true, true],
        [12, 'not-an-address', false, true],
        [13, 'nameless@mail.example', true, true],
      ]);
      const ben = (await logIn('ben')).json();
      expect((await send('GET', '/dj-rest-auth/user/', withToken(ben.key))).json()).toMatchObject({
        pk: 2,
        email: 'ana@mail.example',
      });
    });

    it('an address is whose allauth verified it, however old another account that has it', async () => {
      const younger = (await logIn('Shared@mail.example')).json();
      expect((await send('GET', '/dj-rest-auth/user/', withToken(younger.key))).json()).toMatchObject({
        pk: 7,
      });
      const asked = codeBlocks(steps.get('1. Look for what cannot come over') ?? '').map(({ code }) => code);
      const inDjangosTables = (sql = '') =>
        owner.run(sql.replace(/\b(auth_user|account_emailaddress)\b/g, 'old_$1').trim());
      const shared = await inDjangosTables(asked[1]);
      expect(shared.map(({ id, verified }) => [Number(id), Boolean(verified)])).toEqual([
        [1, true],
        [2, false],
        [7, true],
        [6, false],
      ]);
      const [second] = await inDjangosTables(asked[2]);
      expect(Number(Object.values(second ?? {})[0])).toBe(1);
    });

    it('moments are what they were', async () => {
      const ana = await site.stagedoor.useCases.user.find({ identifier: 'ana' });
      expect(ana?.dateJoined.toISOString()).toBe('2019-03-01T12:00:00.123Z');
    });

    it('the front end of djoser goes on', async () => {
      const credentials = { username: 'ana', password: django?.password ?? '' };
      const { access } = (await send('POST', '/auth/jwt/create/', { payload: credentials })).json();
      const me = await send('GET', '/auth/users/me/', { headers: { authorization: `JWT ${access}` } });
      expect(me.json()).toMatchObject({ id: 1, username: 'Ana' });
    });

    it('a table that is not there is said in a sentence', async () => {
      const { exitCode, stderr } = await shell.run(['import_authtoken', 'nowhere']);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('There is no table nowhere')]);
    });

    it('the way back gives Django its tables, with who came and what changed meanwhile', async () => {
      const fina = {
        username: 'fina',
        email: 'fina@mail.example',
        password1: 'tulips-under-7',
        password2: 'tulips-under-7',
      };
      expect((await send('POST', '/dj-rest-auth/registration/', { payload: fina })).statusCode).toBe(201);
      await site.stagedoor.useCases.audit.seal();
      await site.close();
      await follow(steps.get(WAY_BACK) ?? '', { dialect, owner, shell });
      const people = await owner.run('select id, username, password from auth_user order by id');
      expect(people.map(({ id, username }) => [Number(id), username])).toEqual([
        [1, 'Ana'],
        [2, 'ben'],
        [3, 'cleo'],
        [4, 'dora'],
        [5, 'elsa'],
        [6, 'elder'],
        [7, 'younger'],
        [8, 'straße'],
        [9, 'İbrahim'],
        [10, 'GROẞ'],
        [11, 'trail '],
        [12, 'nowhere'],
        [13, ''],
        [14, 'fina'],
      ]);
      // Written anew at the log-in, in the form that Django reads.
      expect(people[0]?.password).toMatch(/^argon2\$argon2id\$/);
      expect(people[2]?.password).toBe(django?.encoded);
      expect(
        await owner.run(`select user_id from authtoken_token where key = '${TOKEN_OF_ANA}'`),
      ).toHaveLength(1);
      const joined = await owner.run(
        'select username from django_admin_log join auth_user on auth_user.id = user_id',
      );
      expect(joined).toEqual([{ username: 'Ana' }]);
    });

    it('whoever went back goes over again by the same steps, with a log that is sealed anew', async () => {
      const head = join(shell.folder, 'data', 'audit-head.json');
      expect(existsSync(head)).toBe(true);
      await follow(steps.get(AGAIN) ?? '', { dialect, owner, shell });
      expect(existsSync(head)).toBe(false);
      await goOver();
      site = await openRealSite({ env });
      for (const name of ['ana', 'fina']) {
        const password = name === 'fina' ? 'tulips-under-7' : (django?.password ?? '');
        const answer = await send('POST', '/dj-rest-auth/login/', { payload: { username: name, password } });
        expect([name, answer.statusCode]).toEqual([name, 200]);
      }
      await site.stagedoor.useCases.audit.seal();
      expect((await shell.run(['audit', 'verify'])).stdout).toContain('The audit log is sound.');
    });
  },
);
