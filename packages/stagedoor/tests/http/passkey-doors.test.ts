import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf } from '../support/authenticator.ts';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { SoftwareAuthenticator } from '../support/passkeys.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

const MINE = '/api/users/me/passkeys/';
const PROVE = '/api/users/me/second-factors/prove/passkey/';
const STAGE = '/api/login/second-factor/passkey/';

let site: Site;
beforeAll(async () => {
  site = await openSite({ env: { LIMIT_LOGIN_PER_SOURCE: '1000/1m', API_AUTHENTICATION: 'session,jwt' } });
});
afterAll(() => site.close());

async function loggedIn(username: string): Promise<Browser> {
  const browser = site.browser();
  const { statusCode } = await browser.post('/api/login/', { username, password: PASSWORD });
  expect(statusCode).toBe(200);
  return browser;
}

/** A new person with a passkey, and the browser that added it. */
async function personWith(username: string, kind: string) {
  await addPerson(site, username);
  const browser = await loggedIn(username);
  const authenticator = new SoftwareAuthenticator();
  const { ceremony, options } = (await browser.get(`${MINE}new/?kind=${kind}`)).json();
  const credential = authenticator.create(options);
  const added = await browser.post(MINE, { ceremony, credential, name: 'Laptop' });
  expect([added.statusCode, added.json()]).toMatchObject([201, { id: expect.any(Number) }]);
  const { id, recovery_codes: codes } = added.json();
  return { browser, authenticator, id, codes };
}

it('logs in whoever shows a passkey, and the other browser nowhere', async () => {
  const { authenticator } = await personWith('ana', 'passwordless');
  const browser = site.browser();
  const { ceremony, options } = (await browser.get('/api/login/passkey/')).json();
  expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] });
  const answer = { ceremony, credential: authenticator.get(options) };
  const answered = await browser.post('/api/login/passkey/', answer);
  expect([answered.statusCode, answered.json()]).toEqual([
    200,
    { message: 'Login successful', username: 'ana' },
  ]);
  expect((await browser.get('/api/users/me/')).json()).toMatchObject({ username: 'ana' });
  const again = await site.browser().post('/api/login/passkey/', answer);
  expect([again.statusCode, Object.keys(again.json())]).toEqual([400, ['ceremony']]);
  const headers = { origin: 'https://evil.example' };
  const elsewhere = site.browser();
  const unsigned = await elsewhere.request('POST', '/api/login/passkey/', { payload: answer, headers });
  expect(unsigned.statusCode).toBe(403);
});

it('asks a passkey that logged in alone for no second step, though there is an app', async () => {
  const { browser, authenticator } = await personWith('app', 'passwordless');
  const { id, secret } = (await browser.post('/api/users/me/second-factors/totp/', {})).json();
  const code = codeOf(secret, site.clock.now());
  await browser.post(`/api/users/me/second-factors/totp/${id}/confirm/`, { code, name: '' });
  const other = site.browser();
  const { ceremony, options } = (await other.get('/api/login/passkey/')).json();
  const credential = authenticator.get(options);
  expect((await other.post('/api/login/passkey/', { ceremony, credential })).statusCode).toBe(200);
  const byPassword = await site.browser().post('/api/login/', { username: 'app', password: PASSWORD });
  expect(byPassword.json()).toMatchObject({ stage: 'second-factor' });
});

it('goes on with a log-in by a key that is the second step, for a session and for tokens', async () => {
  const { authenticator, codes } = await personWith('key', 'second-factor');
  expect(codes).toHaveLength(10);
  for (const door of ['/api/login/', '/api/token/']) {
    const browser = site.browser();
    const { flow } = (await browser.post(door, { username: 'key', password: PASSWORD })).json();
    const { ceremony, options } = (await browser.get(STAGE, { 'login-flow': flow })).json();
    expect(options.allowCredentials).toMatchObject([{ id: authenticator.id }]);
    const credential = authenticator.get(options);
    const elsewhere = await site.browser().post('/api/login/passkey/', { ceremony, credential });
    expect(elsewhere.statusCode).toBe(400);
    const passed = await browser.post(STAGE, { ceremony, credential, flow });
    expect([passed.statusCode, Object.keys(passed.json()).sort()]).toEqual([
      200,
      door === '/api/token/' ? ['access', 'refresh'] : ['message', 'username'],
    ]);
  }
});

it('lists, renames, proves and removes, each by its owner alone', async () => {
  const { browser, authenticator, id } = await personWith('own', 'passwordless');
  const stranger = (await personWith('stranger', 'passwordless')).browser;
  expect((await browser.get(MINE)).json()).toMatchObject([{ id, name: 'Laptop', kind: 'passwordless' }]);
  expect((await stranger.send('PATCH', `${MINE}${id}/`, { name: 'Mine' })).statusCode).toBe(404);
  expect((await stranger.send('DELETE', `${MINE}${id}/`)).statusCode).toBe(404);
  const long = { name: 'x'.repeat(101) };
  expect((await browser.send('PATCH', `${MINE}${id}/`, long)).statusCode).toBe(400);
  const renamed = await browser.send('PATCH', `${MINE}${id}/`, { name: 'Desk' });
  expect([renamed.statusCode, (await browser.get(MINE)).json()[0].name]).toEqual([204, 'Desk']);
  const { ceremony, options } = (await browser.get(PROVE)).json();
  expect((await browser.post(PROVE, { ceremony, credential: authenticator.get(options) })).statusCode).toBe(
    204,
  );
  expect((await browser.send('DELETE', `${MINE}${id}/`)).statusCode).toBe(204);
  expect((await browser.get(PROVE)).statusCode).toBe(404);
});

it('takes an authenticator that nobody else vouches for, and asks nobody about one', async () => {
  const browser = await loggedIn('ana');
  const add = async (isVouchedFor: boolean) => {
    const { ceremony, options } = (await browser.get(`${MINE}new/?kind=second-factor`)).json();
    const credential = new SoftwareAuthenticator({ isSynced: false }).create(options, { isVouchedFor });
    return await browser.post(MINE, { ceremony, credential });
  };
  const vouched = await add(true);
  expect([vouched.statusCode, Object.keys(vouched.json())]).toEqual([400, ['credential']]);
  expect((await add(false)).statusCode).toBe(201);
});

it('names what is wrong with what was sent', async () => {
  const browser = site.browser();
  await browser.get('/api/csrf/');
  const sent = {
    '{}': ['ceremony', 'credential'],
    '{"ceremony":"x","credential":"y"}': ['credential'],
    '{"ceremony":"x","credential":[]}': ['credential'],
    '{"ceremony":"x","credential":{}}': ['ceremony'],
  };
  for (const [body, fields] of Object.entries(sent)) {
    const answer = await browser.post('/api/login/passkey/', JSON.parse(body));
    expect([body, answer.statusCode, Object.keys(answer.json())]).toEqual([body, 400, fields]);
  }
  const deep = `{"id":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  await browser.get('/accounts/login/');
  const page = await browser.form('/accounts/2fa/webauthn/login/', { ceremony: 'x', credential: deep });
  expect(page.statusCode).toBe(200);
  const me = await loggedIn('stranger');
  expect((await me.get(`${MINE}new/?kind=other`)).statusCode).toBe(400);
});

it('lets the page log in, and draws it again with what is wrong', async () => {
  const { authenticator } = await personWith('page', 'passwordless');
  const browser = site.browser();
  const html = (await browser.get('/accounts/login/')).body;
  const [, sent = ''] = /data-passkey-options="([^"]*)"/.exec(html) ?? [];
  const options = JSON.parse(sent.replaceAll('&quot;', '"'));
  const [, ceremony = ''] = /name="ceremony" value="([^"]*)"/.exec(html) ?? [];
  const typed = {
    ceremony,
    credential: JSON.stringify(authenticator.get(options)),
    next: '/accounts/security/',
  };
  const refused = await browser.form('/accounts/2fa/webauthn/login/', { ...typed, credential: '' });
  expect([refused.statusCode, refused.body.includes('This passkey does not open anything here')]).toEqual([
    200,
    true,
  ]);
  const entered = await browser.form('/accounts/2fa/webauthn/login/', typed);
  expect([entered.statusCode, entered.headers['location']]).toEqual([302, '/accounts/security/']);
});
