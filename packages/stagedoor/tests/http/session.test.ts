import { afterEach, describe, expect, it } from 'vitest';
import { openSite, type Site, type SiteOptions } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

let site: Site;
afterEach(() => site.close());

async function open(options: SiteOptions = {}): Promise<Site> {
  site = await openSite({ ...options, server: { extend: mount(sessionRoute) } });
  return site;
}
const PLAY = '/api/test/session/';

describe('session data', () => {
  it('makes no session until something is set, then keeps it for anonymous visitors', async () => {
    const browser = (await open()).browser();
    const read = await browser.get(PLAY);
    expect(read.headers['set-cookie']).toBeUndefined();
    expect(read.headers.vary).toBe('Accept, Cookie');
    const set = await browser.get(`${PLAY}?set=hello`);
    expect(String(set.headers['set-cookie'])).toMatch(
      /^sessionid=[a-z0-9]{32}; expires=[^;]+; HttpOnly; Max-Age=1209600;/,
    );
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'hello' });
    expect((await site.browser().get(PLAY)).json()).toEqual({ note: null });
  });

  it('sends no cookie with an answer that only read', async () => {
    const browser = (await open()).browser();
    await browser.get(`${PLAY}?set=hello`);
    expect((await browser.get(PLAY)).headers['set-cookie']).toBeUndefined();
  });

  it('ends an anonymous session with its last value and deletes the cookie', async () => {
    const browser = (await open()).browser();
    await browser.get(`${PLAY}?set=hello`);
    const emptied = await browser.get(`${PLAY}?delete=true`);
    expect(String(emptied.headers['set-cookie'])).toMatch(
      /^sessionid=; expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Max-Age=0;/,
    );
  });

  it('lives for the seconds of setExpiry(300): Max-Age 300, and dead after 300 s without activity', async () => {
    const browser = (await open()).browser();
    const answer = await browser.get(`${PLAY}?set=hello&expiry=300`);
    expect(String(answer.headers['set-cookie'])).toContain('; Max-Age=300;');
    site.clock.advance(299_000);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'hello' });
    site.clock.advance(2_000);
    expect((await browser.get(PLAY)).json()).toEqual({ note: null });
  });

  it('ends with the browser after setExpiry(0)', async () => {
    const browser = (await open()).browser();
    const answer = await browser.get(`${PLAY}?set=hello&expiry=0`);
    expect(String(answer.headers['set-cookie'])).not.toMatch(/Max-Age|expires/i);
  });

  it('is not stored when the answer is a 500', async () => {
    const browser = (await open()).browser();
    await browser.get(`${PLAY}?set=before`);
    expect((await browser.get(`${PLAY}?set=after&fail=1`)).statusCode).toBe(500);
    expect((await browser.get(`${PLAY}?set=after&status=503`)).statusCode).toBe(503);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'before' });
  });

  it('keeps its data under a new key after cycleSessionKey, and the old key is dead', async () => {
    const browser = (await open()).browser();
    await browser.get(`${PLAY}?set=kept`);
    const old = browser.cookie('sessionid') ?? '';
    await browser.get(`${PLAY}?cycle=1`);
    expect(browser.cookie('sessionid')).not.toBe(old);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'kept' });
    const stale = site.browser();
    stale.cookies.set('sessionid', old);
    expect((await stale.get(PLAY)).json()).toEqual({ note: null });
  });

  it('is dropped by flush, and what is set afterwards starts a new session', async () => {
    const browser = (await open()).browser();
    await browser.get(`${PLAY}?set=old`);
    const old = browser.cookie('sessionid');
    await browser.get(`${PLAY}?flush=1&set=new`);
    expect(browser.cookie('sessionid')).not.toBe(old);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'new' });
  });

  it('moves along into log-in under a new key, but never to another user', async () => {
    await open();
    await addPerson(site, 'ana');
    await addPerson(site, 'ben');
    const browser = site.browser();
    await browser.get(`${PLAY}?set=cart`);
    const planted = browser.cookie('sessionid') ?? '';
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect(browser.cookie('sessionid')).not.toBe(planted);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'cart' });
    await browser.post('/api/login/', { username: 'ben', password: PASSWORD });
    expect((await browser.get(PLAY)).json()).toEqual({ note: null });
  });

  it('is renewed by every answer with SESSION_SAVE_EVERY_REQUEST', async () => {
    await open({ env: { SESSION_SAVE_EVERY_REQUEST: 'true' } });
    await addPerson(site);
    const browser = await signIn(site);
    expect(String((await browser.get('/api/users/me/')).headers['set-cookie'])).toMatch(
      /sessionid=[a-z0-9]{32}; .*Max-Age=1209600/,
    );
    expect((await site.browser().get('/api/csrf/')).cookies.map(({ name }) => name)).toEqual(['csrftoken']);
  });

  it('is renewed by no answer to two cookies that are both somebody’s, and fails nothing that was carried out', async () => {
    await open({ env: { SESSION_SAVE_EVERY_REQUEST: 'true' } });
    await addPerson(site, 'ana');
    await addPerson(site, 'ben');
    const keys = [await signIn(site, 'ana'), await signIn(site, 'ben')].map((by) => by.cookie('sessionid'));
    const cookie = keys.map((key) => `sessionid=${key}`).join('; ');
    const payload = { username: 'ana', password: PASSWORD };
    const pair = await site.browser().request('POST', '/api/token/', { headers: { cookie }, payload });
    expect([pair.statusCode, Object.keys(pair.json()), pair.cookies]).toEqual([
      200,
      ['refresh', 'access'],
      [],
    ]);
  });

  it('travels signed in the cookie with the signed-cookies engine, good for its own session only', async () => {
    await open({ sessionEngine: 'signed-cookies' });
    const browser = site.browser();
    await browser.get(`${PLAY}?set=mine`);
    const value = browser.cookie('sessionid') ?? '';
    expect(value).toMatch(/^[a-z0-9]{32}\.[\w-]+\.[\w-]{43}$/);
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'mine' });
    const other = site.browser();
    await other.get(`${PLAY}?set=theirs`);
    const [key] = (other.cookie('sessionid') ?? '').split('.');
    other.cookies.set('sessionid', `${key}${value.slice(32)}`);
    expect((await other.get(PLAY)).json()).toEqual({ note: null });
  });

  it('moves along into log-in with the signed-cookies engine too, and never to another user', async () => {
    await open({ sessionEngine: 'signed-cookies' });
    await addPerson(site);
    await addPerson(site, 'ben');
    const browser = site.browser();
    await browser.get(`${PLAY}?set=cart`);
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'cart' });
    await browser.post('/api/login/', { username: 'ben', password: PASSWORD });
    expect((await browser.get(PLAY)).json()).toEqual({ note: null });
  });
});

describe('the session cookie', () => {
  it.each(['', 'short', 'A'.repeat(32), `${'a'.repeat(32)}x`, "' or 1=1 --", '../../etc/passwd'])(
    'with the value %j is nobody’s',
    async (value) => {
      await open();
      const answer = await site.browser().get('/api/users/me/', { cookie: `sessionid=${value}` });
      expect(answer.statusCode).toBe(401);
    },
  );

  it.each([
    [
      { PUBLIC_URL: 'https://example.org' },
      /^__Host-sessionid=\w+; .*HttpOnly; .*Path=\/; SameSite=Lax; Secure$/,
    ],
    [
      { PUBLIC_URL: 'https://example.org', SESSION_COOKIE_DOMAIN: 'example.org' },
      /^__Secure-sessionid=\w+; Domain=example.org; .*HttpOnly; .*Path=\/; SameSite=Lax; Secure$/,
    ],
    [{ PUBLIC_URL: 'https://example.org', SESSION_COOKIE_NAME: 'sid' }, /^sid=/],
    [{ PUBLIC_URL: 'https://example.org', COMPATIBILITY: 'django' }, /^sessionid=\w+; .*Secure/],
    [
      { SESSION_COOKIE_SAMESITE: 'Strict', SESSION_COOKIE_HTTPONLY: 'false', SESSION_COOKIE_PATH: '/app' },
      /^sessionid=\w+; .*; Path=\/app; SameSite=Strict$/,
    ],
    [{ SESSION_COOKIE_AGE: '600' }, /Max-Age=600;/],
    [{ SESSION_EXPIRE_AT_BROWSER_CLOSE: 'true' }, /^sessionid=\w+; HttpOnly; Path=/],
  ])('is set as the settings %j say', async (env, expected) => {
    await open({ env: { SECURE_SSL_REDIRECT: 'false', ...env } as Record<string, string> });
    await addPerson(site);
    const answer = await site.browser().post('/api/login/', { username: 'ana', password: PASSWORD });
    const [cookie] = [answer.headers['set-cookie']].flat();
    expect(cookie).toMatch(expected);
  });

  it.each([
    [true, /Max-Age=1209600/],
    [false, /^sessionid=\w+; HttpOnly; Path=/],
  ])('with remember_me %s lives as long as it says', async (remember_me, expected) => {
    await open();
    await addPerson(site);
    const answer = await site
      .browser()
      .post('/api/login/', { username: 'ana', password: PASSWORD, remember_me });
    expect([answer.headers['set-cookie']].flat()[0]).toMatch(expected);
  });
});

describe('a session bound to where it was opened', () => {
  it.each([
    ['user-agent', { 'user-agent': 'Thief/1' }, 401],
    ['user-agent', { 'x-forwarded-for': '198.51.100.9' }, 200],
    ['address', { 'user-agent': 'Thief/1' }, 200],
    ['address', { 'x-forwarded-for': '198.51.100.9' }, 401],
    ['user-agent,address', {}, 200],
    ['', { 'user-agent': 'Thief/1', 'x-forwarded-for': '198.51.100.9' }, 200],
  ])('by %j answers the same cookie with %j as %d', async (bound, changed, status) => {
    await open({ env: { SESSION_BIND_TO: bound, TRUSTED_PROXIES: '127.0.0.1/32' } });
    await addPerson(site);
    const browser = await signIn(site, 'ana', {
      'user-agent': 'Browser/1',
      'x-forwarded-for': '203.0.113.5',
    });
    expect((await browser.get('/api/users/me/', changed as Record<string, string>)).statusCode).toBe(status);
  });
});

describe('tokens in cookies bound to where they were given', () => {
  it.each([
    [{}, 200],
    [{ 'user-agent': 'Thief/1' }, 401],
  ])('answer with %j as %d', async (changed, status) => {
    await open({ env: { SESSION_BIND_TO: 'user-agent' } });
    await addPerson(site);
    const browser = site.browser({ 'user-agent': 'Browser/1' });
    await browser.post('/api/auth/cookie/login/', { username: 'ana', password: PASSWORD });
    const answer = await browser.get('/api/users/me/', changed as Record<string, string>);
    expect(answer.statusCode).toBe(status);
    // Taken out of its cookie it is no better.
    const authorization = `Bearer ${browser.cookie('Authentication')}`;
    const thief = site.browser({ 'user-agent': 'Browser/1', ...(changed as Record<string, string>) });
    expect((await thief.get('/api/users/me/', { authorization })).statusCode).toBe(status);
    await thief.request('POST', '/api/auth/cookie/refresh/', {
      headers: { cookie: `Refresh=${browser.cookie('Refresh')}` },
    });
    const next = { authorization: `Bearer ${thief.cookie('Authentication')}` };
    expect((await thief.get('/api/users/me/', next)).statusCode).toBe(status);
  });

  it('leave programs alone, which are not where their owner is', async () => {
    await open({ env: { SESSION_BIND_TO: 'user-agent,address' } });
    await addPerson(site);
    const browser = await signIn(site, 'ana', { 'user-agent': 'Browser/1' });
    const { token } = (await browser.post('/api/users/me/tokens/', { name: 'Deploy' })).json();
    const program = site.browser({ 'user-agent': 'curl/8' });
    expect((await program.get('/api/users/me/', { authorization: `Bearer ${token}` })).statusCode).toBe(200);
  });
});

describe('activity and visits', () => {
  it('are written in batches: a GET writes nothing, closing writes all', async () => {
    await open();
    const { id } = await addPerson(site);
    const browser = await signIn(site, 'ana', { 'user-agent': `Browser/1 ${'x'.repeat(10_000)}` });
    site.clock.advance(61_000);
    await browser.get('/api/users/me/');
    await browser.get('/api/users/me/');
    const before = (await site.stores.sessions.listOfUser(id, site.clock.now()))[0];
    expect(before?.lastSeenAt).toEqual(new Date('2026-03-01T12:00:00.000Z'));
    await site.app.close();
    const after = (await site.stores.sessions.listOfUser(id, site.clock.now()))[0];
    expect(after?.lastSeenAt).toEqual(site.clock.now());
    const visits = await site.stores.visits.listOfUser(id);
    expect(visits.map(({ ipAddress, userAgent }) => [ipAddress, userAgent.length])).toEqual([
      ['127.0.0.1', 512],
    ]);
  });
});
