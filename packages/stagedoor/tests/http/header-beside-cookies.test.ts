import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

/* A program that sends Authorization from a browser that adds cookies of its own, of the same person or of another. */

const OWN = 'http://127.0.0.1:8000';
const READER = 'https://reader.example.org';

const env = {
  COMPATIBILITY: 'django',
  DJ_REST_AUTH_TOKENS: 'jwt',
  CORS_ALLOWED_ORIGINS: READER,
  CORS_ALLOW_CREDENTIALS: 'true',
};

let site: Site;
const headers: Record<string, string> = {};
const tokenOf = async (path: string, username: string, field: string) =>
  (await site.browser().post(path, { username, password: PASSWORD })).json()[field] as string;

beforeAll(async () => {
  site = await openSite({ env });
  await addPerson(site, 'ana');
  await addPerson(site, 'ben');
  const access = await tokenOf('/api/token/', 'ben', 'access');
  headers.Bearer = `Bearer ${access}`;
  headers.JWT = `JWT ${access}`;
  headers.Token = `Token ${await tokenOf('/auth/token/login/', 'ben', 'auth_token')}`;
  const made = await (await signIn(site, 'ben')).post('/api/users/me/tokens/', {
    name: 'robot',
    scope: 'write',
  });
  headers.personal = `Bearer ${made.json().token}`;
});
afterAll(() => site.close());

const kinds = ['Bearer', 'JWT', 'Token', 'personal'];
/** What a personal token may do is its scope's to say. */
const writing = ['Bearer', 'JWT', 'Token'];
/** As a script of our own pages sends it, with no CSRF token. */
const ask = (browser: Browser, kind: string, method: string, url: string, payload?: object) =>
  browser.request(method, url, {
    headers: { authorization: headers[kind] ?? kind, origin: OWN },
    ...(payload === undefined ? {} : { payload }),
  });

describe('a good Authorization header', () => {
  it.each(kinds)('is who asks, whosever session the browser adds: %s', async (kind) => {
    const browser = await signIn(site, 'ana');
    expect((await ask(browser, kind, 'GET', '/api/users/me/')).json().username).toBe('ben');
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
  });

  it.each(writing)('writes for its owner without a CSRF token: %s', async (kind) => {
    const browser = await signIn(site, 'ana');
    const written = await ask(browser, kind, 'PATCH', '/api/users/me/', { first_name: `by ${kind}` });
    expect([written.statusCode, written.json().username]).toEqual([200, 'ben']);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
  });

  it.each([
    ['PATCH', '/auth/users/me/', { first_name: 'B' }, 200],
    ['PUT', '/dj-rest-auth/user/', { username: 'ben', first_name: 'B', last_name: '' }, 200],
    ['POST', '/api/tickets/', { purpose: 'chat' }, 201],
    ['POST', '/auth/users/set_password/', { current_password: 'wrong', new_password: `${PASSWORD}x` }, 400],
  ] as const)('needs no CSRF token beside the own session: %s %s', async (method, url, payload, status) => {
    const browser = await signIn(site, 'ben');
    expect((await ask(browser, 'Bearer', method, url, payload)).statusCode).toBe(status);
  });

  it('ends its own token and leaves the session of another alone', async () => {
    const browser = await signIn(site, 'ana');
    const authorization = `Token ${await tokenOf('/auth/token/login/', 'ben', 'auth_token')}`;
    expect((await ask(browser, authorization, 'POST', '/auth/token/logout/')).statusCode).toBe(204);
    expect((await ask(browser, authorization, 'GET', '/api/users/me/')).statusCode).toBe(401);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
    headers.Token = `Token ${await tokenOf('/auth/token/login/', 'ben', 'auth_token')}`;
  });

  it('deletes its own account and takes no cookie from the browser', async () => {
    await addPerson(site, 'cleo');
    const browser = await signIn(site, 'ana');
    const authorization = `Bearer ${await tokenOf('/api/token/', 'cleo', 'access')}`;
    const gone = await ask(browser, authorization, 'DELETE', '/auth/users/me/', {
      current_password: PASSWORD,
    });
    expect(gone.statusCode).toBe(204);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
  });

  it('logs the whole browser out at a log-out', async () => {
    const browser = await signIn(site, 'ben');
    const pair = (await site.browser().post('/api/token/', { username: 'ben', password: PASSWORD })).json();
    const out = await ask(browser, `Bearer ${pair.access}`, 'POST', '/dj-rest-auth/logout/', {
      refresh: pair.refresh,
    });
    expect(out.statusCode).toBe(200);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
    expect((await ask(browser, `Bearer ${pair.access}`, 'GET', '/api/users/me/')).statusCode).toBe(401);
  });

  it('leaves the browser the CSRF token of its session', async () => {
    const browser = await signIn(site, 'ana');
    const token = (await ask(browser, 'Bearer', 'GET', '/api/csrf/')).json().csrfToken;
    const renamed = await browser.request('PATCH', '/api/users/me/', {
      headers: { 'x-csrftoken': token, origin: OWN },
      payload: { first_name: 'Ana' },
    });
    expect(renamed.statusCode).toBe(200);
  });

  it('gives it a CSRF token of its session where the answer looked at the data of a session first', async () => {
    const seen: unknown[] = [];
    const both = defineRoute({
      name: 'both',
      method: 'GET',
      path: '/api/test/both/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'none',
      async handler(exchange) {
        await exchange.session();
        const token = await exchange.csrfToken();
        seen.push(exchange.credentialSource, (await exchange.principal())?.user.username);
        return json({ token });
      },
    });
    const here = await openSite({ env, server: { extend: mount(both) } });
    for (const name of ['ana', 'ben']) await addPerson(here, name);
    const browser = await signIn(here, 'ana');
    // One must be made, and for the session of the browser.
    expect(browser.cookies.delete('csrftoken')).toBe(true);
    const pair = await here.browser().post('/api/token/', { username: 'ben', password: PASSWORD });
    const answer = await ask(browser, `Bearer ${pair.json().access}`, 'GET', '/api/test/both/');
    expect([answer.statusCode, ...seen]).toEqual([200, 'header', 'ben']);
    const renamed = await browser.request('PATCH', '/api/users/me/', {
      headers: { 'x-csrftoken': answer.json().token, origin: OWN },
      payload: { first_name: 'Ana' },
    });
    expect([renamed.statusCode, renamed.json().username]).toEqual([200, 'ana']);
    await here.close();
  });

  it('says that the answer depends on it', async () => {
    const browser = await signIn(site, 'ana');
    expect((await ask(browser, 'Bearer', 'GET', '/api/users/me/')).headers.vary).toContain('Authorization');
    expect((await browser.get('/api/users/me/')).headers.vary).not.toContain('Authorization');
  });

  it('from an origin that may only read acts for itself, and never by the cookies of the browser', async () => {
    const browser = await signIn(site, 'ana');
    const from = (url: string, payload: object) =>
      browser.request('POST', url, {
        headers: { authorization: headers.Bearer ?? '', origin: READER, 'sec-fetch-site': 'cross-site' },
        payload,
      });
    const kept = new Map(browser.cookies);
    expect((await from('/api/logout/', {})).statusCode).toBe(200);
    headers.Bearer = `Bearer ${await tokenOf('/api/token/', 'ben', 'access')}`;
    const entered = await from('/api/login/', { username: 'ben', password: PASSWORD });
    expect(entered.headers['set-cookie']).toBeUndefined();
    expect(browser.cookies).toEqual(kept);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
  });
});

/* The name of a scheme has no case (RFC 9110 section 11.1). */
describe.each(['bearer', 'BEARER', 'jwt', 'Jwt', 'token', 'TOKEN'])(
  'a header that begins with %s',
  (word) => {
    const known = word.toLowerCase() === 'token' ? 'Token' : 'Bearer';
    const credentials = () => (headers[known] ?? '').slice(known.length + 1);

    it('is its owner’s, and neither read nor written as the person of the cookie, by whose CSRF token either', async () => {
      const browser = await signIn(site, 'ana');
      const { csrfToken } = (await browser.get('/api/csrf/')).json();
      const sent = { authorization: `${word} ${credentials()}`, origin: OWN, 'x-csrftoken': csrfToken };
      expect((await browser.get('/api/users/me/', sent)).json().username).toBe('ben');
      const written = await browser.request('PATCH', '/api/users/me/', {
        headers: sent,
        payload: { first_name: word },
      });
      expect([written.statusCode, written.json().username]).toEqual([200, 'ben']);
      expect((await browser.get('/api/users/me/')).json().first_name).not.toBe(word);
    });

    it.each([
      ['an unknown token', 'nobodys'],
      ['no token', ''],
      ['two words', 'one two'],
    ])('and goes on with %s is 401, with a CSRF token too', async (_, rest) => {
      const browser = await signIn(site, 'ana');
      const { csrfToken } = (await browser.get('/api/csrf/')).json();
      const sent = { authorization: `${word} ${rest}`.trim(), origin: OWN, 'x-csrftoken': csrfToken };
      expect((await browser.get('/api/users/me/', sent)).statusCode).toBe(401);
      const written = await browser.request('PATCH', '/api/users/me/', {
        headers: sent,
        payload: { first_name: word },
      });
      expect(written.statusCode).toBe(401);
      expect((await browser.get('/api/users/me/')).json().first_name).not.toBe(word);
    });
  },
);

it('a personal token is taken after a word in lower case, too', async () => {
  const browser = await signIn(site, 'ana');
  const authorization = (headers.personal ?? '').replace('Bearer', 'bearer');
  expect((await browser.get('/api/users/me/', { authorization })).json().username).toBe('ben');
});

describe('a bad Authorization header', () => {
  const bad = [
    'Bearer not.a.token',
    'Bearer null',
    `Token ${'0'.repeat(40)}`,
    'Bearer sdp_nothing',
    'JWT',
    'Bearer: not.a.token',
    'bearer,x',
    'Token:abc',
    'Bearer\u00a0x',
    'jwt="x"',
  ];

  it.each(bad)(
    'is 401 where somebody must be logged in, and never somebody’s session: %s',
    async (header) => {
      const browser = await signIn(site, 'ana');
      expect((await ask(browser, header, 'GET', '/api/users/me/')).statusCode).toBe(401);
      const written = await ask(browser, header, 'PATCH', '/api/users/me/', { first_name: 'x' });
      expect(written.statusCode).toBe(401);
    },
  );

  it.each(bad)('is as good as none where anybody may come, and spares no CSRF token: %s', async (header) => {
    const browser = await signIn(site, 'ana');
    expect((await ask(browser, header, 'GET', '/api/csrf/')).statusCode).toBe(200);
    expect((await ask(browser, header, 'POST', '/api/logout/')).statusCode).toBe(403);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ana');
  });

  it('of a scheme that nobody here knows is not looked at', async () => {
    const browser = await signIn(site, 'ana');
    for (const header of ['Negotiate abc', 'Basic YW5hOng=', 'Bearers x', 'Digest token=bearer'])
      expect((await ask(browser, header, 'GET', '/api/users/me/')).json().username).toBe('ana');
  });
});

it('a site that names its classes has them looked at in its order, as REST framework does', async () => {
  const other = await openSite({ env: { ...env, API_AUTHENTICATION: 'session,token' } });
  try {
    await addPerson(other, 'ana');
    await addPerson(other, 'ben');
    const token = (
      await other.browser().post('/auth/token/login/', { username: 'ben', password: PASSWORD })
    ).json();
    const browser = await signIn(other, 'ana');
    const authorization = `Token ${token.auth_token}`;
    expect((await browser.get('/api/users/me/', { authorization })).json().username).toBe('ana');
    const out = await browser.request('POST', '/auth/token/logout/', { headers: { authorization } });
    expect(out.statusCode).toBe(403);
  } finally {
    await other.close();
  }
});

describe.each(['database', 'signed-cookies'] as const)('session data in %s', (sessionEngine) => {
  const PLAY = '/api/test/session/';
  let other: Site;
  let browser: Browser;
  let authorization: string;
  beforeAll(async () => {
    other = await openSite({ env, sessionEngine, server: { extend: mount(sessionRoute) } });
    await addPerson(other, 'ana');
    await addPerson(other, 'ben');
    browser = await signIn(other, 'ana');
    await browser.get(`${PLAY}?set=of-ana`);
    const who = { username: 'ben', password: PASSWORD };
    authorization = `Bearer ${(await other.browser().post('/api/token/', who)).json().access}`;
  });
  afterAll(() => other.close());

  it('is neither read nor written for somebody else whom a header names', async () => {
    expect((await browser.get(PLAY, { authorization })).json()).toEqual({ note: null });
    const set = await browser.get(`${PLAY}?set=of-ben`, { authorization });
    expect(set.headers['set-cookie']).toBeUndefined();
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'of-ana' });
  });

  it('does not move along when that somebody logs in, and the session that had it ends', async () => {
    const who = { username: 'ben', password: PASSWORD };
    const copied = { cookie: `sessionid=${browser.cookie('sessionid')}` };
    expect((await other.browser().get('/api/users/me/', copied)).json().username).toBe('ana');
    const entered = await browser.post('/api/login/', who, { authorization });
    expect(entered.statusCode).toBe(200);
    expect((await browser.get('/api/users/me/')).json().username).toBe('ben');
    expect((await browser.get(PLAY)).json()).toEqual({ note: null });
    expect((await other.browser().get('/api/users/me/', copied)).statusCode).toBe(401);
  });
});
