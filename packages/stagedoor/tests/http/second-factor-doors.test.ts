import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/authenticator.ts';
import type { Browser } from '../support/browser.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

const PROXY = '10.0.0.2';
const HALF_A_MINUTE = 30_000;

let site: Site;
/** Of Ana's app. */
let secret: string;
beforeAll(async () => {
  site = await openSite({
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
  for (const name of ['ben', 'cleo', 'dan']) await addPerson(site, name);
  secret = await setUp(await loggedIn('ana'));
});
afterAll(() => site.close());

async function loggedIn(username: string): Promise<Browser> {
  const browser = site.browser();
  const { statusCode } = await browser.post('/api/login/', { username, password: PASSWORD });
  expect(statusCode).toBe(200);
  return browser;
}

async function setUp(browser: Browser): Promise<string> {
  const begun = await browser.post('/api/users/me/second-factors/totp/', {});
  expect(begun.statusCode).toBe(201);
  const { id, secret: made } = begun.json();
  const confirm = `/api/users/me/second-factors/totp/${id}/confirm/`;
  const confirmed = await browser.post(confirm, { code: codeOf(made, site.clock.now()), name: 'Phone' });
  expect([confirmed.statusCode, confirmed.json().recovery_codes?.length]).toEqual([200, 10]);
  return made;
}

/** Each code is good once. */
function nextCode(): string {
  site.clock.advance(HALF_A_MINUTE);
  return codeOf(secret, site.clock.now());
}

const credentials = { username: 'ana', password: PASSWORD };
type Ask = (browser: Browser) => ReturnType<Browser['post']>;

/** Every JSON address that logs somebody in by what they send, and what it gives once the code is right. */
const doors: Readonly<Record<string, readonly [Ask, readonly string[]]>> = {
  '/api/login/': [(browser) => browser.post('/api/login/', credentials), ['message', 'username']],
  '/login/': [(browser) => browser.post('/login/', credentials), ['message', 'username']],
  '/api/login/remote/': [
    (browser) =>
      browser.request('POST', '/api/login/remote/', {
        remoteAddress: PROXY,
        headers: { ...browser.csrfHeader(), 'x-remote-user': 'ana' },
      }),
    ['message', 'username'],
  ],
  '/api/token/': [(browser) => browser.post('/api/token/', credentials), ['refresh', 'access']],
  '/api/token/sliding/': [(browser) => browser.post('/api/token/sliding/', credentials), ['token']],
  '/api/auth/cookie/login/': [(browser) => browser.post('/api/auth/cookie/login/', credentials), ['message']],
  '/api-token-auth/': [(browser) => browser.post('/api-token-auth/', credentials), ['token']],
  '/api/token-auth/': [(browser) => browser.post('/api/token-auth/', credentials), ['token']],
  '/dj-rest-auth/login/': [(browser) => browser.post('/dj-rest-auth/login/', credentials), []],
  '/auth/token/login/': [(browser) => browser.post('/auth/token/login/', credentials), ['token']],
  '/auth/jwt/create/': [(browser) => browser.post('/auth/jwt/create/', credentials), ['refresh', 'access']],
};

describe.each(Object.entries(doors))('at %s whoever has an authenticator', (_, [ask, given]) => {
  it('is asked for a code, is given nothing before it, and then what the door gives', async () => {
    const browser = site.browser();
    const answer = await ask(browser);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { code: 'stage-required', stage: 'second-factor', stage_url: '/api/login/second-factor/' },
    ]);
    const before = answer.cookies.map(({ name }) => name);
    expect(before).not.toContain('sessionid');
    expect(before).not.toContain('Authentication');
    const { flow } = answer.json();
    const wrong = await browser.post('/api/login/second-factor/', { flow, code: '000000' });
    expect([wrong.statusCode, Object.keys(wrong.json())]).toEqual([400, ['code']]);
    const passed = await browser.post('/api/login/second-factor/', { flow, code: nextCode() });
    expect(passed.statusCode).toBe(200);
    for (const name of given) expect(passed.json()).toHaveProperty(name);
    const again = await site.browser().post('/api/login/second-factor/', { flow, code: nextCode() });
    expect([again.statusCode, again.headers['refusal-code']]).toEqual([401, 'flow-ended']);
  });
});

it('asks everybody else for nothing', async () => {
  await loggedIn('ben');
});

it('knows every address that lets somebody in by what they send', () => {
  const issuing = everyApiRoute.filter(
    ({ issues, access }) => issues !== 'none' && access !== 'authenticated',
  );
  // Who refreshes is let in already, a sign-up lets nobody in who has a factor, one address is the stage itself, and a passkey alone is two factors (tests/http/passkey-doors.test.ts).
  const others = issuing.filter(({ path }) => !/refresh|signup|regist|second-factor|passkey/.test(path));
  expect(others.map(({ path }) => path).sort()).toEqual(Object.keys(doors).sort());
});

it('refuses a name and a password in the header, which could show no code', async () => {
  const authorization = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`;
  const answer = await site.browser().get('/api/users/me/', { authorization });
  expect([answer.statusCode, answer.json()]).toMatchObject([403, { stage: 'second-factor' }]);
});

function form(browser: Browser, path: string, fields: Record<string, string>) {
  return browser.request('POST', path, {
    headers: { ...browser.csrfHeader(), 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
}

describe('the pages', () => {
  it('lead from the password to the code and on to where it was to lead', async () => {
    const browser = site.browser();
    await browser.get('/accounts/login/');
    const asked = await form(browser, '/accounts/login/', { ...credentials, next: '/accounts/profile/' });
    expect(asked.headers.location).toBe('/accounts/2fa/authenticate/?next=/accounts/profile/');
    const page = await browser.get('/accounts/2fa/authenticate/?next=/accounts/profile/', {
      accept: 'text/html',
    });
    expect(page.body).toContain('autocomplete="one-time-code"');
    const wrong = await form(browser, '/accounts/2fa/authenticate/', {
      code: '123',
      next: '/accounts/profile/',
    });
    expect([wrong.statusCode, wrong.body]).toEqual([200, expect.stringContaining('This code is not right')]);
    const done = await form(browser, '/accounts/2fa/authenticate/', {
      code: nextCode(),
      next: '/accounts/profile/',
    });
    expect(done.headers.location).toBe('/accounts/profile/');
  });

  it('leave no session behind who turns back', async () => {
    const browser = site.browser();
    await browser.get('/accounts/login/');
    await form(browser, '/accounts/login/', credentials);
    for (const path of ['/accounts/profile/', '/accounts/2fa/', '/accounts/tokens/'])
      expect((await browser.get(path, { accept: 'text/html' })).headers.location).toMatch(
        /^\/accounts\/login\//,
      );
  });

  it('ask who has an app for a code, and nobody for a password alone, before it is changed', async () => {
    const browser = site.browser();
    const { flow } = (await browser.post('/api/login/', credentials)).json();
    await browser.post('/api/login/second-factor/', { flow, code: nextCode() });
    const html = { accept: 'text/html' };
    expect((await browser.get('/accounts/2fa/totp/activate/', html)).body).toContain('id="totp-secret"');
    site.clock.advance(60 * 60_000);
    const asked = await browser.get('/accounts/2fa/totp/activate/', html);
    expect(asked.headers.location).toBe('/accounts/2fa/reauthenticate/?next=/accounts/2fa/totp/activate/');
    const proved = await form(browser, '/accounts/2fa/reauthenticate/', {
      code: nextCode(),
      next: '/accounts/2fa/totp/activate/',
    });
    expect(proved.headers.location).toBe('/accounts/2fa/totp/activate/');
    expect((await browser.get('/accounts/2fa/totp/activate/', html)).statusCode).toBe(200);
  });
});

describe('in the API', () => {
  it('a session that is older than the app makes no token by the password alone; the page asks for the code', async () => {
    const before = await loggedIn('cleo');
    const made = await setUp(await loggedIn('cleo'));
    site.clock.advance(60 * 60_000);
    const proved = await form(before, '/accounts/reauthenticate/', { password: PASSWORD });
    expect(proved.headers.location).toBe('/accounts/profile/');
    const ask = () =>
      before.post('/api/users/me/tokens/', {
        name: 'Deploy',
        methods: 'read',
        permissions: [],
        expires_in_days: 30,
      });
    const refused = await ask();
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'reauthentication-required']);
    for (const path of ['/accounts/tokens/new/', '/accounts/tokens/api/'])
      expect((await before.get(path, { accept: 'text/html' })).headers.location).toBe(
        `/accounts/2fa/reauthenticate/?next=${path}`,
      );
    const posted = await form(before, '/accounts/tokens/new/', {
      name: 'Deploy',
      methods: 'read',
      expires_in_days: '30',
    });
    expect(posted.headers.location).toMatch(/^\/accounts\/2fa\/reauthenticate\//);
    site.clock.advance(HALF_A_MINUTE);
    const shown = await before.post('/api/users/me/second-factors/prove/', {
      code: codeOf(made, site.clock.now()),
    });
    expect(shown.statusCode).toBe(204);
    expect((await ask()).statusCode).toBe(201);
  });

  it('a confirmed app and a right code give the session a new key', async () => {
    const browser = await loggedIn('dan');
    const first = browser.cookie('sessionid');
    const made = await setUp(browser);
    const second = browser.cookie('sessionid');
    site.clock.advance(HALF_A_MINUTE);
    await browser.post('/api/users/me/second-factors/prove/', { code: codeOf(made, site.clock.now()) });
    const keys = [first, second, browser.cookie('sessionid')];
    expect(new Set(keys).size).toBe(3);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
  });
});
