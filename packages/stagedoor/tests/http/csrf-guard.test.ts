import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  await addPerson(site, 'ana');
  await addPerson(site, 'ben');
});
afterAll(() => site.close());

const rename = (first_name: string) => ({ payload: { first_name } });
const firstName = async () => (await site.stores.users.findByUsernameKey('ana'))?.firstName;

describe('an unsafe request by session cookie', () => {
  it('needs the token, and leaves everything as it was without it', async () => {
    const browser = await signIn(site);
    const answer = await browser.request('PATCH', '/api/users/me/', rename('Mallory'));
    expect([answer.statusCode, answer.json()]).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
    expect(await firstName()).toBe('');
  });

  it('takes the echoed cookie, and the token of GET /api/csrf/ where scripts cannot read it', async () => {
    const browser = await signIn(site);
    expect((await browser.send('PATCH', '/api/users/me/', { first_name: 'Ana' })).statusCode).toBe(200);
    const answer = await browser.get('/api/csrf/');
    const { csrfToken } = answer.json();
    expect(answer.headers['x-csrftoken']).toBe(csrfToken);
    const headers = { 'x-csrftoken': csrfToken };
    expect(
      (await browser.request('PATCH', '/api/users/me/', { ...rename('Anita'), headers })).statusCode,
    ).toBe(200);
    expect(await firstName()).toBe('Anita');
  });

  it('refuses a token of before log-in and one of another session', async () => {
    const browser = site.browser();
    const { csrfToken } = (await browser.get('/api/csrf/')).json();
    const early = browser.cookie('csrftoken') ?? '';
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    const late = browser.cookie('csrftoken') ?? '';
    expect(late).not.toBe(early);
    const other = await signIn(site, 'ben');
    for (const [cookie, token] of [
      [early, csrfToken],
      [early, early],
      [other.cookie('csrftoken') ?? '', other.cookie('csrftoken') ?? ''],
    ] as const) {
      browser.cookies.set('csrftoken', cookie);
      const answer = await browser.request('PATCH', '/api/users/me/', {
        ...rename('Mallory'),
        headers: { 'x-csrftoken': token },
      });
      expect(answer.json()).toEqual({
        detail: "CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
      });
    }
    expect(await firstName()).not.toBe('Mallory');
  });

  it.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin null', { origin: 'null' }],
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a method override', { origin: 'https://evil.example', 'x-http-method-override': 'GET' }],
  ])('is refused with %s although the token is right', async (_, headers) => {
    const browser = await signIn(site);
    const answer = await browser.request('PATCH', '/api/users/me/', {
      ...rename('Mallory'),
      headers: { ...browser.csrfHeader(), ...headers },
    });
    expect(answer.statusCode).toBe(403);
    expect(await firstName()).not.toBe('Mallory');
  });

  it('leaves an audit row when it is refused (ASVS V16.3.3)', async () => {
    const browser = await signIn(site, 'ben');
    await browser.request('DELETE', '/api/users/me/');
    const ben = await site.stores.users.findByUsernameKey('ben');
    const [event] = await site.stores.audit.listOfUser(ben?.id ?? 0, { limit: 1 });
    expect(event).toMatchObject({
      action: 'csrf-refused',
      success: false,
      detail: { reason: 'CSRF token missing.' },
    });
  });

  it('ends nobody’s session from another site', async () => {
    const browser = await signIn(site);
    const answer = await browser.request('POST', '/api/logout/', {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.statusCode).toBe(403);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
  });
});

describe('a log-in without a session', () => {
  it('needs no token, but a foreign Origin is refused', async () => {
    const credentials = { username: 'ana', password: PASSWORD };
    expect((await site.browser().post('/api/login/', credentials)).statusCode).toBe(200);
    const forged = await site.browser().post('/api/login/', credentials, { origin: 'https://evil.example' });
    expect([forged.statusCode, forged.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it.each<Record<string, string>>([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'by the plain form refuses %j',
    async (headers) => {
      const answer = await site.browser().form('/login/', { username: 'ana', password: PASSWORD }, headers);
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
    },
  );

  it('by the plain form answers in the literal words', async () => {
    const good = await site.browser().form('/login/', { username: 'ana', password: PASSWORD });
    expect([good.statusCode, good.json()]).toEqual([200, { message: 'Login successful', username: 'ana' }]);
    const bad = await site.browser().form('/login/', { username: 'ana', password: 'wrong-wrong-wrong' });
    expect([bad.statusCode, bad.json()]).toEqual([401, { error: 'Invalid credentials' }]);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const other = await site.browser().request(method, '/login/');
      expect([other.statusCode, other.json()]).toEqual([400, { error: 'POST request required' }]);
      expect(other.headers['refusal-code']).toBe('bad-request');
    }
  });

  it('shows the page at the same address to who asks for one', async () => {
    const answer = await site.browser().get('/login/', { accept: 'text/html,application/xhtml+xml' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('csrfmiddlewaretoken');
  });
});
