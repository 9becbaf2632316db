import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../../src/api/index.ts';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { createClient } from '../../src/client/index.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import type { Guards } from '../../src/server/guards.ts';
import { type NodeHandler, toNodeHandler } from '../../src/server/to-node-handler.ts';
import { idOf } from '../support/id-of.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* Accounts in a real Express application, and on a bare server of node:http. */

const hello = defineRoute({
  name: 'hello',
  method: 'GET',
  path: '/api/hello/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  handler: (_, { principal }) => json({ hello: principal.user.username }),
});

let site: RealSite;
let handle: NodeHandler;
let guards: Guards;
let server: Server | undefined;

beforeAll(async () => {
  site = await openRealSite({
    env: { ALLOWED_HOSTS: '127.0.0.1', TRUSTED_PROXIES: '192.0.2.0/24' },
    config: { extraFields: { bio: { type: 'text', maxLength: 200, default: 'nothing yet' } } },
  });
  await site.addPerson('ana');
  handle = toNodeHandler(site.stagedoor, {
    extend: (app, context) => registerApiRoutes(app, context, [hello]),
  });
  guards = createGuards(site.stagedoor);
});
afterAll(async () => {
  await handle.close();
  await site.close();
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(app: Express | NodeHandler): Promise<string> {
  server = createServer(app);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const application = (...before: RequestHandler[]): Express => {
  const app = express();
  for (const each of before) app.use(each);
  app.use(handle);
  app.get('/who', async (request, response) => {
    const user = await guards.user(request);
    response.json({ user: user?.username ?? null, bio: user?.extra.bio ?? null });
  });
  app.post('/orders', async (request, response) => {
    const user = await guards.user(request);
    response.status(user === null ? 403 : 200).json({ user: user?.username ?? null });
  });
  return app;
};

const logIn = (origin: string, init: RequestInit = {}) =>
  fetch(`${origin}/api/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'ana', password: PASSWORD }),
    ...init,
  });

describe('accounts in Express', () => {
  it('serve pages with their style, the JSON API and our own client', async () => {
    const origin = await listen(application());
    const page = await (await fetch(`${origin}/accounts/login/`)).text();
    const style = /href="(\/static\/[^"]+\.css)"/.exec(page)?.[1] ?? '';
    expect((await fetch(origin + style)).headers.get('content-type')).toMatch(/^text\/css/);
    const client = createClient({ baseUrl: origin });
    expect((await client.logIn({ username: 'ana', password: PASSWORD })).data?.username).toBe('ana');
    expect((await client.updateMe({ first_name: 'Ana' })).data?.first_name).toBe('Ana');
    expect((await client.request({ path: '/api/hello/' })).data).toEqual({ hello: 'ana' });
  });

  it('leave every other address to the application, body and all', async () => {
    const origin = await listen(application());
    expect(await (await fetch(`${origin}/who`)).json()).toEqual({ user: null, bio: null });
    const elsewhere = await fetch(`${origin}/nowhere/%E0%A4%A`, { method: 'DELETE' });
    expect([elsewhere.status, elsewhere.headers.get('x-powered-by')]).toEqual([404, 'Express']);
    const home = await fetch(`${origin}/`);
    expect([home.status, home.headers.get('x-powered-by')]).toEqual([404, 'Express']);
    const body = JSON.stringify({ tulips: 7 });
    const echo = express();
    echo.use(handle, express.json()).post('/echo', (request, response) => {
      response.json(request.body);
    });
    server?.close();
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${await listen(echo)}/echo`, { method: 'POST', body, headers });
    expect(await answer.json()).toEqual({ tulips: 7 });
  });

  it.each([
    ['JSON', 'application/json', JSON.stringify({ username: 'ana', password: PASSWORD })],
    ['a form', 'application/x-www-form-urlencoded', `username=ana&password=${PASSWORD}`],
  ])('take %s that a body parser has read before', async (_, type, body) => {
    const parsers = [
      express.json(),
      express.urlencoded({ extended: true }),
      express.text({ type: 'text/*' }),
    ];
    const origin = await listen(application(...parsers));
    expect((await logIn(origin, { headers: { 'content-type': type }, body })).status).toBe(200);
  });

  it.each([
    ['application/json', '{"username": {"$ne": ""}, "password": ["x"]}'],
    ['application/json', '["ana"]'],
    ['application/json', '{"__proto__": {"username": "ana"}}'],
    ['application/x-www-form-urlencoded', 'username[$ne]=x&password[]=y'],
    ['text/plain', 'username=ana'],
    ['application/json', ''],
  ])('refuse what is no log-in, as %s %s, parsed before or not', async (type, body) => {
    const sent = { headers: { 'content-type': type }, body };
    const parsers = [express.json(), express.urlencoded({ extended: true }), express.text()];
    for (const app of [application(), application(...parsers)]) {
      const { status } = await logIn(await listen(app), sent);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      server?.close();
    }
  });

  it('refuse a body that is longer than the site takes', async () => {
    const origin = await listen(application());
    const answer = await logIn(origin, {
      body: JSON.stringify({ username: 'a'.repeat(site.stagedoor.config.bodyLimitBytes) }),
    });
    expect([answer.status, answer.headers.get('refusal-code')]).toEqual([413, 'body-too-large']);
  });

  it('answer by whole addresses under a path, and give the rest back as it came', async () => {
    const app = express();
    app.use('/api', handle);
    app.use('/api', (request, response) => {
      response.json({ url: request.url });
    });
    const origin = await listen(app);
    expect((await fetch(`${origin}/api/users/me/`)).status).toBe(401);
    expect(await (await fetch(`${origin}/api/orders/7`)).json()).toEqual({ url: '/orders/7' });
    expect((await fetch(`${origin}/accounts/login/`)).status).toBe(404);
  });

  it('go by TRUSTED_PROXIES for the address, and not by what Express trusts', async () => {
    const app = application();
    app.set('trust proxy', true);
    const origin = await listen(app);
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' };
    const cookie = (await logIn(origin, { headers })).headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const sessions = await fetch(`${origin}/api/users/me/sessions/`, { headers: { cookie } });
    const [current] = ((await sessions.json()) as { ip_address: string; is_current: boolean }[]).filter(
      (session) => session.is_current,
    );
    expect(current?.ip_address).toBe('127.0.0.1');
  });

  it.each([
    ['parsed before', [express.json(), express.urlencoded({ extended: false })]],
    ['as it came', []],
  ])(
    'tell a key that stood for another body apart, with the body %s',
    async (how, parsers: RequestHandler[]) => {
      const origin = await listen(application(...parsers));
      const username = `key-${how === 'as it came' ? 'plain' : 'parsed'}`;
      const fields = { username, email: `${username}@mail.example`, password: PASSWORD };
      const signUp = async (sent: object, type = 'application/json') => {
        const body =
          type === 'application/json' ? JSON.stringify(sent) : new URLSearchParams(sent as typeof fields);
        const headers = { 'content-type': type, 'idempotency-key': username };
        const answer = await fetch(`${origin}/api/signup/`, { method: 'POST', body, headers });
        return [
          answer.status,
          answer.headers.get('refusal-code') ?? answer.headers.get('idempotent-replayed'),
        ];
      };
      const first = { ...fields, password_confirm: PASSWORD };
      const other = { ...first, email: 'another@mail.example' };
      expect(await signUp(first)).toEqual([201, null]);
      expect(await signUp(first)).toEqual([201, 'true']);
      expect(await signUp(other)).toEqual([422, 'idempotency-key-reused']);
      expect(await signUp(other, 'application/x-www-form-urlencoded')).toEqual([
        422,
        'idempotency-key-reused',
      ]);
    },
  );

  it('take the same fields in another order for the same request, once a parser has read them', async () => {
    const origin = await listen(application(express.json()));
    const fields = { username: 'order', email: 'order@mail.example', password: PASSWORD };
    const signUp = async (body: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'order' };
      return await fetch(`${origin}/api/signup/`, { method: 'POST', body, headers });
    };
    const inOrder = Object.entries({ ...fields, password_confirm: PASSWORD });
    expect((await signUp(JSON.stringify(Object.fromEntries(inOrder)))).status).toBe(201);
    const again = await signUp(JSON.stringify(Object.fromEntries(inOrder.reverse())));
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    const deep = await signUp(`{"username":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    expect([deep.status, deep.headers.get('refusal-code')]).toEqual([400, 'parse-error']);
  });

  it('name a request at random in its answer, and take no name from who is no proxy', async () => {
    const origin = await listen(application());
    const headers = { 'x-request-id': 'edge-7f.3_A' };
    const ids = await Promise.all(
      [{}, {}, { headers }].map(async (init) =>
        (await fetch(`${origin}/api/csrf/`, init)).headers.get('x-request-id'),
      ),
    );
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(3);
  });

  it('survive a client that leaves in the middle of its request', async () => {
    const origin = await listen(application());
    const left = new AbortController();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"username":')),
    });
    const sent = { body, duplex: 'half', signal: left.signal } as RequestInit;
    const asked = logIn(origin, sent).catch((error: unknown) => error);
    setTimeout(() => left.abort(), 50);
    expect(await asked).toBeInstanceOf(Error);
    expect((await logIn(origin)).status).toBe(200);
  });
});

describe('behind a proxy that the site trusts', () => {
  it('a request is named as the proxy names it', async () => {
    const behind = await openRealSite({
      env: { ALLOWED_HOSTS: '127.0.0.1', TRUSTED_PROXIES: '127.0.0.0/8' },
    });
    const handleBehind = toNodeHandler(behind.stagedoor);
    try {
      const headers = { 'x-request-id': 'edge-7f.3_A' };
      const answer = await fetch(`${await listen(handleBehind)}/api/csrf/`, { headers });
      expect(answer.headers.get('x-request-id')).toBe('edge-7f.3_A');
    } finally {
      await handleBehind.close();
      await behind.close();
    }
  });
});

describe('the user in Express', () => {
  async function cookieOf(origin: string): Promise<{ cookie: string; token: string }> {
    const lines = (await logIn(origin)).headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
    const token = lines.find((line) => line.startsWith('csrftoken='))?.split('=')[1] ?? '';
    return { cookie: lines.join('; '), token };
  }

  it('has the fields of the site', async () => {
    const origin = await listen(application());
    const { cookie } = await cookieOf(origin);
    const who = await fetch(`${origin}/who`, { headers: { cookie } });
    expect(await who.json()).toEqual({ user: 'ana', bio: 'nothing yet' });
  });

  it('is found where a parser has left the bytes of the body under raw', async () => {
    const keepBytes = express.json({
      verify: (request, _, bytes) => {
        Object.assign(request, { raw: bytes });
      },
    });
    const origin = await listen(application(keepBytes));
    const { cookie, token } = await cookieOf(origin);
    const headers = { cookie, 'x-csrftoken': token, 'content-type': 'application/json' };
    const ordered = await fetch(`${origin}/orders`, { method: 'POST', body: '{"tulips": 7}', headers });
    expect([ordered.status, await ordered.json()]).toEqual([200, { user: 'ana' }]);
  });

  it('is nobody to an unsafe request that may be another site’s', async () => {
    const origin = await listen(application(express.urlencoded({ extended: false })));
    const { cookie, token } = await cookieOf(origin);
    const order = async (headers: Record<string, string>, body = 'tulips=7') => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = { method: 'POST', body, headers: { ...type, ...headers } };
      return (await fetch(`${origin}/orders`, sent)).status;
    };
    expect(await order({ cookie })).toBe(403);
    expect(await order({ cookie, origin: 'https://evil.example', 'x-csrftoken': token })).toBe(403);
    expect(await order({ cookie, 'x-csrftoken': token })).toBe(200);
    expect(await order({ cookie }, `csrfmiddlewaretoken=${token}`)).toBe(200);
    expect(await order({ authorization: `Token ${await apiToken()}` })).toBe(200);
  });

  async function apiToken(): Promise<string> {
    return (await site.stagedoor.useCases.apiToken.issue({ userId: await idOf(site.stagedoor), anew: false }))
      .key;
  }

  it('is found in a Web request too, whose headers say nothing of its address', async () => {
    const headers = { authorization: `Token ${await apiToken()}`, 'x-forwarded-for': 'nonsense' };
    const asked = new Request('http://127.0.0.1/orders?ticket=1', { headers });
    expect((await guards.user(asked))?.username).toBe('ana');
    expect(await guards.user(new Request('http://127.0.0.1/'))).toBeNull();
  });
});

describe('accounts on node:http', () => {
  it('answer their own addresses, and 404 in their own words elsewhere', async () => {
    const origin = await listen(handle);
    expect((await fetch(`${origin}/api/users/me/`)).status).toBe(401);
    const nowhere = await fetch(`${origin}/nowhere`, { headers: { accept: 'text/html' } });
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const evil = await fetch(`${origin}/api/users/me/`, { headers: { 'x-forwarded-host': 'evil.example' } });
    expect(evil.status).toBe(401);
  });
});
