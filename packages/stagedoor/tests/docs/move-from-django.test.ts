import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { djangoDefaults } from '../../src/config/compatibility.ts';
import { storedVectors } from '../infrastructure/password/stored-vectors.ts';
import { openRealSite, type RealSite } from '../support/site.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/move-from-django.md');
const [django] = storedVectors.filter(({ name }) => name === 'pbkdf2_sha256 plain');

it('the guide lists what COMPATIBILITY=django changes', () => {
  const rows = tableRows(sections(page, 2).get("Django's weaker forms") ?? '');
  const listed = rows.map(([name, value]) => [namesIn(name)[0], namesIn(value)[0]]);
  expect(listed).toEqual(Object.entries(djangoDefaults));
});

describe('people who are copied with the statements of the guide', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const path = join(directory, 'stagedoor.db');
  let site: RealSite;
  beforeAll(async () => {
    site = await openRealSite({
      env: { DATABASE_URL: `sqlite:${path}`, FAILURE_FLOOR_MILLISECONDS: '0' },
    });
    copyPeople(path);
  });
  afterAll(async () => {
    await site.close();
    rmSync(directory, { recursive: true });
  });

  const logIn = async (username: string) => {
    const payload = { username, password: django?.password ?? '' };
    return await site.visitor().browser.post('/api/login/', payload);
  };

  it.each(['Ana', 'ana', 'ANA@mail.example', 'ben'])(
    'sign in as %s with their Django password',
    async (name) => {
      expect((await logIn(name)).statusCode).toBe(200);
    },
  );

  it('sign in by user name alone where an elder account has their address', async () => {
    expect((await logIn('ana@mail.example')).json()).toMatchObject({ username: 'Ana' });
    expect((await logIn('ben')).json()).toMatchObject({ username: 'ben' });
  });
});

function copyPeople(path: string): void {
  const database = new BetterSqlite3(path);
  database.exec(`create table old_auth_user (id integer primary key, password text, last_login text,
    is_superuser bool, username text unique, first_name text, last_name text, email text, is_staff bool,
    is_active bool, date_joined text)`);
  const add = database.prepare(
    "insert into old_auth_user values (?, ?, null, 0, ?, '', '', ?, 0, 1, '2019-03-01T12:00:00.000Z')",
  );
  add.run(1, django?.encoded, 'Ana', 'Ana@mail.example');
  add.run(2, django?.encoded, 'ben', 'ana@MAIL.example');
  for (const { language, code } of codeBlocks(page)) if (language === 'sql') database.exec(code);
  database.close();
}
