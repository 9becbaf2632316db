import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../../../src/http/answer/answer.ts';
import { defineRoute } from '../../../src/http/route/route.ts';
import { openSite } from '../../support/open-site.ts';
import { addPerson, signIn } from '../../support/people.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';
import { mount } from '../../support/test-routes.ts';

const DATA = '/api/users/me/data/';

/** What a site opens by ticket itself. */
const reportRoute = defineRoute({
  name: 'report',
  method: 'GET',
  path: '/api/test/report/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  ticket: 'report',
  handler: (_, { principal }) => json({ of: principal.user.username }),
});

describe.each(['sqlite', 'postgres'] as const)('tickets on %s', (kind) => {
  let site: RealSite;
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    database = kind === 'postgres' ? await createTestDatabase() : null;
    site = await openRealSite({
      env: {
        API_AUTHENTICATION: 'session,jwt-cookie,token,jwt,personal-token,basic',
        AUTH_CHALLENGE: 'jwt',
        ...(database ? { DATABASE_URL: database.url } : {}),
      },
      server: { extend: mount(reportRoute) },
    });
    await site.addPerson();
  });
  afterAll(async () => {
    await site.close();
    await database?.drop();
  });

  const send = (method: 'GET' | 'HEAD' | 'POST', url: string, headers: object = {}, payload?: object) =>
    site.app.inject({
      method,
      url,
      headers: { host: site.stagedoor.config.publicUrl.host, ...headers },
      ...(payload ? { payload } : {}),
    });
  const open = (url: string, ticket: string) => send('GET', `${url}?ticket=${ticket}`);
  const post = async (url: string, payload: object, authorization?: string) =>
    await send('POST', url, authorization === undefined ? {} : { authorization }, payload);

  async function newPair(): Promise<{ access: string; refresh: string }> {
    return (await post('/api/token/', { username: 'ana', password: PASSWORD })).json();
  }
  async function newSessionKey(): Promise<string> {
    const { cookies } = await post('/api/login/', { username: 'ana', password: PASSWORD });
    return cookies.find(({ name }) => name === 'sessionid')?.value ?? '';
  }
  async function makeTicket(purpose: string, authorization?: string): Promise<string> {
    const bearer = authorization ?? `Bearer ${(await newPair()).access}`;
    const answer = await post('/api/tickets/', { purpose }, bearer);
    expect(answer.statusCode).toBe(201);
    return answer.json().ticket;
  }

  it('are made by who is signed in, and say for how long they are good', async () => {
    const { access } = await newPair();
    const answer = await post('/api/tickets/', { purpose: 'report' }, `Bearer ${access}`);
    const expiresAt = new Date(site.clock.now().getTime() + 30_000).toISOString();
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      { ticket: expect.stringMatching(/^[A-Za-z0-9]{43}$/), purpose: 'report', expires_at: expiresAt },
    ]);
    expect((await post('/api/tickets/', { purpose: 'report' })).statusCode).toBe(401);
    const odd = await post('/api/tickets/', { purpose: 'A b' }, `Bearer ${access}`);
    expect([odd.statusCode, odd.json()]).toEqual([400, { purpose: ['"A b" is not a valid choice.'] }]);
  });

  it('open the one thing that they are for, once; of sixteen at once one gets in', async () => {
    const ticket = await makeTicket('report');
    const answers = await Promise.all(Array.from({ length: 16 }, () => open('/api/test/report/', ticket)));
    const good = answers.filter(({ statusCode }) => statusCode === 200);
    expect(good.map((answer) => answer.json())).toEqual([{ of: 'ana' }]);
    const refused = answers.find(({ statusCode }) => statusCode !== 200);
    expect([refused?.statusCode, refused?.headers['refusal-code'], refused?.json()]).toEqual([
      401,
      'ticket-refused',
      { detail: 'The ticket was already used or has expired.' },
    ]);
  });

  it('let a client of tokens offer the download of one’s data as a link', async () => {
    const answer = await open(DATA, await makeTicket('data-download'));
    expect([
      answer.statusCode,
      answer.headers['content-disposition'],
      answer.headers['cache-control'],
    ]).toEqual([200, 'attachment; filename="my-data.json"', 'no-store']);
    expect(answer.json().profile.username).toBe('ana');
  });

  it('are not made for the download without a recent proof', async () => {
    const { access } = await newPair();
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    const { access: fresh } = await newPair();
    const refused = await post('/api/tickets/', { purpose: 'data-download' }, `Bearer ${access}`);
    // The access token lives shorter than the window where the site has it so.
    expect([401, 403]).toContain(refused.statusCode);
    const { token } = (await post('/api-token-auth/', { username: 'ana', password: PASSWORD })).json();
    const byToken = await post('/api/tickets/', { purpose: 'data-download' }, `Token ${token}`);
    expect([byToken.statusCode, byToken.json().code]).toEqual([403, 'reauthentication-required']);
    expect(await makeTicket('data-download', `Bearer ${fresh}`)).toMatch(/^\w{43}$/);
    expect(await makeTicket('report', `Token ${token}`)).toMatch(/^\w{43}$/);
  });

  it('open nothing else, and nothing that does not ask for one', async () => {
    const ticket = await makeTicket('report');
    expect((await open(DATA, ticket)).statusCode).toBe(401);
    expect((await open('/api/users/me/', ticket)).statusCode).toBe(401);
    expect((await send('GET', '/api/users/me/', { authorization: `Bearer ${ticket}` })).statusCode).toBe(401);
    expect((await send('GET', '/api/users/me/', { authorization: `Token ${ticket}` })).statusCode).toBe(401);
    expect((await open('/api/test/report/', ticket)).statusCode).toBe(200);
  });

  it('are all that is looked at where one is asked for', async () => {
    const { access } = await newPair();
    const bearer = { authorization: `Bearer ${access}` };
    const answer = await send('GET', DATA, bearer);
    expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([401, 'not-authenticated']);
    expect((await send('GET', `${DATA}?ticket=${access}`, bearer)).statusCode).toBe(401);
    const ticket = await makeTicket('report');
    const twice = await send('GET', `/api/test/report/?ticket=${ticket}&ticket=${ticket}`);
    expect(twice.statusCode).toBe(401);
    // A look by HEAD is no use of it.
    expect((await send('HEAD', `/api/test/report/?ticket=${ticket}`)).statusCode).toBe(401);
    expect((await open('/api/test/report/', ticket)).statusCode).toBe(200);
  });

  it('end after their seconds', async () => {
    const early = await makeTicket('report');
    site.clock.advance(29_999);
    expect((await open('/api/test/report/', early)).statusCode).toBe(200);
    const late = await makeTicket('report');
    site.clock.advance(30_000);
    expect((await open('/api/test/report/', late)).statusCode).toBe(401);
  });

  it('end with the session that made them, and with its user’s right to enter', async () => {
    const pair = await newPair();
    const ticket = await makeTicket('report', `Bearer ${pair.access}`);
    await post('/api/token/blacklist/', { refresh: pair.refresh });
    expect((await open('/api/test/report/', ticket)).statusCode).toBe(401);
    const { id, username } = await site.addPerson('eva');
    const credentials = { username, password: PASSWORD };
    const { access } = (await post('/api/token/', credentials)).json();
    const other = await makeTicket('report', `Bearer ${access}`);
    await site.stagedoor.useCases.session.endAll({ by: 'operator', whose: id });
    expect((await open('/api/test/report/', other)).statusCode).toBe(401);
  });

  it('are not made by a password that came with the request, nor by a personal token', async () => {
    const basic = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`;
    expect((await send('GET', '/api/users/me/', { authorization: basic })).statusCode).toBe(200);
    expect((await post('/api/tickets/', { purpose: 'report' }, basic)).statusCode).toBe(403);
    const user = await site.stagedoor.useCases.session.findPrincipal({ sessionKey: await newSessionKey() });
    if (user === null) throw new Error('nobody is signed in');
    const { token } = await site.stagedoor.useCases.personalToken.create({
      principal: user,
      name: 'all',
      scope: { permissions: [], methods: 'write' },
      expiresInDays: 1,
      visitor: { ipAddress: '192.0.2.1', userAgent: 'test', language: 'en', deviceKey: null },
    });
    expect((await send('GET', '/api/users/me/', { authorization: `Bearer ${token}` })).statusCode).toBe(200);
    expect((await post('/api/tickets/', { purpose: 'report' }, `Bearer ${token}`)).statusCode).toBe(403);
  });

  it('are made by a browser’s session only with the CSRF token (ASVS V4.4.4)', async () => {
    const { cookies } = await post('/api/login/', { username: 'ana', password: PASSWORD });
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const ask = (headers: object) =>
      send('POST', '/api/tickets/', { cookie, ...headers }, { purpose: 'report' });
    const refused = await ask({});
    expect([refused.statusCode, refused.json()]).toEqual([
      403,
      { detail: 'CSRF Failed: CSRF token missing.' },
    ]);
    const token = cookies.find(({ name }) => name === 'csrftoken')?.value;
    const made = await ask({ 'x-csrftoken': token });
    expect(made.statusCode).toBe(201);
    await send('POST', '/api/logout/', { cookie, 'x-csrftoken': token });
    expect((await open('/api/test/report/', made.json().ticket)).statusCode).toBe(401);
  });
});

it('tokens that are not looked up make tickets that are', async () => {
  const site = await openSite({ env: { JWT_STATELESS: 'true' }, server: { extend: mount(reportRoute) } });
  await addPerson(site);
  const { access, refresh } = (
    await site.browser().post('/api/token/', { username: 'ana', password: PASSWORD })
  ).json();
  const make = async () => {
    const answer = await site
      .browser({ authorization: `Bearer ${access}` })
      .post('/api/tickets/', { purpose: 'report' });
    return answer.json().ticket;
  };
  const use = async (ticket: string) =>
    (await site.browser().get(`/api/test/report/?ticket=${ticket}`)).statusCode;
  expect(await use(await make())).toBe(200);
  const ticket = await make();
  await site.browser().post('/api/token/blacklist/', { refresh });
  expect(await use(ticket)).toBe(401);
  await site.close();
});

it('a WebSocket opens by a ticket, once', async () => {
  const site = await openSite();
  await addPerson(site);
  const { useCases } = site.stagedoor;
  const names: string[] = [];
  const server = createServer().on('upgrade', async (request, socket) => {
    const ticket = new URL(request.url ?? '', 'http://site').searchParams.get('ticket') ?? '';
    const principal = await useCases.ticket.redeem({ purpose: 'websocket', ticket });
    if (principal === null) return socket.destroy();
    names.push(principal.user.username ?? '');
    const accept = hash('sha1', `${request.headers['sec-websocket-key']}${WEBSOCKET_GUID}`, 'base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const ends = (ticket: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/?ticket=${ticket}`);
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    });
  const browser = await signIn(site);
  const { ticket } = (await browser.post('/api/tickets/', { purpose: 'websocket' })).json();
  const other = (await browser.post('/api/tickets/', { purpose: 'report' })).json().ticket;
  expect([await ends(ticket), await ends(ticket), await ends(other)]).toEqual(['open', 'refused', 'refused']);
  expect(names).toEqual(['ana']);
  server.closeAllConnections();
  server.close();
  await site.close();
});

/** Of RFC 6455, section 1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
