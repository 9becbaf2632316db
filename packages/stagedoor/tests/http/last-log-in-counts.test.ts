import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

/* One browser, two accounts: whoever logged in last is who it is, by whichever kind of cookie. */

const env = {
  COMPATIBILITY: 'django',
  AUTH_CHALLENGE: 'jwt',
  DJ_REST_AUTH_TOKENS: 'jwt-cookies',
  LIMIT_SIGNUP_PER_SOURCE: '10000/1m',
};
const OWN = { origin: 'http://127.0.0.1:8000' };
const ORDERS = ['session,jwt-cookie', 'jwt-cookie,session'];

let site: Site;
const whoIs = async (browser: Browser) => {
  const answer = await browser.get('/dj-rest-auth/user/');
  return answer.statusCode === 200 ? answer.json().username : answer.statusCode;
};
const signedInSessions = async (username: string) => {
  const user = await site.stores.users.findByUsernameKey(username);
  const listed = await site.stores.sessions.listOfUser(user?.id ?? 0, site.clock.now());
  return listed.map(({ kind }) => kind);
};
const leave = (browser: Browser) =>
  browser.request('POST', '/dj-rest-auth/logout/', { payload: {}, headers: OWN });

const interfaces = {
  'dj-rest-auth’s log-in': (browser: Browser) =>
    browser.request('POST', '/dj-rest-auth/login/', {
      payload: { username: 'ben', password: PASSWORD },
      headers: OWN,
    }),
  'our log-in for token cookies': (browser: Browser) =>
    browser.request('POST', '/api/auth/cookie/login/', {
      payload: { username: 'ben', password: PASSWORD },
      headers: OWN,
    }),
  'dj-rest-auth’s sign-up': (browser: Browser) =>
    browser.request('POST', '/dj-rest-auth/registration/', {
      payload: { username: 'ben', password1: PASSWORD, password2: PASSWORD },
      headers: OWN,
    }),
};

describe.each(ORDERS)('where cookies are asked in the order %s', (API_AUTHENTICATION) => {
  afterEach(() => site.close());
  const open = async (...people: string[]) => {
    site = await openSite({
      env: { ...env, API_AUTHENTICATION },
      server: { extend: mount(sessionRoute) },
    });
    for (const name of people) await addPerson(site, name);
  };

  it.each(Object.entries(interfaces))('%s ends the session that the browser has', async (title, logIn) => {
    await open('ana', ...(title.endsWith('sign-up') ? [] : ['ben']));
    const browser = await signIn(site, 'ana');
    const entered = await logIn(browser);
    expect(entered.statusCode).toBe(title.endsWith('sign-up') ? 201 : 200);
    expect(await whoIs(browser)).toBe('ben');
    expect(browser.cookie('sessionid')).toBeUndefined();
    expect(await signedInSessions('ana')).toEqual([]);
    expect((await leave(browser)).statusCode).toBe(200);
    expect(await whoIs(browser)).toBe(401);
  });

  it('token cookies end the token cookies of somebody else', async () => {
    await open('ana', 'ben');
    const browser = site.browser();
    await browser.request('POST', '/api/auth/cookie/login/', {
      payload: { username: 'ana', password: PASSWORD },
      headers: OWN,
    });
    const refresh = browser.cookie('Refresh');
    expect(await signedInSessions('ana')).toEqual(['jwt']);
    await interfaces['our log-in for token cookies'](browser);
    expect(await whoIs(browser)).toBe('ben');
    expect(await signedInSessions('ana')).toEqual([]);
    const kept = await site.browser().post('/api/token/refresh/', { refresh });
    expect(kept.statusCode).toBe(401);
  });

  it('a session ends the token cookies of somebody else', async () => {
    await open('ana', 'ben');
    const browser = site.browser();
    await interfaces['our log-in for token cookies'](browser);
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect(await whoIs(browser)).toBe('ana');
    expect([browser.cookie('Authentication'), browser.cookie('Refresh')]).toEqual([undefined, undefined]);
    expect(await signedInSessions('ben')).toEqual([]);
    await browser.post('/api/logout/');
    expect(await whoIs(browser)).toBe(401);
  });

  it('a session leaves the token cookies of the same person, by the refresh token alone too', async () => {
    await open('ana', 'ben');
    const browser = site.browser();
    await interfaces['our log-in for token cookies'](browser);
    browser.cookies.delete('Authentication');
    await browser.post('/api/login/', { username: 'ben', password: PASSWORD });
    expect(browser.cookie('Refresh')).toBeDefined();
    expect(await signedInSessions('ben')).toEqual(expect.arrayContaining(['jwt', 'cookie']));
  });
});

describe('a session beside token cookies', () => {
  beforeAll(async () => {
    site = await openSite({ env, server: { extend: mount(sessionRoute) } });
    await addPerson(site, 'ana');
    await addPerson(site, 'ben');
  });
  afterAll(() => site.close());

  it('of nobody, with what a stranger put into it, stays', async () => {
    const browser = site.browser();
    await browser.get('/api/test/session/?set=cart');
    await interfaces['our log-in for token cookies'](browser);
    expect((await browser.get('/api/test/session/')).json()).toEqual({ note: 'cart' });
  });

  it('goes on when the tokens are renewed', async () => {
    const browser = site.browser();
    await interfaces['our log-in for token cookies'](browser);
    const tokens = new Map(browser.cookies);
    const ana = await signIn(site, 'ana');
    for (const name of ['Authentication', 'Refresh']) ana.cookies.set(name, tokens.get(name) ?? '');
    expect((await ana.request('POST', '/api/auth/cookie/refresh/', { headers: OWN })).statusCode).toBe(200);
    expect((await ana.get('/api/users/me/')).json().username).toBe('ana');
  });

  it('goes on where the password was wrong, and where tokens leave in the body alone', async () => {
    const browser = await signIn(site, 'ana');
    const wrong = { payload: { username: 'ben', password: 'wrong' }, headers: OWN };
    await browser.request('POST', '/dj-rest-auth/login/', wrong);
    await browser.request('POST', '/api/token/', { payload: { username: 'ben', password: PASSWORD } });
    expect(await whoIs(browser)).toBe('ana');
  });
});

describe('a log-out', () => {
  afterEach(() => site.close());

  it.each(['/api/logout/', '/api/auth/cookie/logout/', '/dj-rest-auth/logout/'])(
    'at %s ends the session and the tokens that the browser has, for whoever copied one',
    async (address) => {
      site = await openSite({ env });
      await addPerson(site, 'ben');
      const browser = site.browser();
      await interfaces['our log-in for token cookies'](browser);
      await browser.post('/api/login/', { username: 'ben', password: PASSWORD });
      expect((await signedInSessions('ben')).toSorted()).toEqual(['cookie', 'jwt']);
      const left = await browser.request('POST', address, {
        payload: {},
        headers: { ...OWN, 'x-csrftoken': browser.cookie('csrftoken') ?? '' },
      });
      expect(left.statusCode).toBeLessThan(300);
      expect(await signedInSessions('ben')).toEqual([]);
    },
  );
});
