import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { json } from '../../src/http/answer/answer.ts';
import { refusalsOf } from '../../src/http/credential/credentials.ts';
import { ticket as ticketCredential } from '../../src/http/credential/ticket.ts';
import { Exchange } from '../../src/http/exchange/exchange.ts';
import { type HttpRequest, toHttpRequest } from '../../src/http/request/http-request.ts';
import { problemOf } from '../../src/http/request/problem.ts';
import { type AdmissionRule, admit } from '../../src/http/route/admit.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { mountedContext } from '../../src/server/mounted-context.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { Browser } from '../support/browser.ts';
import { idOf } from '../support/id-of.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

// One rule, asked by a route of ours, by a guard of somebody else's route, and of a request that no router has seen.
const RULE = {
  access: 'authenticated',
  csrf: 'session',
  needs: { staff: true },
  personalTokens: true,
} as const;

/** Routes that hand nothing out and say nothing of tokens, that say so, and that hand something out as well. */
const takingRoutes = {
  plain: { issues: 'none' },
  open: { issues: 'none', personalTokens: true },
  issuing: { issues: 'session', personalTokens: true },
} as const;
const taking = Object.entries(takingRoutes).flatMap(([name, said]) =>
  (['GET', 'POST'] as const).map((method) =>
    defineRoute({
      ...said,
      name: `taking-${name}-${method}`,
      method,
      path: `/api/taking/${name}/`,
      access: 'authenticated',
      csrf: method === 'GET' ? 'none' : 'session',
      handler: () => json({ taken: true }),
    }),
  ),
);
const byTicket = defineRoute({
  name: 'taking-ticket',
  method: 'GET',
  path: '/api/taking/by-ticket/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  ticket: 'report',
  handler: () => json({ taken: true }),
});
const log = { warn: () => undefined, error: () => undefined };

let site: Site;
let app: FastifyInstance;
beforeAll(async () => {
  site = await openSite({ env: { API_AUTHENTICATION: 'token,jwt,personal-token,session,jwt-cookie,basic' } });
  await addPerson(site);
  await addPerson(site, 'chief', { isStaff: true });
  await addPerson(site, 'fresh', { isStaff: true });
  const userId = await idOf(site.stagedoor, 'fresh');
  await site.stagedoor.useCases.password.setFor({
    by: 'operator',
    userId,
    password: PASSWORD,
    mustChange: true,
  });
  app = Fastify();
  const ours = defineRoute({
    ...RULE,
    name: 'ours',
    method: 'POST',
    path: '/api/ours/',
    issues: 'none',
    handler: (_, { principal }) => json({ user: principal.user.username }),
  });
  await app.register(stagedoorPlugin, {
    stagedoor: site.stagedoor,
    extend: (scope, context) => registerApiRoutes(scope, context, [ours, ...taking, byTicket]),
  });
  const guards = createGuards(site.stagedoor);
  app.post('/guarded/', { preHandler: guards.requireStaff }, async (request) => ({
    user: (await guards.principal(request))?.user.username,
  }));
});
afterAll(async () => {
  await app.close();
  await site.close();
});

const browser = (headers: Record<string, string> = {}) =>
  new Browser(app, site.stagedoor.config.publicUrl, headers);

const exchangeOf = (request: HttpRequest) =>
  new Exchange(request, mountedContext(site.stagedoor), { credentials: 'any', servesStage: null });

async function loggedIn(username: string) {
  const opened = browser();
  await opened.post('/api/login/', { username, password: PASSWORD });
  return opened;
}

async function personalToken(username: string, methods: 'read' | 'write') {
  const owner = await loggedIn(username);
  const made = await owner.post('/api/users/me/tokens/', { name: methods, permissions: [], methods });
  return browser({ authorization: `Bearer ${made.json().token}` });
}

/** Everybody who may come, and with what. */
const callers: Record<string, () => Promise<Browser>> = {
  'a stranger': async () => browser(),
  'a stranger with a token that is no good': async () => browser({ authorization: 'Token made-up' }),
  'somebody with a stage to pass': () => loggedIn('fresh'),
  'a member, with the CSRF token': () => loggedIn('ana'),
  'a member, by a personal token for reading': () => personalToken('ana', 'read'),
  'a member, by a personal token for writing': () => personalToken('ana', 'write'),
  'a member, by a password with the request': async () =>
    browser({ authorization: `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}` }),
  'staff, with the CSRF token': () => loggedIn('chief'),
};

describe('a route of ours and a guard of one’s own', () => {
  it.each(Object.entries(callers))('answer %s alike', async (_, caller) => {
    const [first, second] = [await caller(), await caller()];
    const [ours, guarded] = [await first.post('/api/ours/'), await second.post('/guarded/')];
    expect([guarded.statusCode, guarded.json()]).toEqual([ours.statusCode, ours.json()]);
  });

  it.each(['/api/ours/', '/guarded/'])(
    'at %s tell another site’s request before what its sender may not',
    async (url) => {
      const member = await loggedIn('ana');
      const bare = await member.request('POST', url, { payload: {} });
      expect([bare.statusCode, bare.json()]).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
      expect((await member.post(url)).json()).toEqual({
        detail: 'You do not have permission to perform this action.',
      });
    },
  );

  it('let in who may', async () => {
    for (const url of ['/api/ours/', '/guarded/'])
      expect((await (await loggedIn('chief')).post(url)).json()).toEqual({ user: 'chief' });
  });
});

describe('what a principal came by is taken', () => {
  const EVERYWHERE = { plain: 200, open: 200, issuing: 200 };
  const WITH_TOKENS = { plain: 403, open: 200, issuing: 200 };
  const WITH_TOKENS_AND_NOTHING_TO_TAKE_AWAY = { plain: 403, open: 200, issuing: 403 };

  async function withToken(address: string, header: (answer: Record<string, string>) => string) {
    const answer = (await browser().post(address, { username: 'ana', password: PASSWORD })).json();
    return browser({ authorization: header(answer) });
  }

  it.each<[string, () => Promise<Browser>, Record<keyof typeof takingRoutes, number>]>([
    ['a session cookie everywhere', () => loggedIn('ana'), EVERYWHERE],
    ['a JWT everywhere', () => withToken('/api/token/', ({ access }) => `Bearer ${access}`), EVERYWHERE],
    [
      'an API token everywhere',
      () => withToken('/api/token-auth/', ({ token }) => `Token ${token}`),
      EVERYWHERE,
    ],
    ['a personal token where a route says so', () => personalToken('ana', 'write'), WITH_TOKENS],
    [
      'a password where a route says so and hands nothing out',
      async () => browser({ authorization: `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}` }),
      WITH_TOKENS_AND_NOTHING_TO_TAKE_AWAY,
    ],
  ])('%s', async (_, caller, expected) => {
    const by = await caller();
    for (const method of ['get', 'post'] as const) {
      const asked = Object.keys(takingRoutes).map(async (name) => {
        const { statusCode } = await by[method](`/api/taking/${name}/`);
        return [name, statusCode];
      });
      expect([method, Object.fromEntries(await Promise.all(asked))]).toEqual([method, expected]);
    }
  });

  it('a ticket where one is asked for, unless what made it would not be', async () => {
    const opened = async (authorization: string) => {
      const request = toHttpRequest(
        new Request(site.stagedoor.config.publicUrl, { headers: { authorization } }),
        log,
      );
      const principal = await exchangeOf(request).requirePrincipal();
      const { ticket } = await site.stagedoor.useCases.ticket.create({ principal, purpose: 'report' });
      return (await browser().get(`/api/taking/by-ticket/?ticket=${ticket}`)).statusCode;
    };
    const { token } = await (await loggedIn('ana'))
      .post('/api/users/me/tokens/', { name: 'x', permissions: [], methods: 'write' })
      .then((answer) => answer.json());
    const { access } = (await browser().post('/api/token/', { username: 'ana', password: PASSWORD })).json();
    expect([await opened(`Bearer ${access}`), await opened(`Bearer ${token}`)]).toEqual([200, 403]);
    expect(refusalsOf(ticketCredential)).toContain('permission-denied');
  });
});

describe('a request that no router has seen', () => {
  const rule: AdmissionRule = { ...RULE, method: 'POST', csrf: 'origin', issues: 'none' };

  /** What becomes of it by the very same rule: who goes on, or the code of the refusal. */
  async function ask(request: HttpRequest): Promise<string> {
    const exchange = exchangeOf(request);
    try {
      const principal = await exchange.principal();
      await admit(exchange, rule, principal);
      return principal?.user.username ?? '';
    } catch (error) {
      return problemOf(error)?.code ?? 'fault';
    }
  }

  const cookieOf = ({ cookies }: Browser) =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  /** Asks by a real upgrade, and answers what was decided before the handshake. */
  async function upgrade(headers: Record<string, string>): Promise<string> {
    const server = createServer();
    server.on('upgrade', async (message: IncomingMessage, socket) => {
      const said = await ask(toHttpRequest(message, log));
      socket.end(`HTTP/1.1 403 ${said}\r\nconnection: close\r\n\r\n`);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { host } = site.stagedoor.config.publicUrl;
    const said = await new Promise<string>((answered, failed) => {
      send({
        port,
        host: '127.0.0.1',
        headers: { host, connection: 'Upgrade', upgrade: 'websocket', ...headers },
      })
        .on('response', ({ statusMessage = '' }) => answered(statusMessage))
        .on('error', failed)
        .end();
    });
    await new Promise((closed) => server.close(closed));
    return said;
  }

  it('but an upgrade to a socket passes the same rule, and the Origin is judged before the handshake', async () => {
    const { origin } = site.stagedoor.config.publicUrl;
    const cookie = cookieOf(await loggedIn('chief'));
    expect(await upgrade({ cookie, origin })).toBe('chief');
    expect(await upgrade({ cookie, origin: 'https://evil.example' })).toBe('csrf-failed');
    expect(await upgrade({ cookie: cookieOf(await loggedIn('ana')), origin })).toBe('permission-denied');
    expect(await upgrade({ origin })).toBe('not-authenticated');
  });

  it('but a Request of the Fetch standard passes the same rule', async () => {
    const { origin, href } = site.stagedoor.config.publicUrl;
    const cookie = cookieOf(await loggedIn('chief'));
    const web = (headers: Record<string, string>) =>
      ask(toHttpRequest(new Request(new URL('/socket/', href), { method: 'POST', headers }), log));
    expect(await web({ cookie, origin })).toBe('chief');
    expect(await web({ cookie, origin: 'https://evil.example' })).toBe('csrf-failed');
    expect(await web({ origin, authorization: 'Token made-up' })).toBe('token-header-refused');
    // What a Web request says of its sender's address, nobody has vouched for.
    const forwarded = toHttpRequest(new Request(href, { headers: { 'x-forwarded-for': '192.0.2.9' } }), log);
    expect(forwarded.headers['x-forwarded-for']).toBeUndefined();
  });
});
