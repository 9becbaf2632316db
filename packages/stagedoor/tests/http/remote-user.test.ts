import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuards } from '../../src/server/create-guards.ts';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';

const PROXY = '10.0.0.2';
const env = {
  AUTHENTICATION_BACKENDS: 'password,remote-user',
  REMOTE_USER_HEADER: 'X-Remote-User',
  TRUSTED_PROXIES: `${PROXY}/32`,
};

let site: Site;
let browser: Browser;

beforeEach(async () => {
  site = await openSite({ env });
  browser = site.browser();
});
afterEach(() => site.close());

/** A request of the proxy, for whom it has authenticated. */
function through(name: string | null, from = PROXY) {
  const headers = name === null ? {} : { 'x-remote-user': name };
  const send = (method: string, url: string, payload?: string) =>
    browser.request(method, url, {
      remoteAddress: from,
      headers: { ...browser.csrfHeader(), ...headers, ...(payload ? FORM : {}) },
      ...(payload ? { payload } : {}),
    });
  return {
    logIn: () => send('POST', '/api/login/remote/'),
    me: async () => (await send('GET', '/api/users/me/')).statusCode,
    send,
  };
}
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('whom a trusted proxy names', () => {
  it('gets a session, and the user is made the first time', async () => {
    const answer = await through('bea').logIn();
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { message: 'Login successful', username: 'bea' },
    ]);
    expect(await through('bea').me()).toBe(200);
  });

  it('may have a name beyond ASCII', async () => {
    const answer = await through(Buffer.from('begoña').toString('latin1')).logIn();
    expect(answer.json()).toMatchObject({ username: 'begoña' });
  });

  it('is nobody where the header comes from anybody else', async () => {
    for (const address of ['203.0.113.9', '127.0.0.1', '10.0.0.3']) {
      const answer = await through('bea', address).logIn();
      expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'Invalid credentials' }]);
    }
    expect((await through(null).logIn()).statusCode).toBe(401);
  });

  it('does not become an ordinary user of that name, and no staff', async () => {
    await addPerson(site, 'ana', { isStaff: true });
    expect((await through('ana').logIn()).statusCode).toBe(401);
  });

  it('has a session only as long as the proxy goes on naming them', async () => {
    await through('bea').logIn();
    const { sessionid } = Object.fromEntries(browser.cookies);
    expect(await through('bea').me()).toBe(200);
    expect(await through(null).me()).toBe(401);
    browser.cookies.set('sessionid', sessionid ?? '');
    expect(await through('bea').me()).toBe(401);
  });

  it('has none any more once the proxy names another, or somebody past the proxy shows the cookie', async () => {
    await through('bea').logIn();
    expect(await through('carl').me()).toBe(401);
    expect(browser.cookie('sessionid')).toBeUndefined();
    await through('bea').logIn();
    expect(await through('bea', '203.0.113.9').me()).toBe(401);
  });

  it('goes on under another name here, until the proxy names another', async () => {
    await through('bea').logIn();
    await through('carl').logIn();
    await through('bea').logIn();
    const bea = await site.stores.users.findByUsernameKey('bea');
    await site.stores.users.update(bea?.id ?? 0, { username: 'beatriz' });
    expect(await through('bea').me()).toBe(200);
    expect(await through('carl').me()).toBe(401);
    expect((await through('bea').logIn()).json()).toMatchObject({ username: 'beatriz' });
  });

  it('is not whoever took the name of another here', async () => {
    await through('ana').logIn();
    const ana = await site.stores.users.findByUsernameKey('ana');
    await site.stores.users.update(ana?.id ?? 0, { username: 'ben' });
    const { sessionid } = Object.fromEntries(browser.cookies);
    expect(await through('ana').me()).toBe(200);
    expect(await through('ben').me()).toBe(401);
    browser.cookies.set('sessionid', sessionid ?? '');
    expect(await through('ana').me()).toBe(401);
  });

  it('keeps the session where a request does not say who sent it, which opens nothing there', async () => {
    await through('bea').logIn();
    const guards = createGuards(site.stagedoor);
    const { sessionid } = Object.fromEntries(browser.cookies);
    const headers = { cookie: `sessionid=${sessionid}`, 'x-remote-user': 'bea' };
    expect(await guards.user(new Request('http://127.0.0.1:8000/', { headers }))).toBeNull();
    expect(await through('bea').me()).toBe(200);
  });

  it('meets the check of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const answer = await browser.request('POST', '/api/login/remote/', {
      remoteAddress: PROXY,
      headers: { ...headers, 'x-remote-user': 'bea' },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('leaves other sessions alone', async () => {
    await addPerson(site);
    browser = await signIn(site);
    expect(await through('bea').me()).toBe(200);
    expect(await through(null).me()).toBe(200);
  });
});

describe('the log-in page', () => {
  it('offers to continue as whom the proxy names, by one button', async () => {
    const page = await through('bea').send('GET', '/accounts/login/?next=/accounts/security/');
    expect(page.body).toContain('Continue as bea');
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const fields = new URLSearchParams({ csrfmiddlewaretoken: token, next: '/accounts/security/' });
    const entered = await through('bea').send('POST', '/accounts/login/remote/', fields.toString());
    expect([entered.statusCode, entered.headers.location]).toEqual([302, '/accounts/security/']);
    expect(await through('bea').me()).toBe(200);
  });

  it('offers nothing to others, and says no more than a wrong password would', async () => {
    const page = await through('bea', '203.0.113.9').send('GET', '/accounts/login/');
    expect(page.body).not.toContain('Continue as');
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const fields = new URLSearchParams({ csrfmiddlewaretoken: token });
    const refused = await through(null).send('POST', '/accounts/login/remote/', fields.toString());
    expect(refused.statusCode).toBe(200);
    expect(refused.body).toContain('Invalid username or password.');
  });
});

it('refuses a header that came twice: one may be the visitor’s own', async () => {
  await site.close();
  site = await openSite({ env: { ...env, TRUSTED_PROXIES: '127.0.0.1/32' } });
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = site.app.server.address() as AddressInfo;
  const ask = (names: readonly string[]) =>
    new Promise<[number, string]>((resolve, reject) => {
      const headers = { host: site.stagedoor.config.publicUrl.host, 'x-remote-user': [...names] };
      const asked = request({ port, method: 'POST', path: '/api/login/remote/', headers });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        text(answer).then((body) => resolve([answer.statusCode ?? 0, body]), reject);
      });
      asked.end();
    });
  expect((await ask(['bea', 'admin']))[0]).toBe(400);
  expect((await ask(['bea']))[0]).toBe(200);
});
