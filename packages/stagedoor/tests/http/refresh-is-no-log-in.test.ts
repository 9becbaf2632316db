import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

/* A front end with token cookies renews them every few minutes. Nothing that a page of ours has open may end by that. */

const OWN = { origin: 'http://127.0.0.1:8000' };
const HTML = { accept: 'text/html,application/xhtml+xml' };
const FORM = { ...HTML, 'content-type': 'application/x-www-form-urlencoded' };
const who = { username: 'ana', password: PASSWORD };

let site: Site;
afterEach(() => site.close());
const open = async (more: Record<string, string> = {}) => {
  const env = { COMPATIBILITY: 'django', DJ_REST_AUTH_TOKENS: 'jwt-cookies', ...more };
  site = await openSite({ env });
  await addPerson(site, 'ana');
  return site.browser();
};

const enterByTokens = (browser: Browser) => browser.post('/api/auth/cookie/login/', who, OWN);
const enterBySession = (browser: Browser) => browser.post('/api/login/', who);
const formTokenOn = async (browser: Browser, path: string) =>
  /name="csrfmiddlewaretoken"[^>]*value="([^"]+)"/.exec((await browser.get(path, HTML)).body)?.[1] ?? '';
const rename = (browser: Browser, token = browser.cookie('csrftoken') ?? '') =>
  browser.request('PATCH', '/api/users/me/', {
    payload: { first_name: 'Ana' },
    headers: { 'x-csrftoken': token },
  });
/** Tells what was answered, and whether the browser has other tokens than before. */
const renew = async (browser: Browser, path: string) => {
  const before = browser.cookie('Authentication');
  const { statusCode } = await browser.request('POST', path, { headers: OWN, payload: {} });
  return [statusCode, before !== undefined && browser.cookie('Authentication') !== before];
};

const REFRESHES = ['/api/auth/cookie/refresh/', '/dj-rest-auth/token/refresh/'];

describe.each(REFRESHES)('tokens renewed at %s', (path) => {
  it('leave a session of the same person its open forms and its CSRF token', async () => {
    const browser = await open();
    await enterByTokens(browser);
    await enterBySession(browser);
    const kept = await formTokenOn(browser, '/accounts/profile/');
    expect(await renew(browser, path)).toEqual([200, true]);
    expect((await rename(browser)).statusCode).toBe(200);
    expect((await rename(browser, kept)).statusCode).toBe(200);
    const payload = new URLSearchParams({ csrfmiddlewaretoken: kept }).toString();
    const out = await browser.request('POST', '/accounts/logout/', { payload, headers: FORM });
    expect(out.statusCode).toBe(302);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
  });

  it('leave the tokens’ own CSRF token good, as somebody has it in an open page', async () => {
    const browser = await open();
    await enterByTokens(browser);
    const kept = (await browser.get('/api/csrf/')).json().csrfToken;
    expect(await renew(browser, path)).toEqual([200, true]);
    expect((await rename(browser, kept)).statusCode).toBe(200);
    expect((await rename(browser)).statusCode).toBe(200);
  });

  it('give a browser without a good CSRF token one', async () => {
    const browser = await open();
    await enterByTokens(browser);
    for (const bad of [null, 'x'.repeat(32), 'short']) {
      if (bad === null) browser.cookies.delete('csrftoken');
      else browser.cookies.set('csrftoken', bad);
      expect(await renew(browser, path)).toEqual([200, true]);
      expect((await rename(browser)).statusCode).toBe(200);
    }
  });

  it('reach the browser though it has two sessions of which nothing says which is meant', async () => {
    const browser = await open();
    await enterByTokens(browser);
    const other = site.browser();
    for (const entering of [browser, other]) await enterBySession(entering);
    const cookie = [...browser.cookies, ['sessionid', other.cookie('sessionid')]].map((pair) =>
      pair.join('='),
    );
    const renewed = await site.browser().request('POST', path, {
      headers: { ...OWN, cookie: cookie.join('; ') },
      payload: {},
    });
    expect(renewed.statusCode).toBe(200);
    expect(String(renewed.headers['set-cookie'])).toContain('Authentication=');
  });
});
