import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { frontEndEnv } from '../support/every-api-route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';
import { codeStage, STAGE_ROUTE, serveCodeStage } from '../support/stages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({
    stages: codeStage('ana'),
    server: { extend: serveCodeStage },
    env: {
      ...frontEndEnv,
      API_AUTHENTICATION: 'session,jwt-cookie,token,jwt',
      LIMIT_LOGIN_PER_SOURCE: '1000/1m',
    },
  });
  await addPerson(site);
  await addPerson(site, 'ben');
});
afterAll(() => site.close());

type Headers = Readonly<Record<string, string>>;
type LogOut = (browser: Browser, headers: Headers) => Promise<{ statusCode: number }>;

/** By a form of the page that the browser has open. */
const byPage: LogOut = (browser, headers) =>
  browser.request('POST', '/accounts/logout/', {
    headers: { ...browser.csrfHeader(), ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  });
const byJson =
  (path: string): LogOut =>
  (browser, headers) =>
    browser.post(path, {}, { ...headers });

/** Of djoser's own token, which nobody has who is not logged in. */
const ofDjoser: LogOut = async (browser, headers) => {
  const { auth_token } = (
    await site.browser().post('/auth/token/login/', { username: 'ben', password: PASSWORD })
  ).json();
  return await browser.post('/auth/token/logout/', {}, { ...headers, authorization: `Token ${auth_token}` });
};

const logOuts: Readonly<Record<string, LogOut>> = {
  'on the page': byPage,
  'in JSON': byJson('/api/logout/'),
  'of tokens in cookies': byJson('/api/auth/cookie/logout/'),
  'of dj-rest-auth': byJson('/dj-rest-auth/logout/'),
  'of djoser': ofDjoser,
};

/** Ana begins to log in here, or somewhere else by a program; answers the handle. */
async function begin(browser: Browser): Promise<string> {
  const { flow } = (await browser.post('/api/login/', { username: 'ana', password: PASSWORD })).json();
  expect(flow).toMatch(/^[\w-]{20,}$/);
  return String(flow);
}
const pass = (flow: string) => site.browser().post(STAGE_ROUTE, { code: 'right' }, { 'login-flow': flow });

async function opened(): Promise<Browser> {
  const browser = site.browser();
  await browser.get('/accounts/login/');
  return browser;
}

describe.each(Object.entries(logOuts))('a log-out %s', (_, logOut) => {
  it('ends the log-in that is on its way in this browser, and takes its handle from it', async () => {
    const browser = await opened();
    const flow = await begin(browser);
    expect(browser.cookie('flow')).toBe(flow);
    expect((await logOut(browser, {})).statusCode).toBeLessThan(400);
    expect(browser.cookie('flow')).toBeUndefined();
    expect((await pass(flow)).headers['refusal-code']).toBe('flow-ended');
  });

  it('ends the one whose handle a program sends, and the one that the browser keeps beside it', async () => {
    const browser = await opened();
    const [kept, sent] = [await begin(browser), await begin(site.browser())];
    expect((await logOut(browser, { 'login-flow': sent })).statusCode).toBeLessThan(400);
    for (const flow of [kept, sent]) expect((await pass(flow)).headers['refusal-code']).toBe('flow-ended');
  });

  it('leaves those of others alone', async () => {
    const elsewhere = await begin(site.browser());
    const browser = await opened();
    await begin(browser);
    await logOut(browser, { 'login-flow': 'nobody' });
    expect((await pass(elsewhere)).statusCode).toBe(200);
  });
});

it('a log-out ends the log-in of another person beside the session that is open', async () => {
  const browser = await opened();
  await browser.post('/api/login/', { username: 'ben', password: PASSWORD });
  const flow = await begin(browser);
  expect((await byJson('/api/logout/')(browser, {})).statusCode).toBe(200);
  expect((await pass(flow)).headers['refusal-code']).toBe('flow-ended');
  expect((await browser.get('/api/users/me/')).statusCode).not.toBe(200);
});

it.each([
  ['/api/login/', 'sessionid'],
  ['/api/auth/cookie/login/', 'Authentication'],
])('whoever is let in by %s has no handle left of a log-in before', async (path, cookie) => {
  const browser = await opened();
  await begin(browser);
  await browser.post(path, { username: 'ben', password: PASSWORD });
  expect(browser.cookie(cookie)).toBeDefined();
  expect(browser.cookie('flow')).toBeUndefined();
});
