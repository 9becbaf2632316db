import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { idOf } from '../support/id-of.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';
import {
  codeShown,
  codeStage,
  STAGE_PAGE,
  STAGE_ROUTE,
  serveCodeStage,
  TEST_STAGE,
} from '../support/stages.ts';

const PROXY = '10.0.0.2';

let site: Site;
beforeAll(async () => {
  site = await openSite({
    stages: codeStage('ana'),
    server: { extend: serveCodeStage },
    env: {
      ...frontEndEnv,
      API_AUTHENTICATION: 'session,jwt-cookie,token,jwt,personal-token,basic',
      AUTHENTICATION_BACKENDS: 'password,remote-user',
      REMOTE_USER_HEADER: 'X-Remote-User',
      REMOTE_USER_ADOPTS_USERS: 'true',
      TRUSTED_PROXIES: `${PROXY}/32`,
      LIMIT_LOGIN_PER_SOURCE: '1000/1m',
    },
  });
  await addPerson(site);
});
afterAll(() => site.close());

const credentials = { username: 'ana', password: PASSWORD };
type Ask = (browser: Browser) => ReturnType<Browser['post']>;

/** Every JSON address that logs somebody in by what they send. */
const interfaces: Readonly<Record<string, Ask>> = {
  '/api/login/': (browser) => browser.post('/api/login/', credentials),
  '/login/': (browser) => browser.post('/login/', credentials),
  '/api/login/remote/': (browser) =>
    browser.request('POST', '/api/login/remote/', {
      remoteAddress: PROXY,
      headers: { ...browser.csrfHeader(), 'x-remote-user': 'ana' },
    }),
  '/api/token/': (browser) => browser.post('/api/token/', credentials),
  '/api/token/sliding/': (browser) => browser.post('/api/token/sliding/', credentials),
  '/api/auth/cookie/login/': (browser) => browser.post('/api/auth/cookie/login/', credentials),
  '/api-token-auth/': (browser) => browser.post('/api-token-auth/', credentials),
  '/api/token-auth/': (browser) => browser.post('/api/token-auth/', credentials),
  '/dj-rest-auth/login/': (browser) => browser.post('/dj-rest-auth/login/', credentials),
  '/auth/token/login/': (browser) => browser.post('/auth/token/login/', credentials),
  '/auth/jwt/create/': (browser) => browser.post('/auth/jwt/create/', credentials),
};

/** What somebody is told of themselves. */
async function seen(browser: Browser, headers: Record<string, string> = {}) {
  const { statusCode, body } = await browser.get('/api/users/me/', headers);
  return [statusCode, body];
}

describe.each(Object.entries(interfaces))('a log-in at %s, with more to prove', (_, ask) => {
  it('says what is next and by which handle, and gives nothing else', async () => {
    const browser = site.browser();
    const answer = await ask(browser);
    const { flow, ...rest } = answer.json();
    expect([answer.statusCode, rest]).toMatchObject([403, { code: 'stage-required', stage: TEST_STAGE }]);
    expect(Object.keys(rest).sort()).toEqual(['code', 'detail', 'stage', 'stage_url']);
    expect(rest.stage_url).toBe(STAGE_ROUTE);
    expect(flow).toMatch(/^[\w-]{20,}$/);
    expect(answer.cookies.map(({ name }) => name)).not.toContain('sessionid');
    expect(answer.cookies.map(({ name }) => name)).not.toContain('Authentication');
    expect(await seen(browser)).toEqual(await seen(site.browser()));
    const userId = await idOf(site.stagedoor);
    expect(await site.stores.sessions.listOfUser(userId, site.clock.now())).toEqual([]);
  });

  it('goes on by the handle, for what it was asked', async () => {
    const { flow } = (await ask(site.browser())).json();
    const done = await site.stagedoor.useCases.login.continue({
      flow,
      stage: codeShown.method,
      proved: codeShown,
      sessionKey: null,
      visitor: { ipAddress: '203.0.113.7', userAgent: 'tests', language: 'en', deviceKey: null },
    });
    expect(done.kind).toMatch(/^(session|token-pair|sliding-token|api-token)$/);
    await site.stores.sessions.removeEverything();
  });

  it('opens nothing by the handle itself', async () => {
    const { flow } = (await ask(site.browser())).json();
    const stranger = await seen(site.browser());
    const tries: readonly Record<string, string>[] = [
      { authorization: `Token ${flow}` },
      { authorization: `Bearer ${flow}` },
      { cookie: `sessionid=${flow}` },
      { cookie: `flow=${flow}` },
      { cookie: `Authentication=${flow}` },
    ];
    for (const headers of tries)
      expect((await seen(site.browser(), headers))[0]).toBeOneOf([stranger[0], 401]);
  });
});

describe('whoever has more to prove', () => {
  it('is refused with a name and a password in the header, without a handle', async () => {
    const authorization = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`;
    const answer = await site.browser().get('/api/users/me/', { authorization });
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { stage: TEST_STAGE }]);
    expect(answer.json()).not.toHaveProperty('flow');
  });

  it('is led by the page to that of the stage, with the handle in a cookie that no script reads', async () => {
    const browser = site.browser();
    await browser.get('/accounts/login/');
    const typed = new URLSearchParams({ ...credentials, next: '/accounts/profile/' });
    const answer = await browser.request('POST', '/accounts/login/', {
      headers: { ...browser.csrfHeader(), 'content-type': 'application/x-www-form-urlencoded' },
      payload: typed.toString(),
    });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('/accounts/login/test-code/?next=/accounts/profile/');
    const [flow] = answer.cookies.filter(({ name }) => name === 'flow');
    expect(flow).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    expect((await browser.get('/accounts/profile/')).statusCode).toBe(302);
    await site.stagedoor.useCases.login.endFlow({ flow: flow?.value ?? '' });
  });

  it('is shown no page where a program asked for tokens, and passes none there', async () => {
    const { flow } = (await site.browser().post('/api/token/', credentials)).json();
    const browser = site.browser();
    await browser.get('/accounts/login/');
    const headers = { ...browser.csrfHeader(), 'login-flow': String(flow), accept: 'text/html' };
    const shown = await browser.get(STAGE_PAGE, headers);
    expect(shown.headers.location).toMatch(/^\/accounts\/login\//);
    const sent = await browser.request('POST', STAGE_PAGE, { headers, payload: { code: 'right' } });
    expect(sent.headers.location).toMatch(/^\/accounts\/login\//);
    const passed = await site.browser().post(STAGE_ROUTE, { code: 'right' }, { 'login-flow': String(flow) });
    expect(passed.json()).toHaveProperty('access');
  });

  it('is the only one: others log in as ever', async () => {
    await addPerson(site, 'ben');
    const answer = await site.browser().post('/api/login/', { ...credentials, username: 'ben' });
    expect(answer.statusCode).toBe(200);
  });
});

it('is asked at every address that lets somebody in by what they send: this file knows them all', () => {
  const issuing = everyApiRoute.filter(
    ({ issues, access }) => issues !== 'none' && access !== 'authenticated',
  );
  // Who refreshes is let in already; a sign-up lets nobody in who has more to prove, as the core's tests say.
  // A passkey comes to the same gate (tests/http/passkey-doors.test.ts).
  const others = issuing.filter(({ path }) => !/refresh|signup|regist|second-factor|passkey/.test(path));
  expect(others.map(({ path }) => path).sort()).toEqual(Object.keys(interfaces).sort());
});
