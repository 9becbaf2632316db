import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

/* Whoever comes by token cookies, as the front ends of dj-rest-auth do: by what the browser says of the page that asks. */

const OWN = 'http://127.0.0.1:8000';
const TRUSTED = 'https://app.example.org';
const MISSING = { detail: 'CSRF Failed: CSRF token missing.' };

const env = {
  CSRF_TRUSTED_ORIGINS: TRUSTED,
  DJ_REST_AUTH_PATH: '/rest/',
  DJ_REST_AUTH_TOKENS: 'jwt-cookies',
};

let site: Site;
beforeAll(async () => {
  site = await openSite({ env });
  await addPerson(site, 'ana');
  await addPerson(site, 'ben');
});
afterAll(() => site.close());

const withTokens = async (on: Site = site): Promise<Browser> => {
  const browser = on.browser();
  const answer = await browser.post('/rest/login/', { username: 'ana', password: PASSWORD });
  expect(answer.statusCode).toBe(200);
  return browser;
};

/** What is proof enough of token cookies. */
const PROOFS: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'same-origin' },
  { origin: OWN },
  { origin: TRUSTED },
];

const rename = (browser: Browser, name: string, headers: Record<string, string>) =>
  browser.request('PATCH', '/rest/user/', { payload: { first_name: name }, headers });
const nameOf = async (username: string, on: Site = site) =>
  (await on.stores.users.findByUsernameKey(username))?.firstName;

describe('an unsafe request by token cookies, without a CSRF token', () => {
  it.each<[string, Record<string, string>]>([
    ['Sec-Fetch-Site same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['our own Origin', { origin: OWN }],
    ['our own Origin and Sec-Fetch-Site', { origin: OWN, 'sec-fetch-site': 'same-origin' }],
    ['a trusted Origin', { origin: TRUSTED }],
    ['a trusted Origin of the same site', { origin: TRUSTED, 'sec-fetch-site': 'same-site' }],
    ['a trusted Origin of another site', { origin: TRUSTED, 'sec-fetch-site': 'cross-site' }],
  ])('passes with %s', async (title, headers) => {
    const answer = await rename(await withTokens(), title.slice(0, 30), headers);
    expect(answer.statusCode).toBe(200);
    expect(await nameOf('ana')).toBe(title.slice(0, 30));
  });

  it.each<[string, Record<string, string>]>([
    ['another site’s Origin', { origin: 'https://evil.example' }],
    ['a sibling’s Origin', { origin: 'https://evil.example.org', 'sec-fetch-site': 'same-site' }],
    ['our host by another scheme', { origin: OWN.replace('http:', 'https:') }],
    ['our host at another port', { origin: 'http://127.0.0.1:8001', 'sec-fetch-site': 'same-site' }],
    ['an Origin that begins as a trusted one', { origin: `${TRUSTED}.evil.example` }],
    ['the Origin null', { origin: 'null' }],
    ['the Origin null that calls itself same-origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['an empty Origin', { origin: '' }],
    ['two Origins', { origin: `${OWN}, https://evil.example` }],
    ['our own Origin that the browser calls cross-site', { origin: OWN, 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site cross-site alone', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site alone', { 'sec-fetch-site': 'same-site' }],
    ['Sec-Fetch-Site none alone', { 'sec-fetch-site': 'none' }],
    ['Sec-Fetch-Site in other letters', { 'sec-fetch-site': 'Same-Origin' }],
    ['neither header', {}],
    ['neither header, and our Referer', { referer: `${OWN}/` }],
    ['a method override', { 'sec-fetch-site': 'cross-site', 'x-http-method-override': 'GET' }],
  ])('is refused with %s, and nothing is changed', async (_, headers) => {
    const before = await nameOf('ana');
    const answer = await rename(await withTokens(), 'Mallory', headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toMatch(/^CSRF Failed: /);
    expect(await nameOf('ana')).toBe(before);
  });

  it('is told to send the token where the browser says neither, and passes with it', async () => {
    const browser = await withTokens();
    expect((await rename(browser, 'Mallory', {})).json()).toEqual(MISSING);
    expect((await rename(browser, 'Anita', browser.csrfHeader())).statusCode).toBe(200);
    expect(await nameOf('ana')).toBe('Anita');
  });

  it('is refused with the token of somebody else', async () => {
    const browser = await withTokens();
    const token = (await signIn(site, 'ben')).cookie('csrftoken') ?? '';
    browser.cookies.set('csrftoken', token);
    expect((await rename(browser, 'Mallory', { 'x-csrftoken': token })).statusCode).toBe(403);
  });

  it('signs out and takes the cookies from the browser', async () => {
    const browser = await withTokens();
    expect(
      (await browser.request('POST', '/rest/logout/', { headers: { origin: TRUSTED } })).statusCode,
    ).toBe(200);
    expect(browser.cookie('Authentication')).toBeUndefined();
    expect(browser.cookie('Refresh')).toBeUndefined();
  });

  it('leaves an audit row when it is refused, one in an hour', async () => {
    site.clock.advance(3_600_000);
    await rename(await withTokens(), 'Mallory', { origin: 'https://evil.example' });
    const ana = await site.stores.users.findByUsernameKey('ana');
    const [event] = await site.stores.audit.listOfUser(ana?.id ?? 0, { limit: 1 });
    expect(event).toMatchObject({ action: 'csrf-refused', success: false });
  });
});

describe('where a session cookie comes too', () => {
  /** Ana's token cookies beside ben's session: no log-in leaves them so, a sibling domain may. */
  const withBoth = async (on: Site = site): Promise<Browser> => {
    const browser = await withTokens(on);
    for (const [name, value] of (await signIn(on, 'ben')).cookies) browser.cookies.set(name, value);
    return browser;
  };

  it('the session is who asks, and keeps the whole check', async () => {
    const browser = await withBoth();
    expect([...browser.cookies.keys()]).toEqual(expect.arrayContaining(['Authentication', 'sessionid']));
    for (const headers of PROOFS) {
      expect((await rename(browser, 'Mallory', headers)).json()).toEqual(MISSING);
      const out = await browser.request('POST', '/rest/logout/', { headers });
      expect(out.json()).toEqual(MISSING);
    }
    expect(await nameOf('ben')).toBe('');
    expect((await browser.get('/api/users/me/')).json().username).toBe('ben');
    expect((await rename(browser, 'Ben', browser.csrfHeader())).statusCode).toBe(200);
    expect(await nameOf('ben')).toBe('Ben');
  });

  it('a session that has ended is nobody’s', async () => {
    const browser = await signIn(site, 'ben');
    const ended = browser.cookie('sessionid') ?? '';
    await browser.post('/api/logout/');
    await browser.post('/rest/login/', { username: 'ana', password: PASSWORD });
    browser.cookies.set('sessionid', ended);
    expect((await rename(browser, 'Ana', { origin: OWN })).statusCode).toBe(200);
  });

  it('the tokens are who asks where the site puts them first', async () => {
    const other = await openSite({ env: { ...env, API_AUTHENTICATION: 'jwt-cookie,session' } });
    try {
      await addPerson(other, 'ana');
      await addPerson(other, 'ben');
      const browser = await withBoth(other);
      expect((await rename(browser, 'Ana', { origin: OWN })).json().username).toBe('ana');
      expect((await rename(browser, 'Mallory', { origin: 'https://evil.example' })).statusCode).toBe(403);
      expect([await nameOf('ana', other), await nameOf('ben', other)]).toEqual(['Ana', '']);
    } finally {
      await other.close();
    }
  });
});

it('a route that always asks for the token does so of token cookies, too', async () => {
  const browser = await withTokens();
  const answer = await browser.form(
    '/accounts/login/',
    { username: 'ana', password: PASSWORD },
    { 'x-csrftoken': '' },
  );
  expect(answer.statusCode).toBe(403);
});

it('session cookies pass by no header alone', async () => {
  const browser = await signIn(site);
  for (const headers of PROOFS) {
    const answer = await browser.request('PATCH', '/api/users/me/', {
      payload: { first_name: 'x' },
      headers,
    });
    expect(answer.json()).toEqual(MISSING);
  }
});
