import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

/* What an old site of the parent domain left, or a sibling planted, comes beside our own cookies, before or behind them. */

const OWN = { origin: 'http://127.0.0.1:8000' };
const HTML = { accept: 'text/html,application/xhtml+xml' };
const OLD_SESSION = 'z'.repeat(32);
const OLD_CSRF = 'Q'.repeat(64);

const logged: string[] = [];
let site: Site;
beforeAll(async () => {
  site = await openSite({
    env: { COMPATIBILITY: 'django', DJ_REST_AUTH_TOKENS: 'jwt-cookies', LOG_LEVEL: 'warn' },
    server: { extend: mount(sessionRoute) },
    log: { write: (line) => void logged.push(line) },
  });
  await addPerson(site, 'ana');
  await addPerson(site, 'ben');
});
afterAll(() => site.close());

const jar = (browser: Browser) => [...browser.cookies].map(([name, value]) => `${name}=${value}`);
const JOINED = {
  before: (browser: Browser, ...other: string[]) => [...other, ...jar(browser)].join('; '),
  behind: (browser: Browser, ...other: string[]) => [...jar(browser), ...other].join('; '),
};
/** Everything that `ask` needs to be a browser with further cookies. */
const ask = (method: string, url: string, cookie: string, more: object = {}, headers = {}) =>
  site.browser().request(method, url, { headers: { cookie, ...OWN, ...headers }, ...more });
const dead = [`sessionid=${OLD_SESSION}`, `csrftoken=${OLD_CSRF}`];

describe.each(Object.entries(JOINED))('dead cookies %s ours', (_, join) => {
  it('shut nobody out: not of reading, of writing, nor of the log-out', async () => {
    const browser = await signIn(site, 'ana');
    const cookie = join(browser, ...dead);
    const token = browser.csrfHeader();
    expect((await ask('GET', '/api/users/me/', cookie)).json().username).toBe('ana');
    const payload = { first_name: 'Ana' };
    expect((await ask('PATCH', '/api/users/me/', cookie, { payload }, token)).statusCode).toBe(200);
    expect((await ask('GET', '/accounts/profile/', cookie, {}, HTML)).statusCode).toBe(200);
    const csrf = (await ask('GET', '/api/csrf/', cookie)).json().csrfToken;
    const out = await ask('POST', '/api/logout/', cookie, {}, { 'x-csrftoken': csrf });
    expect(out.statusCode).toBe(200);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
  });

  it('shut no stranger out of the log-in, by JSON and by the page', async () => {
    const browser = site.browser();
    await browser.get('/accounts/login/', HTML);
    const cookie = join(browser, ...dead, `sessionid=${'y'.repeat(32)}`);
    const payload = { username: 'ana', password: PASSWORD };
    expect((await ask('POST', '/api/login/', cookie, { payload })).statusCode).toBe(200);
    const page = await ask('GET', '/accounts/login/', cookie, {}, HTML);
    const token = /name="csrfmiddlewaretoken"[^>]*value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const entered = await ask(
      'POST',
      '/accounts/login/',
      cookie,
      { payload: new URLSearchParams({ ...payload, csrfmiddlewaretoken: token }).toString() },
      { ...HTML, 'content-type': 'application/x-www-form-urlencoded' },
    );
    expect(entered.statusCode).toBe(302);
  });

  it('gain nothing by a CSRF token of their own', async () => {
    const browser = await signIn(site, 'ana');
    const payload = { first_name: 'Mallory' };
    const bens = (await signIn(site, 'ben')).cookie('csrftoken') ?? '';
    for (const planted of [OLD_CSRF, 'Q'.repeat(32), bens]) {
      const cookie = join(browser, `csrftoken=${planted}`);
      const token = { 'x-csrftoken': planted };
      expect((await ask('PATCH', '/api/users/me/', cookie, { payload }, token)).statusCode).toBe(403);
    }
  });

  it('leave token cookies alone: who is asked, renewed, and logged out', async () => {
    const browser = site.browser();
    await browser.post('/dj-rest-auth/login/', { username: 'ben', password: PASSWORD }, OWN);
    const stale = browser.cookie('Refresh') ?? '';
    await browser.request('POST', '/api/auth/cookie/refresh/', { headers: OWN });
    const others = ['Authentication=a.b.c', 'Refresh=a.b.c', 'Refresh='];
    const cookie = join(browser, ...others, `Refresh=${stale}x`);
    expect((await ask('GET', '/dj-rest-auth/user/', cookie)).json().username).toBe('ben');
    expect((await ask('POST', '/api/auth/cookie/verify/', cookie)).statusCode).toBe(200);
    expect((await ask('POST', '/api/auth/cookie/refresh/', cookie)).statusCode).toBe(200);
    expect((await ask('POST', '/dj-rest-auth/logout/', cookie, { payload: {} })).statusCode).toBe(200);
    expect((await ask('GET', '/dj-rest-auth/user/', join(browser))).statusCode).toBe(401);
  });

  it('leave a stranger’s session data alone', async () => {
    const browser = site.browser();
    await browser.get('/api/test/session/?set=cart');
    expect((await ask('GET', '/api/test/session/', join(browser, ...dead))).json()).toEqual({ note: 'cart' });
  });
});

describe('two cookies that are both alive', () => {
  async function twoSessions() {
    const [ana, ben] = [await signIn(site, 'ana'), await signIn(site, 'ben')];
    return JOINED.behind(ana, `sessionid=${ben.cookie('sessionid')}`);
  }

  async function twoWithTokens(): Promise<[Browser, string]> {
    const tokens = ['ana', 'ben'].map(async (username) => {
      const browser = site.browser();
      await browser.post('/dj-rest-auth/login/', { username, password: PASSWORD }, OWN);
      return browser;
    });
    const [hers, his] = (await Promise.all(tokens)) as [Browser, Browser];
    return [hers, [...jar(hers), ...jar(his)].join('; ')];
  }

  async function expectNobody(cookies: string) {
    for (const each of cookies.split('; ').filter((sent) => sent.startsWith('sessionid=')))
      expect((await ask('GET', '/api/users/me/', each)).statusCode).toBe(401);
  }

  it('are refused: nothing says which person is meant', async () => {
    const [ana, ben] = [await signIn(site, 'ana'), await signIn(site, 'ben')];
    const cookie = JOINED.behind(ana, `sessionid=${ben.cookie('sessionid')}`);
    expect((await ask('GET', '/api/users/me/', cookie)).statusCode).toBe(400);
    const [hers, both] = await twoWithTokens();
    expect((await ask('GET', '/dj-rest-auth/user/', both)).statusCode).toBe(400);
    expect((await ask('POST', '/api/auth/cookie/refresh/', both)).statusCode).toBe(400);
    expect((await hers.get('/dj-rest-auth/user/')).json().username).toBe('ana');
  });

  it('are told of in the visitor’s words, in JSON and on a page that leads to the log-out', async () => {
    const cookie = await twoSessions();
    const words = { en: 'has two log-ins of this site at once', es: 'tiene a la vez dos sesiones iniciadas' };
    for (const [language, said] of Object.entries(words)) {
      const answer = await ask('GET', '/api/users/me/', cookie, {}, { 'accept-language': language });
      expect([answer.headers['refusal-code'], answer.json().detail]).toEqual([
        'bad-request',
        expect.stringContaining(said),
      ]);
      const page = await ask(
        'GET',
        '/accounts/profile/',
        cookie,
        {},
        { ...HTML, 'accept-language': language },
      );
      expect(page.body).toContain(said);
      expect(page.body).toContain('href="/accounts/logout/"');
    }
  });

  it('are both ended by a log-out, and taken from the browser: by JSON, and by the page without a script', async () => {
    const byJson = await twoSessions();
    const left = await ask('POST', '/api/logout/', byJson);
    expect([left.statusCode, String(left.headers['set-cookie'])]).toEqual([
      200,
      expect.stringContaining('sessionid=; '),
    ]);
    await expectNobody(byJson);

    const byPage = await twoSessions();
    const page = await ask('GET', '/accounts/logout/', byPage, {}, HTML);
    expect([page.statusCode, page.body.includes('ana')]).toEqual([200, false]);
    const csrfmiddlewaretoken = /name="csrfmiddlewaretoken"[^>]*value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const payload = new URLSearchParams({ csrfmiddlewaretoken }).toString();
    const form = { ...HTML, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask('POST', '/accounts/logout/', byPage, { payload }, form)).statusCode).toBe(302);
    await expectNobody(byPage);

    for (const url of ['/dj-rest-auth/logout/', '/api/auth/cookie/logout/']) {
      const [, both] = await twoWithTokens();
      expect([url, (await ask('POST', url, both, { payload: {} })).statusCode]).toEqual([url, 200]);
      for (const each of both.split('; ').filter((sent) => sent.startsWith('Authentication=')))
        expect((await ask('GET', '/dj-rest-auth/user/', each)).statusCode).toBe(401);
    }
  });

  it('are ended by no other site', async () => {
    const cookie = await twoSessions();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }])
      expect((await ask('POST', '/api/logout/', cookie, {}, headers)).statusCode).toBe(403);
    expect((await ask('GET', '/api/users/me/', cookie)).statusCode).toBe(400);
  });

  it('count somebody’s session before one that nobody is logged in with', async () => {
    const stranger = site.browser();
    await stranger.get('/api/test/session/?set=planted');
    const ana = await signIn(site, 'ana');
    for (const join of Object.values(JOINED)) {
      const cookie = join(ana, `sessionid=${stranger.cookie('sessionid')}`);
      expect((await ask('GET', '/api/users/me/', cookie)).json().username).toBe('ana');
      expect((await ask('GET', '/api/test/session/', cookie)).json()).toEqual({ note: null });
    }
  });

  it('get a page where a page was asked for, that greets nobody, and leave no line in the log', async () => {
    const [ana, ben] = [await signIn(site, 'ana'), await signIn(site, 'ben')];
    const cookie = JOINED.behind(ana, `sessionid=${ben.cookie('sessionid')}`);
    logged.length = 0;
    for (const url of ['/accounts/login/', '/accounts/profile/', '/nothing/']) {
      const page = await ask('GET', url, cookie, {}, HTML);
      expect([url, page.headers['content-type']]).toEqual([url, 'text/html; charset=utf-8']);
      expect(page.statusCode).toBe(url === '/nothing/' ? 404 : 400);
      expect(page.body).not.toContain('ana');
    }
    expect(logged).toEqual([]);
  });

  it('are not looked for without end', async () => {
    const ana = await signIn(site, 'ana');
    const many = Array.from({ length: 9 }, (_, at) => `sessionid=${String(at).repeat(32)}`);
    expect((await ask('GET', '/api/users/me/', JOINED.behind(ana, ...many))).statusCode).toBe(400);
    const seven = JOINED.behind(ana, ...many.slice(0, 7));
    expect((await ask('GET', '/api/users/me/', seven)).statusCode).toBe(200);
  });
});
