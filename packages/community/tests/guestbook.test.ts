import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, createStagedoor, siteEnvironment } from 'stagedoor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../../stagedoor/tests/support/databases.ts';
import { guestBook } from '../src/guestbook.ts';
import { site } from '../src/site.ts';

const PASSWORD = 'Brass lamp 1 over the door';

describe.each(databases)('the guest book on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof openSite>>;
  let app: ReturnType<typeof createServer>;

  async function openSite(database: Readonly<Record<string, string>>) {
    const own = { DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, LOG_LEVEL: 'silent' };
    const env = siteEnvironment(site, { ...own, ...database });
    return await createStagedoor({ env, config: site.config ?? {}, features: [guestBook] });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guestbook-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await openSite(database.env);
    await stagedoor.migrations.apply();
    app = createServer(stagedoor, site.server);
    for (const username of ['ana', 'ben'])
      await stagedoor.useCases.createUser({ username, password: PASSWORD, validatePassword: false });
  });
  afterAll(async () => {
    await app.close();
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, headers = {}, payload?: object) {
    const sent = payload ? { payload } : {};
    return await app.inject({ method, url, headers: { host: '127.0.0.1:8000', ...headers }, ...sent });
  }

  async function tokenOf(username: string): Promise<{ authorization: string }> {
    const { token } = (await ask('POST', '/api-token-auth/', {}, { username, password: PASSWORD })).json();
    return { authorization: `Token ${token}` };
  }

  test('shows strangers an empty book and the way to log in', async () => {
    expect((await ask('GET', '/api/guestbook/')).json()).toEqual({ results: [], next: null });
    const { statusCode, body } = await ask('GET', '/guestbook/', { accept: 'text/html' });
    expect(statusCode).toBe(200);
    expect(body).toContain('No lines yet');
    expect(body).toContain('/accounts/login/?next=');
    expect(body).not.toContain('name="message"');
  });

  test('speaks Spanish to whoever does', async () => {
    const { body } = await ask('GET', '/guestbook/', { accept: 'text/html', 'accept-language': 'es' });
    expect(body).toContain('Todavía no hay líneas');
    expect(body).toContain('Cada miembro puede dejar 5 al día');
  });

  test('takes no line of a stranger', async () => {
    expect((await ask('POST', '/api/guestbook/', {}, { message: 'hello' })).statusCode).toBe(401);
  });

  test('keeps a member’s line, trimmed, with their name, and shows it to everybody', async () => {
    const ana = await tokenOf('ana');
    const signed = await ask('POST', '/api/guestbook/', ana, { message: '  Hello \n there <b>you</b> ' });
    expect(signed.statusCode).toBe(201);
    expect(signed.json()).toMatchObject({ author: 'ana', message: 'Hello there <b>you</b>' });
    const { body } = await ask('GET', '/guestbook/', { accept: 'text/html' });
    expect(body).toContain('Hello there &lt;b>you&lt;/b>');
  });

  test.each([
    ['nothing', {}, 'required'],
    ['a blank', { message: ' ' }, 'blank'],
    ['more than 200 characters', { message: 'x'.repeat(201) }, '200'],
  ])('refuses %s, naming the field', async (_, payload, word) => {
    const refused = await ask('POST', '/api/guestbook/', await tokenOf('ana'), payload);
    expect(refused.statusCode).toBe(400);
    expect(JSON.stringify(refused.json().message)).toContain(word);
  });

  test('takes a line back from its writer only', async () => {
    const ben = await tokenOf('ben');
    const { id } = (await ask('POST', '/api/guestbook/', ben, { message: 'mine' })).json();
    expect((await ask('DELETE', `/api/guestbook/${id}/`, await tokenOf('ana'))).statusCode).toBe(404);
    expect((await ask('DELETE', `/api/guestbook/${id}/`, ben)).statusCode).toBe(204);
    expect((await ask('DELETE', `/api/guestbook/${id}/`, ben)).statusCode).toBe(404);
  });

  test('takes five lines a day of one member, unless told otherwise, and the sixth not', async () => {
    const ben = await tokenOf('ben');
    const statuses: number[] = [];
    for (let line = 1; line <= 6; line += 1)
      statuses.push((await ask('POST', '/api/guestbook/', ben, { message: `line ${line}` })).statusCode);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });

  test('takes as many as the site says in GUESTBOOK_LINES_A_DAY', async () => {
    const strict = await openSite({ DATABASE_URL: 'sqlite::memory:', GUESTBOOK_LINES_A_DAY: '1' });
    expect(strict.features.guestbook.linesADay).toBe(1);
    await strict.close();
    await expect(openSite({ GUESTBOOK_LINES_A_DAY: '0' })).rejects.toThrow(
      'GUESTBOOK_LINES_A_DAY must be a whole number, 1 to 1000',
    );
  });

  test('is signed on its page, and says so', async () => {
    const login = await ask('POST', '/api/login/', {}, { username: 'ana', password: PASSWORD });
    const cookie = login.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const page = await ask('GET', '/guestbook/', { cookie, accept: 'text/html' });
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const form = (message: string) => ({
      method: 'POST' as const,
      url: '/guestbook/',
      headers: {
        host: '127.0.0.1:8000',
        origin: 'http://127.0.0.1:8000',
        cookie,
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ csrfmiddlewaretoken: token, message }).toString(),
    });
    const refused = await app.inject(form(' '));
    expect(refused.statusCode).toBe(200);
    expect(refused.body).toContain('aria-invalid="true"');
    const signed = await app.inject(form('from the page'));
    expect([signed.statusCode, signed.headers.location]).toEqual([302, '/guestbook/']);
    const jar = [cookie, ...signed.cookies.map(({ name, value }) => `${name}=${value}`)].join('; ');
    const { body } = await ask('GET', '/guestbook/', { cookie: jar, accept: 'text/html' });
    expect(body).toContain('from the page');
    expect(body).toContain('Your line is in the guest book.');
  });

  test('turns its pages by the last line shown', async () => {
    const rows = (await ask('GET', '/api/guestbook/')).json();
    const before = rows.results[2].id;
    const older = (await ask('GET', `/api/guestbook/?before=${before}`)).json();
    expect(older.results).toEqual(rows.results.slice(3));
    expect((await ask('GET', '/api/guestbook/?before=x')).statusCode).toBe(400);
  });

  test('loses the lines of whoever leaves', async () => {
    const ben = await tokenOf('ben');
    const session = await ask('POST', '/api/login/', {}, { username: 'ben', password: PASSWORD });
    const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const token = session.cookies.find(({ name }) => name === 'csrftoken')?.value ?? '';
    const left = await ask(
      'DELETE',
      '/api/users/me/',
      { cookie, 'x-csrftoken': token },
      { password: PASSWORD },
    );
    expect(left.statusCode, left.body).toBe(204);
    expect((await ask('GET', '/api/users/me/', ben)).statusCode).toBe(401);
    const { results } = (await ask('GET', '/api/guestbook/')).json();
    expect(new Set(results.map(({ author }: { author: string }) => author))).toEqual(new Set(['ana']));
  });

  test('keeps a line for a year', async () => {
    const { guestbook } = stagedoor.features;
    expect(await guestbook.removeOld()).toBe(0);
    expect((await guestbook.list()).entries.length).toBeGreaterThan(0);
  });
});
