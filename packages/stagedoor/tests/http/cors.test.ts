import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weakenings } from '../../src/config/rules.ts';
import { toNodeHandler } from '../../src/server/to-node-handler.ts';
import { toWebHandler } from '../../src/server/to-web-handler.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { testSettings } from '../support/test-settings.ts';

const APP = 'https://app.example';
const env = {
  CORS_ALLOWED_ORIGINS: `${APP},http://localhost:3000`,
  CORS_ALLOW_CREDENTIALS: 'true',
  CSRF_TRUSTED_ORIGINS: APP,
};

let site: Site;
beforeAll(async () => {
  site = await openSite({ env });
  await addPerson(site);
});
afterAll(() => site.close());

type Headers = Readonly<Record<string, unknown>>;

/** The headers of the protocol, and `Vary`. */
function shared(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );
}

const preflight = (url: string, origin: string, at = site) =>
  at.browser().request('OPTIONS', url, {
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization, x-csrftoken',
    },
  });

describe('a script of another origin that the site names', () => {
  it('may ask first, and learns what it may send', async () => {
    const answer = await preflight('/api/users/me/', APP);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(shared(answer.headers)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
      'access-control-allow-headers':
        'accept, accept-language, authorization, content-type, idempotency-key, if-match, if-none-match, x-csrftoken, x-requested-with',
      'access-control-max-age': '86400',
      vary: 'Cookie, Origin',
    });
  });

  it('reads answers and refusals, 404 and 405 too, and never by a star', async () => {
    const readable = {
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers':
        'refusal-code, retry-after, idempotent-replayed, www-authenticate, etag, link, ignored-parameters',
    };
    const browser = await signIn(site);
    for (const [method, url] of [
      ['GET', '/api/users/me/'],
      ['GET', '/api/users/me'],
      ['GET', '/api/csrf/'],
      ['PATCH', '/api/users/me/'],
      ['GET', '/api/nowhere/'],
      ['PUT', '/api/users/me/'],
    ] as const) {
      const answer = await browser.request(method, url, { headers: { origin: APP } });
      expect(shared(answer.headers), `${method} ${url}`).toMatchObject(readable);
      expect(String(answer.headers.vary)).toMatch(/, Origin$/);
    }
  });

  it('signs in, changes something and signs out with cookies, where CSRF_TRUSTED_ORIGINS names it too', async () => {
    const browser = site.browser({ origin: APP, 'sec-fetch-site': 'cross-site' });
    expect((await browser.post('/api/login/', { username: 'ana', password: PASSWORD })).statusCode).toBe(200);
    const { csrfToken } = (await browser.get('/api/csrf/')).json();
    const token = { 'x-csrftoken': csrfToken };
    expect((await browser.post('/api/logout/', {}, token)).statusCode).toBe(200);
    const other = site.browser({ origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' });
    const refused = await other.post('/api/login/', { username: 'ana', password: PASSWORD });
    // It may read why.
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([
      403,
      'http://localhost:3000',
    ]);
  });
});

describe('an answer from before any route', () => {
  const readable = { 'access-control-allow-origin': APP };
  const get = (at: Site, url: string, headers: Record<string, string> = {}) =>
    at.browser().get(url, { origin: APP, ...headers });

  const tooLong = `/api/users/me/sessions/${'a'.repeat(1_000)}/`;

  it.each([
    ['a malformed address', '/api/%zz/', 400],
    ['a malformed part of one', '/api/users/me/sessions/%zz/', 400],
    ['a part that is too long', tooLong, 404],
    ['an address that is too long', `/api/${'a'.repeat(5_000)}/`, 414],
  ])('is read by who may read all others: %s', async (_, url, status) => {
    const answer = await get(site, url);
    expect(answer.statusCode).toBe(status);
    expect(shared(answer.headers)).toMatchObject(readable);
    const evil = await get(site, url, { origin: 'https://evil.example' });
    expect(evil.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('has a preflight like all others', async () => {
    for (const url of ['/api/%zz/', tooLong]) {
      const asked = await preflight(url, APP);
      expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([204, APP]);
    }
  });

  it('is read where the host or the scheme is a wrong one, and no preflight leads there', async () => {
    const secure = await openSite({ env: { ...env, PUBLIC_URL: 'https://example.org' } });
    const overHttp = await get(secure, '/api/users/me/');
    expect([overHttp.statusCode, shared(overHttp.headers)]).toMatchObject([403, readable]);
    expect((await preflight('/api/users/me/', APP, secure)).statusCode).toBe(403);
    const elsewhere = await get(site, '/api/users/me/', { host: 'unnamed.example' });
    expect([elsewhere.statusCode, shared(elsewhere.headers)]).toMatchObject([400, readable]);
    await secure.close();
  });

  it('is read from a handler for node:http that nothing stands behind', async () => {
    const handle = toNodeHandler(site.stagedoor);
    const server = createServer(handle).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const path of ['/api/%zz/', '/api/nowhere/']) {
      const headers = { host: site.stagedoor.config.publicUrl.host, origin: APP };
      const [answer] = await once(request({ port, path, headers }).end(), 'response');
      expect([path, shared(answer.headers)]).toMatchObject([path, readable]);
      answer.resume();
    }
    server.close();
    await handle.close();
  });
});

/* What the web views of apps and the pages of extensions send as Origin. */
describe.each([
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://-',
  'app://obsidian.md',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://0b7a1e2c-5d3f-4a6b-8c9d-0e1f2a3b4c5d',
  'safari-web-extension://0B7A1E2C-5D3F-4A6B-8C9D-0E1F2A3B4C5D',
  'vscode-webview://1a2b3c:8080',
])('an app or extension at %s', (origin) => {
  let named: Site;
  beforeAll(async () => {
    named = await openSite({ env: { CORS_ALLOWED_ORIGINS: origin, CSRF_TRUSTED_ORIGINS: origin } });
    await addPerson(named);
  });
  afterAll(() => named.close());

  it('asks, gets tokens and reads what it may, where it is named', async () => {
    const asked = await preflight('/api/token/', origin, named);
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([204, origin]);
    const app = named.browser({ origin, 'sec-fetch-site': 'cross-site' });
    const pair = await app.post('/api/token/', { username: 'ana', password: PASSWORD });
    expect([pair.statusCode, pair.headers['access-control-allow-origin']]).toEqual([200, origin]);
    const me = await app.get('/api/users/me/', { authorization: `Bearer ${pair.json().access}` });
    expect([me.json().username, me.headers['access-control-allow-origin']]).toEqual(['ana', origin]);
  });

  it('acts by cookies where CSRF_TRUSTED_ORIGINS names it, and nothing that is nearly called so does', async () => {
    const app = named.browser({ origin, 'sec-fetch-site': 'cross-site' });
    expect((await app.post('/api/login/', { username: 'ana', password: PASSWORD })).statusCode).toBe(200);
    for (const other of ['null', `${origin}.evil`, `${origin}/`, `x${origin}`, origin.split('://')[1]]) {
      const near = named.browser({ origin: other ?? '', 'sec-fetch-site': 'cross-site' });
      const refused = await near.post('/api/login/', { username: 'ana', password: PASSWORD });
      expect([other, refused.statusCode]).toEqual([other, 403]);
      expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('everybody else (ASVS V3.4.2)', () => {
  it.each([
    'null',
    'https://evil.example',
    'https://app.example.evil.example',
    'https://evilapp.example',
    'https://sub.app.example',
    'https://app.example:8443',
    'http://app.example',
    'https://APP.example',
    'https://app.example/',
    `${APP}, https://evil.example`,
    '*',
  ])('is told nothing: %s', async (origin) => {
    for (const answer of [
      await site.browser().get('/api/users/me/', { origin }),
      await preflight('/api/users/me/', origin),
    ]) {
      expect(shared(answer.headers)).toEqual({ vary: expect.stringMatching(/Origin$/) });
    }
  });

  it('is no reason to open pages, which hold CSRF tokens', async () => {
    for (const url of ['/accounts/login/', '/', '/dev/mail/', '/apix/', '/api%2f']) {
      const answer = await site.browser().get(url, { accept: 'text/html', origin: APP });
      expect(shared(answer.headers)).not.toHaveProperty('access-control-allow-origin');
      const asked = await preflight(url, APP);
      expect(shared(asked.headers)).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('says nothing of origins where the site names none', async () => {
    const usual = await openSite();
    const answer = await usual.browser().get('/api/users/me/', { origin: APP });
    expect(shared(answer.headers)).toEqual({ vary: 'Accept, Cookie' });
    expect((await preflight('/api/users/me/', APP, usual)).statusCode).toBe(200);
    await usual.close();
  });
});

it('answers that are written past Fastify are shared too', async () => {
  const browser = await signIn(site);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = site.app.server.address() as AddressInfo;
  const { host } = site.stagedoor.config.publicUrl;
  const asked = request({ port, path: '/api/users/me/', headers: { host, cookie, origin: APP } }).end();
  const [answer] = await once(asked, 'response');
  expect(answer.statusCode).toBe(200);
  expect(shared(answer.headers)).toMatchObject({
    'access-control-allow-origin': APP,
    vary: 'Accept, Cookie, Origin',
  });
  expect(answer.headers['content-length']).toBeDefined();
  answer.resume();
});

it('a site as a function answers preflights too', async () => {
  const handle = toWebHandler(site.stagedoor, { clientAddress: () => '192.0.2.1' });
  const asked = new Request(new URL('/api/users/me/', site.stagedoor.config.publicUrl), {
    method: 'OPTIONS',
    headers: { origin: APP, 'access-control-request-method': 'GET' },
  });
  const answer = await handle(asked);
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, APP]);
  await handle.close();
});

it('requests without credentials get no leave to send them', async () => {
  const tokens = await openSite({ env: { CORS_ALLOWED_ORIGINS: APP, CORS_PATHS: '/api/users/' } });
  const answer = await preflight('/api/users/me/', APP, tokens);
  expect(answer.headers['access-control-allow-origin']).toBe(APP);
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  expect(
    (await preflight('/api/login/', APP, tokens)).headers['access-control-allow-origin'],
  ).toBeUndefined();
  await tokens.close();
});

describe('the setting', () => {
  it.each([
    '*',
    'null',
    'https://*.example.org',
    'https://app.example/',
    'https://app.example:443',
    'app.example',
    'https://App.example',
  ])('takes no origin that is none, or that no browser sends: %s', (value) => {
    expect(() => testSettings({ CORS_ALLOWED_ORIGINS: value })).toThrow(/CORS_ALLOWED_ORIGINS/);
  });

  it('is named at the start where it opens more than tokens', async () => {
    const https = await openSite({ env: { PUBLIC_URL: 'https://site.example', ...env } });
    await https.close();
    expect(weakenings(https.stagedoor.config).join('\n')).toMatch(
      /CORS_ALLOW_CREDENTIALS: scripts of https:\/\/app\.example.*\n.*http:\/\/localhost:3000 is anybody’s/s,
    );
  });
});
