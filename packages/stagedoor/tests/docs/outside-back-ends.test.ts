import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settingsTable } from '../../src/config/settings-table.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { type Directory, READER, startDirectory } from '../support/directory.ts';
import { type OutsideApi, startOutsideApi, tell } from '../support/outside-api.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/outside-back-ends.md');
const parts = sections(page, 2);
const AUTHORITY = join(import.meta.dirname, '../support/certificates/authority.pem');
const extraFields = {
  fecha_nacimiento: { type: 'date', nullable: true },
  sexo: { type: 'text', maxLength: 10, nullable: true },
  telefono: { type: 'text', maxLength: 20, nullable: true },
} as const;

const part = (title: string) => parts.get(title) ?? '';
const blocksOf = (title: string, language: string) =>
  codeBlocks(part(title)).filter((block) => block.language === language);

/** The settings of a block, as a shell or a compose file would read them. */
function settingsIn(code: string): Record<string, string> {
  const lines = code.trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

let site: RealSite;
afterEach(() => site?.close());

async function open(settings: Record<string, string>): Promise<RealSite> {
  site = await openRealSite({
    env: { ...settings, FAILURE_FLOOR_MILLISECONDS: '0' },
    config: { extraFields },
  });
  return site;
}

async function logIn(username: string, password: string): Promise<number> {
  const payload = { username, password };
  const headers = { host: site.stagedoor.config.publicUrl.host };
  const answer = await site.app.inject({ method: 'POST', url: '/api/login/', headers, payload });
  return answer.statusCode;
}

async function putIntoEditors(userId: number): Promise<void> {
  const database = await openDatabase(site.stagedoor.config.databaseUrl.reveal());
  await sql`insert into auth_group (id, name) values (1, 'editors')`.execute(database.db);
  await sql`insert into auth_user_groups (user_id, group_id) values (${userId}, 1)`.execute(database.db);
  await database.close();
  // As by another process: what others commit is seen with the next turn of the event loop.
  await nextTurn();
}

const find = (identifier: string) => site.stagedoor.useCases.user.find({ identifier });

describe('an API that says yes or no, set up as the guide says', () => {
  const title = 'An API that says yes or no';
  const form = new URLSearchParams(blocksOf(title, 'http')[0]?.code.trim().split('\n').at(-1));
  let api: OutsideApi;
  afterEach(() => api.close());

  const setUp = async () => {
    api = await startOutsideApi();
    api.answer = (asked, response) =>
      String(asked) === String(form)
        ? tell(response, blocksOf(title, 'json')[0]?.code ?? '')
        : tell(response, { detail: 'no' }, 401);
    const settings = settingsIn(blocksOf(title, 'env')[0]?.code ?? '');
    const here = { EXTERNAL_AUTH_URL: api.url, EXTERNAL_AUTH_ALLOW_PRIVATE: 'true' };
    await open({ ...settings, ...here });
    await site.addPerson();
  };

  it('makes the user of the form with the fields of the answer', async () => {
    await setUp();
    expect(await logIn('bea', form.get('password') ?? '')).toBe(200);
    expect(await find('bea')).toMatchObject({
      email: 'bea@mail.example',
      extra: { fecha_nacimiento: '1990-02-03', sexo: 'f', telefono: null },
    });
    expect(await logIn('bea', PASSWORD)).toBe(401);
  });

  it('gives them their groups like anybody, and no password here', async () => {
    await setUp();
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    await visitor.submit({ username: 'bea', password: form.get('password') ?? '' });
    await putIntoEditors((await find('bea'))?.id ?? 0);
    const me = await visitor.open('/api/users/me/');
    expect(me.response.json()).toMatchObject({ username: 'bea', groups: [{ name: 'editors' }] });
    expect((await visitor.open('/accounts/security/')).text).toContain(
      'Your password is kept in another system.',
    );
    expect((await visitor.open('/accounts/password/change/')).path).toBe('/accounts/security/');
    expect((await visitor.open('/accounts/password/set/')).path).toBe('/accounts/security/');
  });

  it('lets local users in before it, beside it and after its death', async () => {
    await setUp();
    expect(await logIn('ana', PASSWORD)).toBe(200);
    await api.close();
    for (let index = 0; index < 4; index += 1) expect(await logIn('ana', PASSWORD)).toBe(200);
    expect(await logIn('bea', form.get('password') ?? '')).toBe(401);
    api = await startOutsideApi();
  });

  it('is not asked at an address inside unless the site allows it', async () => {
    await setUp();
    await site.close();
    const settings = settingsIn(blocksOf(title, 'env')[0]?.code ?? '');
    await open({ ...settings, EXTERNAL_AUTH_URL: api.url });
    expect(await logIn('bea', form.get('password') ?? '')).toBe(401);
    expect(api.connections()).toBe(0);
  });
});

describe('a directory, set up as the guide says', () => {
  let directory: Directory;
  beforeAll(async () => {
    directory = await startDirectory();
  });
  afterAll(() => directory.stop());

  it.each(blocksOf('A directory', 'env').map(({ code }) => [settingsIn(code)]))(
    'signs its people in and describes them: %j',
    async (settings) => {
      await open({ ...settings, LDAP_URL: directory.secureUrl, LDAP_CA_FILE: AUTHORITY });
      await site.addPerson();
      expect(await logIn('bea', 'a-lantern-for-9-otters')).toBe(200);
      expect(await find('bea')).toMatchObject({
        firstName: 'Bea',
        lastName: 'Ruiz',
        email: 'bea@mail.example',
      });
      expect(await logIn('bea', PASSWORD)).toBe(401);
      expect(await logIn('ana', PASSWORD)).toBe(200);
    },
  );

  it('names the account that the test’s directory has', () => {
    expect(part('A directory')).toContain(`LDAP_BIND_DN=${READER.dn}`);
    expect(part('A directory')).toContain(`LDAP_BIND_PASSWORD=${READER.password}`);
  });
});

describe('a proxy, set up as the guide says', () => {
  it('signs in whom it names', async () => {
    const settings = settingsIn(blocksOf('A proxy that knows who is there', 'env')[0]?.code ?? '');
    await open(settings);
    const ask = (remoteAddress: string) =>
      site.app.inject({
        method: 'POST',
        url: '/api/login/remote/',
        headers: { host: site.stagedoor.config.publicUrl.host, 'x-remote-user': 'bea' },
        remoteAddress,
      });
    expect((await ask('10.0.0.3')).statusCode).toBe(401);
    expect((await ask('10.0.0.2')).statusCode).toBe(200);
  });
});

describe('the guide to outside back ends', () => {
  it('tells of every back end there is', () => {
    const told = tableRows(page).map(([name]) => namesIn(name)[0]);
    const setting = settingsTable.AUTHENTICATION_BACKENDS;
    expect(setting.shape).toContain(told.join(', '));
  });

  it('names only settings that there are', () => {
    const known = Object.keys(settingsTable);
    const named = [...page.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
