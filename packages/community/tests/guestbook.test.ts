import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createServer, createStagedoor, siteEnvironment } from 'stagedoor';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../stagedoor/src/infrastructure/database/open-database.ts';
import { systemClock } from '../../stagedoor/src/infrastructure/system-clock.ts';
import { databases } from '../../stagedoor/tests/support/databases.ts';
import { guestBook } from '../src/guestbook.ts';
import { site } from '../src/site.ts';

const PASSWORD = 'Brass lamp 1 over the door';
const WEBHOOK_SECRET = 'whsec_bm90IGEgc2VjcmV0LCBvbmx5IGZvciBhIHRlc3QgaGVyZQ==';
const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../stagedoor/bin/stagedoor.js', import.meta.url));
const YEAR_MS = 365 * 86_400_000;

describe.each(databases)('the guest book on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  let stagedoor: Awaited<ReturnType<typeof openSite>>;
  let app: ReturnType<typeof createServer>;
  let lateMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs) };

  async function openSite(database: Readonly<Record<string, string>>) {
    const own = { DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, LOG_LEVEL: 'silent' };
    const env = siteEnvironment(site, { ...own, ...database });
    return await createStagedoor({ env, config: site.config ?? {}, features: [guestBook], clock });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guestbook-'));
    const database = await open();
    drop = database.drop;
    environment = database.env;
    stagedoor = await openSite(database.env);
    await stagedoor.migrations.apply();
    app = createServer(stagedoor, site.server);
    for (const username of ['ana', 'ben'])
      await stagedoor.useCases.user.create({
        by: 'operator',
        username,
        password: PASSWORD,
        validatePassword: false,
      });
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

  async function logIn(username: string) {
    const { cookies } = await ask('POST', '/api/login/', {}, { username, password: PASSWORD });
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return { cookie, csrftoken: cookies.find(({ name }) => name === 'csrftoken')?.value ?? '' };
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

  test('keeps nothing of a line that a terminal would obey, or that turns the text after it around', async () => {
    const user = await stagedoor.useCases.user.create({ by: 'operator', username: 'sly' });
    const principal = { user } as Parameters<typeof stagedoor.features.guestbook.sign>[0]['principal'];
    const sign = async (message: string) => await stagedoor.features.guestbook.sign({ principal, message });
    const { id, message } = await sign('red\u001b[2J\u009b31m \u202eevil\u2066 👩‍🚀\u0007');
    expect(message).toBe('red [2J 31m evil 👩‍🚀');
    await expect(sign('\u001b\u202e')).rejects.toThrow('blank');
    await stagedoor.features.guestbook.removeByOperator(id);
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

  test('refuses the same line again with a code of its own, in the words of the reader', async () => {
    const headers = { ...(await tokenOf('ana')), 'accept-language': 'es' };
    expect((await ask('POST', '/api/guestbook/', headers, { message: 'once' })).statusCode).toBe(201);
    const again = await ask('POST', '/api/guestbook/', headers, { message: ' once ' });
    expect([again.statusCode, again.headers['refusal-code']]).toEqual([409, 'guestbook.repeated']);
    expect(again.json()).toEqual({ detail: 'Ya has escrito esa línea.', code: 'guestbook.repeated' });
  });

  test('takes a line back from its writer only', async () => {
    const ben = await tokenOf('ben');
    const { id } = (await ask('POST', '/api/guestbook/', ben, { message: 'mine' })).json();
    expect((await ask('DELETE', `/api/guestbook/${id}/`, await tokenOf('ana'))).statusCode).toBe(404);
    expect((await ask('DELETE', `/api/guestbook/${id}/`, ben)).statusCode).toBe(204);
    expect((await ask('DELETE', `/api/guestbook/${id}/`, ben)).statusCode).toBe(404);
  });

  test('lets whoever has guestbook.delete_entry remove what others wrote, by API and page, and nobody else', async () => {
    const line = async (message: string): Promise<number> =>
      (await ask('POST', '/api/guestbook/', await tokenOf('ana'), { message })).json().id;
    const [first, second] = [await line('one of mine'), await line('another of mine')];
    const { id: userId } = await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'mod',
      password: PASSWORD,
    });
    const mod = await tokenOf('mod');
    expect((await ask('DELETE', `/api/guestbook/${first}/`, mod)).statusCode).toBe(404);
    const database = await openDatabase(stagedoor.config.databaseUrl.reveal());
    const { id } = await database.db
      .selectFrom('auth_permission')
      .select('id')
      .where('codename', '=', 'delete_entry')
      .executeTakeFirstOrThrow();
    await database.db
      .insertInto('auth_user_user_permissions')
      .values({ user_id: userId, permission_id: id })
      .execute();
    await database.close();
    await expect
      .poll(async () => (await ask('DELETE', `/api/guestbook/${first}/`, mod)).statusCode, { timeout: 5_000 })
      .toBe(204);
    const { cookie, csrftoken } = await logIn('mod');
    const { body } = await ask('GET', '/guestbook/', { cookie, accept: 'text/html' });
    expect(body).toContain(`/guestbook/${second}/remove/`);
    const removed = await app.inject({
      method: 'POST',
      url: `/guestbook/${second}/remove/`,
      headers: {
        host: '127.0.0.1:8000',
        origin: 'http://127.0.0.1:8000',
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ csrfmiddlewaretoken: csrftoken }).toString(),
    });
    expect(removed.statusCode).toBe(302);
    expect((await ask('GET', '/guestbook/')).body).not.toContain('another of mine');
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

  test('tells the owner of each new line, in their language, without a link that somebody chose', async () => {
    const told = await openSite({
      ...environment,
      GUESTBOOK_NOTIFY: 'owner@example.org',
      GUESTBOOK_NOTIFY_LANGUAGE: 'es',
    });
    const ana = await told.useCases.user.create({ by: 'operator', username: 'anita' });
    const visitor = { ipAddress: '127.0.0.1', userAgent: '', language: 'en', deviceKey: null } as const;
    const principal = { user: ana } as Parameters<typeof told.features.guestbook.sign>[0]['principal'];
    const { id } = await told.features.guestbook.sign({
      principal,
      message: 'Look at www.evil.example <b>now</b>',
    });
    await told.backgroundWork.drain();
    const mails = (await told.mailCatcher?.list()) ?? [];
    expect(mails.find(({ text }) => text.includes('anita'))).toMatchObject({
      to: 'owner@example.org',
      subject: 'Una línea nueva en el libro de visitas de Green Room',
      text: expect.stringContaining('Línea: Look at www·evil·example <b>now</b>'),
      html: expect.stringContaining('&lt;b>now&lt;/b>'),
    });
    await told.features.guestbook.remove({ principal, id, visitor });
    await told.close();
  });

  test('tells nobody of a line that was taken back before its turn came', async () => {
    const told = await openSite({ ...environment, GUESTBOOK_NOTIFY: 'owner@example.org' });
    const user = await told.useCases.user.create({ by: 'operator', username: 'hasty' });
    const principal = { user } as Parameters<typeof told.features.guestbook.sign>[0]['principal'];
    const { id } = await told.features.guestbook.sign({ principal, message: 'I take it back' });
    const visitor = { ipAddress: '127.0.0.1', userAgent: '', language: 'en', deviceKey: null } as const;
    await told.features.guestbook.remove({ principal, id, visitor });
    await told.backgroundWork.drain();
    const mails = (await told.mailCatcher?.list()) ?? [];
    expect(mails.filter(({ text }) => text.includes('hasty'))).toEqual([]);
    await told.close();
  });

  test('tells another program of a new line, by a signed webhook', async () => {
    const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
    const receiver = createHttpServer(async (request, response) => {
      received.push({ headers: request.headers, body: await text(request) });
      response.end();
    });
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    const { port } = receiver.address() as AddressInfo;
    const told = await openSite({
      ...environment,
      WEBHOOK_URL: `http://127.0.0.1:${port}/hooks/`,
      WEBHOOK_SECRETS: WEBHOOK_SECRET,
      WEBHOOK_EVENTS: 'guestbook.signed',
      WEBHOOK_ALLOW_PRIVATE: 'true',
    });
    const user = await told.useCases.user.create({ by: 'operator', username: 'posted' });
    const principal = { user } as Parameters<typeof told.features.guestbook.sign>[0]['principal'];
    const { id } = await told.features.guestbook.sign({ principal, message: 'Read me elsewhere' });
    await told.backgroundWork.drain();
    await told.features.guestbook.removeByOperator(id);
    await told.close();
    receiver.close();
    // Lines that others left before it are told of, too.
    const { headers, body } = received.find(({ body }) => body.includes(String(user.id))) ?? {
      headers: {},
      body: '',
    };
    expect(new Webhook(WEBHOOK_SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'guestbook.signed',
      data: { lineId: id, userId: user.id },
    });
  });

  test('is listed and put in order from a terminal', async () => {
    const user = await stagedoor.useCases.user.create({ by: 'operator', username: 'typed' });
    const principal = { user } as Parameters<typeof stagedoor.features.guestbook.sign>[0]['principal'];
    const { id } = await stagedoor.features.guestbook.sign({ principal, message: 'From my chair' });
    const env = { DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...environment };
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [COMMAND, 'guestbook', ...words], {
        cwd: CHECKOUT,
        env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
      });
    expect((await run('list')).stdout).toContain(`${id}  typed: From my chair`);
    await run('remove', String(id));
    expect((await run('list')).stdout).not.toContain('From my chair');
    expect((await run('list', '--before', '1')).stdout).toBe('No lines.\n');
    await expect(run('remove', String(id))).rejects.toMatchObject({ code: 1 });
  });

  test('is signed on its page, and says so', async () => {
    const { cookie } = await logIn('ana');
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
    expect((await app.inject(form('from the page'))).body).toContain('You wrote that line already.');
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

  test('notes a line that was taken back among the writer’s own events, in their language', async () => {
    const ana = await tokenOf('ana');
    const { id } = (await ask('POST', '/api/guestbook/', ana, { message: 'to be taken back' })).json();
    await ask('DELETE', `/api/guestbook/${id}/`, ana);
    const action = 'guestbook.line-remove';
    const { rows } = await stagedoor.useCases.audit.list({ action, limit: 1 });
    expect(rows).toMatchObject([{ success: true, detail: { line: id }, ipAddress: '127.0.0.1' }]);
    const { cookie } = await logIn('ana');
    const headers = { cookie, accept: 'text/html', 'accept-language': 'es' };
    const { body } = await ask('GET', '/accounts/security/', headers);
    expect(body).toContain('Línea del libro de visitas eliminada');
    await stagedoor.useCases.audit.seal();
    expect((await stagedoor.useCases.audit.verify()).isSound).toBe(true);
  });

  test('gives members their own lines with their data', async () => {
    const { csrftoken, cookie } = await logIn('ana');
    const headers = { cookie, 'x-csrftoken': csrftoken };
    const { ticket } = (await ask('POST', '/api/tickets/', headers, { purpose: 'data-download' })).json();
    const { features } = (await ask('GET', `/api/users/me/data/?ticket=${ticket}`)).json();
    const { results } = (await ask('GET', '/api/guestbook/')).json();
    const own = results.filter(({ author }: { author: string }) => author === 'ana').reverse();
    expect(own.length).toBeGreaterThan(0);
    expect(features).toEqual({ guestbook: { lines: own } });
  });

  test('loses the lines of whoever leaves', async () => {
    const ben = await tokenOf('ben');
    const { cookie, csrftoken: token } = await logIn('ben');
    const left = await ask(
      'DELETE',
      '/api/users/me/',
      { cookie, 'x-csrftoken': token },
      { password: PASSWORD },
    );
    expect(left.statusCode, left.body).toBe(204);
    expect((await ask('GET', '/api/users/me/', ben)).statusCode).toBe(401);
    const { rows } = await stagedoor.useCases.audit.list({ action: 'guestbook.lines-forget' });
    expect(rows).toMatchObject([{ detail: { lines: 5 } }]);
    const { results } = (await ask('GET', '/api/guestbook/')).json();
    expect(new Set(results.map(({ author }: { author: string }) => author))).toEqual(new Set(['ana']));
  });

  test('keeps a line for a year', async () => {
    await stagedoor.useCases.maintenance.clearExpired();
    const { entries } = await stagedoor.features.guestbook.list();
    expect(entries.length).toBeGreaterThan(0);
    lateMs = YEAR_MS - 60_000;
    expect((await stagedoor.useCases.maintenance.clearExpired()).features).toEqual({ guestbook: 0 });
    lateMs = YEAR_MS + 60_000;
    expect((await stagedoor.useCases.maintenance.clearExpired()).features).toEqual({
      guestbook: entries.length,
    });
    expect((await stagedoor.features.guestbook.list()).entries).toEqual([]);
  });

  test('takes no more lines a day than a member has, however many are sent at once', async () => {
    await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'cleo',
      password: PASSWORD,
      validatePassword: false,
    });
    const token = await tokenOf('cleo');
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        ask('POST', '/api/guestbook/', token, { message: `Line ${index}` }),
      ),
    );
    const { linesADay } = stagedoor.features.guestbook;
    const counts = Map.groupBy(answers, ({ statusCode }) => statusCode);
    expect(counts.get(201)?.length).toBe(linesADay);
    expect(counts.get(429)?.length).toBe(16 - linesADay);
  });
});
