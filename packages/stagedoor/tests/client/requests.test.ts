import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type ClientOptions,
  createClient,
  type TokenStore,
  type Tokens,
} from '../../src/client/index.ts';
import { minutes } from '../../src/core/kernel/clock.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import type { Guards } from '../../src/server/guards.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* What a site adds of its own, asked through the client; and how the client keeps its credentials fresh. */

/** Bodies come as they are to a site's own routes. */
function readJson({ headers, body }: FastifyRequest): unknown {
  return headers['content-type'] === 'application/json' ? JSON.parse(String(body)) : null;
}

let site: RealSite;
let origin: string;
let guards: Guards;
beforeAll(async () => {
  site = await openRealSite({
    env: { ALLOWED_HOSTS: '127.0.0.1', JWT_ACCESS_TOKEN_LIFETIME: '300' },
    server: {
      extend(app) {
        app.route({
          method: ['GET', 'POST'],
          url: '/api/orders/',
          preHandler: (request, reply) => guards.requireUser(request, reply),
          handler: async (request) => {
            const principal = await guards.principal(request);
            return {
              method: request.method,
              customer: principal?.user.username,
              sent: readJson(request),
            };
          },
        });
      },
    },
  });
  guards = createGuards(site.stagedoor);
  origin = await site.listen();
  await site.addPerson('ana');
});
afterAll(() => site.close());

/** A client that writes down what it sends. */
function watchedClient(options: ClientOptions = {}): { client: Client; sent: Request[] } {
  const sent: Request[] = [];
  const client = createClient({
    baseUrl: origin,
    ...options,
    fetch(input, init) {
      const request = new Request(input, init);
      sent.push(request.clone());
      return fetch(request);
    },
  });
  return { client, sent };
}

const logIn = (client: Client) => client.logIn({ username: 'ana', password: PASSWORD });
const paths = (sent: readonly Request[]) =>
  sent.map(({ url, method }) => `${method} ${url.slice(origin.length)}`);

describe.each(['session', 'token-cookie', 'jwt', 'token'] as const)('in %s mode', (mode) => {
  it('an address of the site is asked as whoever is signed in', async () => {
    const { client } = watchedClient({ mode });
    const strangers = await client.request({ path: '/api/orders/' });
    expect(strangers.error).toMatchObject({ code: 'not-authenticated', status: 401 });
    await logIn(client);
    const { data } = await client.request({ path: '/api/orders/', method: 'POST', body: { tulips: 7 } });
    expect(data).toEqual({ method: 'POST', customer: 'ana', sent: { tulips: 7 } });
  });
});

it('a form with files is sent as one', async () => {
  const { client, sent } = watchedClient();
  await logIn(client);
  const body = new FormData();
  body.set('receipt', new Blob(['7 tulips'], { type: 'text/plain' }), 'receipt.txt');
  const { error } = await client.request({ path: '/api/orders/', method: 'POST', body });
  expect(error).toBeUndefined();
  const receipt = (await sent.at(-1)?.formData())?.get('receipt');
  expect(await (receipt as File).text()).toBe('7 tulips');
});

it.each([
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '/\t/elsewhere.example/',
  'https://elsewhere.example/',
  'orders',
])('credentials go to no other site: %j', async (path) => {
  const { client, sent } = watchedClient();
  await expect(client.request({ path })).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});

it.each(['..', '.', ''])('no id leads to another address: %j', async (text) => {
  const { client, sent } = watchedClient();
  const id = text as never;
  await expect(client.endSession({ id })).rejects.toThrow(TypeError);
  await expect(client.removeOrganizationMember({ id, user: 7 })).rejects.toThrow(TypeError);
  await expect(client.removeOrganizationMember({ id: 7, user: id })).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});

describe.each([
  ['jwt', 'POST /api/token/refresh/'],
  ['token-cookie', 'POST /api/auth/cookie/refresh/'],
] as const)('in %s mode', (mode, refresh) => {
  it('many requests that find the access token over share one renewal, which shows a key', async () => {
    const { client, sent } = watchedClient({ mode });
    await logIn(client);
    site.clock.advance(minutes(6));
    sent.length = 0;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => client.request({ path: '/api/orders/' })));
    expect(answers.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const renewals = sent.filter(
      (request) => `${request.method} ${new URL(request.url).pathname}` === refresh,
    );
    expect(renewals).toHaveLength(1);
    expect(renewals[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('whoever was signed out elsewhere learns it at the next request, and asks for no more renewals', async () => {
    const { client, sent } = watchedClient({ mode });
    const { client: other } = watchedClient({ mode: 'session' });
    await logIn(client);
    await logIn(other);
    expect((await other.endOtherSessions()).error).toBeUndefined();
    expect((await client.request({ path: '/api/orders/' })).error?.status).toBe(401);
    expect(client.session.get()).toEqual({ status: 'signed-out' });
    sent.length = 0;
    await client.request({ path: '/api/orders/' });
    expect(paths(sent)).not.toContain(refresh);
  });
});

describe('token cookies that another tab has got', () => {
  /** What the tabs of one browser send with. */
  function sharedFetch(): { fetch: typeof fetch; renewals: () => number } {
    const cookies = new Map<string, string>();
    let renewals = 0;
    return {
      renewals: () => renewals,
      async fetch(input, init) {
        const request = new Request(input, init);
        if (request.url.endsWith('/refresh/')) renewals += 1;
        request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        const response = await fetch(request);
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = line.split(';', 1)[0]?.split('=') ?? [];
          cookies.set(name, value);
        }
        return response;
      },
    };
  }
  const tabOf = (browser: { fetch: typeof fetch }) =>
    createClient({ baseUrl: origin, mode: 'token-cookie', cookie: '', fetch: browser.fetch });

  it('are renewed by a tab that was a stranger, once it has seen somebody signed in', async () => {
    const browser = sharedFetch();
    const [stranger, other] = [tabOf(browser), tabOf(browser)];
    expect((await stranger.getMe()).error?.code).toBe('not-authenticated');
    await logIn(other);
    expect(await stranger.session.load()).toMatchObject({ status: 'signed-in' });
    site.clock.advance(minutes(6));
    expect((await stranger.getMe()).data?.username).toBe('ana');
  });

  it('are renewed by a tab that has seen nothing of it, after ten seconds', async () => {
    const browser = sharedFetch();
    const [stranger, other] = [tabOf(browser), tabOf(browser)];
    await stranger.getMe();
    await logIn(other);
    site.clock.advance(minutes(6));
    const { now } = Date;
    try {
      Date.now = () => now() + 11_000;
      expect((await stranger.getMe()).data?.username).toBe('ana');
    } finally {
      Date.now = now;
    }
  });

  it('are not asked for by each request of a stranger', async () => {
    const browser = sharedFetch();
    const stranger = tabOf(browser);
    for (const _ of [1, 2, 3, 4]) await stranger.getMe();
    await Promise.all([1, 2, 3, 4].map(() => stranger.request({ path: '/api/orders/' })));
    expect(browser.renewals()).toBe(1);
  });
});

describe('an answer that does not come', () => {
  it('is an error that says whose fault it was', async () => {
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' });
    expect((await nobody.getMe()).error).toMatchObject({ code: 'network', status: 0 });
    const { client } = watchedClient();
    expect((await client.getMe({ signal: AbortSignal.abort() })).error?.code).toBe('aborted');
  });

  it.each([1, 2])(
    'of a renewal is fetched again by the same key, and nobody is signed out: %i lost',
    async (lost) => {
      const keys: (string | null)[] = [];
      const client = createClient({
        baseUrl: origin,
        mode: 'jwt',
        async fetch(input, init) {
          const request = new Request(input, init);
          const answer = await fetch(request);
          if (!request.url.endsWith('/refresh/')) return answer;
          keys.push(request.headers.get('idempotency-key'));
          if (keys.length <= lost) throw new TypeError('the connection is lost');
          return answer;
        },
      });
      await logIn(client);
      site.clock.advance(minutes(6));
      const first = await client.getMe();
      // It is asked for once more at once; after that, when somebody asks again.
      expect(first.error?.code).toBe(lost === 1 ? undefined : 'network');
      expect((await client.getMe()).data?.username).toBe('ana');
      expect(keys).toHaveLength(lost + 1);
      expect(new Set(keys).size).toBe(1);
    },
  );
});

it('a tab that renews a pair which another has just renewed takes the new one, and nobody is signed out', async () => {
  let kept: Tokens | null = null;
  const store: TokenStore = {
    get: () => kept,
    set(tokens) {
      kept = tokens;
    },
  };
  const first = createClient({ baseUrl: origin, mode: 'jwt', store });
  await logIn(first);
  const old = kept;
  let readsBehind = 2;
  const late: TokenStore = { ...store, get: () => (readsBehind-- > 0 ? old : kept) };
  const second = createClient({ baseUrl: origin, mode: 'jwt', store: late });
  site.clock.advance(minutes(6));
  expect((await first.getMe()).data?.username).toBe('ana');
  expect((await second.getMe()).data?.username).toBe('ana');
  expect((await first.getMe()).data?.username).toBe('ana');
});

it('a server passes the visitor’s cookies on, and hands back those that change', async () => {
  const visitor = createClient({ baseUrl: origin, cookie: '' });
  await logIn(visitor);
  const lines = visitor.setCookies.map((line) => line.split(';', 1)[0]);
  expect(lines.map((line) => line?.split('=', 1)[0])).toEqual(['sessionid', 'csrftoken', 'device']);
  const server = createClient({ baseUrl: origin, cookie: lines.join('; ') });
  expect(await server.session.load()).toMatchObject({ status: 'signed-in', user: { username: 'ana' } });
  expect((await server.updateMe({ last_name: 'Ruiz' })).data?.last_name).toBe('Ruiz');
  expect(server.setCookies).toEqual([]);
  await server.logOut();
  expect(server.setCookies.join()).toContain('sessionid=;');
});
