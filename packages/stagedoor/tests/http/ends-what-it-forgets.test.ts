import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { databases } from '../support/databases.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { openRealSite } from '../support/site.ts';

/* Whoever ends the session that they are in has left that browser: no cookie that it drops stays good for whoever copied it. */

const OWN = { origin: 'http://127.0.0.1:8000' };
const DJANGO = { COMPATIBILITY: 'django', AUTH_CHALLENGE: 'jwt', DJ_REST_AUTH_TOKENS: 'jwt-cookies' };
const ORDERS = ['session,jwt-cookie', 'jwt-cookie,session'];

let site: Site;
let close = async () => {};
afterEach(() => close());
const open = async (more: Record<string, string> = {}) => {
  site = await openSite({ env: { ...DJANGO, ...more } });
  close = () => site.close();
  for (const name of ['ana', 'ben']) await addPerson(site, name);
};

const enterByTokens = (browser: Browser, username = 'ana') =>
  browser.post('/api/auth/cookie/login/', { username, password: PASSWORD }, OWN);
/** A browser where ana is in by a session and by token cookies, as a front end beside our pages has it. */
const inTwice = async (browser = site.browser()) => {
  await enterByTokens(browser);
  await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
  return browser;
};
/** Token cookies of somebody else, as a sibling domain may plant them. */
const plantTokensOf = async (username: string, browser: Browser) => {
  const other = site.browser();
  await enterByTokens(other, username);
  for (const name of ['Authentication', 'Refresh']) browser.cookies.set(name, other.cookie(name) ?? '');
};
const kindsOf = async (username: string) => {
  const user = await site.stores.users.findByUsernameKey(username);
  const listed = await site.stores.sessions.listOfUser(user?.id ?? 0, site.clock.now());
  return listed.map(({ kind }) => kind).toSorted();
};
const ownId = async (browser: Browser, kind?: string): Promise<number> => {
  const listed: { id: number; kind: string; is_current: boolean }[] = (
    await browser.get('/api/users/me/sessions/')
  ).json();
  return listed.find((one) => (kind === undefined ? one.is_current : one.kind === kind))?.id ?? 0;
};
const logInCookies = (browser: Browser) =>
  ['sessionid', 'Authentication', 'Refresh'].filter((name) => browser.cookie(name) !== undefined);
const act = (browser: Browser, method: string, url: string, payload: object = {}, headers = {}) =>
  browser.request(method, url, { payload, headers: { ...OWN, ...browser.csrfHeader(), ...headers } });

const ends = {
  'the API': async (browser: Browser) =>
    act(browser, 'DELETE', `/api/users/me/sessions/${await ownId(browser)}/`),
  'the page': async (browser: Browser) =>
    browser.form(`/accounts/sessions/${await ownId(browser, 'cookie')}/end/`, {
      csrfmiddlewaretoken: browser.cookie('csrftoken') ?? '',
    }),
};

describe.each(ORDERS)(
  'the own session, ended by its list where cookies are asked in the order %s',
  (order) => {
    it.each(Object.entries(ends))(
      'takes all that the browser is logged in with along: by %s',
      async (_, end) => {
        await open({ API_AUTHENTICATION: order });
        const browser = await inTwice();
        const copied = [...browser.cookies];
        expect((await end(browser)).statusCode).toBeLessThan(400);
        expect([logInCookies(browser), await kindsOf('ana')]).toEqual([[], []]);
        for (const [name, value] of copied) browser.cookies.set(name, value);
        expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
        expect((await act(browser, 'POST', '/api/auth/cookie/refresh/')).statusCode).toBe(401);
      },
    );
  },
);

describe('a session of the list that is not the one that the browser is in', () => {
  it('ends alone', async () => {
    await open();
    const browser = await inTwice();
    const tokens = await ownId(browser, 'jwt');
    expect((await act(browser, 'DELETE', `/api/users/me/sessions/${tokens}/`)).statusCode).toBe(204);
    expect(await kindsOf('ana')).toEqual(['cookie']);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
  });

  it('and one that a header opened leave the cookies of the browser', async () => {
    await open();
    const browser = await inTwice();
    const pair = (await site.browser().post('/api/token/', { username: 'ana', password: PASSWORD })).json();
    const authorization = `Bearer ${pair.access}`;
    const listed = (await browser.get('/api/users/me/sessions/', { authorization })).json();
    const { id } = listed.find((one: { is_current: boolean }) => one.is_current);
    const url = `/api/users/me/sessions/${id}/`;
    expect((await act(browser, 'DELETE', url, {}, { authorization })).statusCode).toBe(204);
    expect([logInCookies(browser).length, await kindsOf('ana')]).toEqual([3, ['cookie', 'jwt']]);
  });
});

describe('an account that is deleted', () => {
  it.each([
    ['/api/users/me/', 'DELETE', {}],
    ['/auth/users/me/', 'DELETE', { current_password: PASSWORD }],
    ['/accounts/delete/', 'POST', { password: PASSWORD }],
  ])('ends what else the browser forgets: by %s', async (url, method, payload) => {
    await open();
    const browser = await signIn(site, 'ana');
    await plantTokensOf('ben', browser);
    const fields = { ...payload, csrfmiddlewaretoken: browser.cookie('csrftoken') ?? '' };
    const gone = url.startsWith('/accounts/')
      ? await browser.form(url, fields)
      : await act(browser, method, url, payload);
    expect(gone.statusCode).toBeLessThan(400);
    expect([logInCookies(browser), await kindsOf('ben')]).toEqual([[], []]);
  });
});

describe.each(databases)('on $database', ({ open }) => {
  it('the session and the tokens end together, and the next log-in finds neither in its list', async () => {
    const database = await open();
    const real = await openRealSite({ env: { ...DJANGO, ...database.env } });
    close = async () => {
      await real.close();
      await database.drop();
    };
    await real.addPerson('ana');
    const browser = await inTwice(real.visitor().browser);
    const refresh = browser.cookie('Refresh');
    expect((await ends['the API'](browser)).statusCode).toBe(204);
    expect((await browser.post('/api/token/refresh/', { refresh })).statusCode).toBe(401);
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect((await browser.get('/api/users/me/sessions/')).json()).toHaveLength(1);
  });
});
