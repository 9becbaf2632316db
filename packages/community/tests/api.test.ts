import { openTestSite, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { site } from '../src/site.ts';

const PASSWORD = 'Brass lamp 1 over the door';
const HELLO = { message: 'Hello, authenticated user!' };

let opened: TestSite;
beforeAll(async () => {
  opened = await openTestSite(site);
  await opened.createUser({ username: 'ana', email: '', password: PASSWORD });
});
afterAll(() => opened.close());

type Headers = Readonly<Record<string, string>>;

async function ask(method: 'GET' | 'POST', url: string, headers: Headers = {}, payload?: object) {
  return await opened.app.inject({
    method,
    url,
    headers: { host: '127.0.0.1:8000', ...headers },
    ...(payload ? { payload } : {}),
  });
}

const credentials = { username: 'ana', password: PASSWORD };

/** The cookies that a log-in leaves, and the CSRF token among them. */
async function cookiesOf(url: string): Promise<{ cookie: string; token: string }> {
  const { cookies } = await ask('POST', url, {}, credentials);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, token: cookies.find(({ name }) => name === 'csrftoken')?.value ?? '' };
}

describe('one address for every kind of client', () => {
  test('greets a session, a JWT, an API token and a token cookie alike', async () => {
    const { access } = (await ask('POST', '/api/token/', {}, credentials)).json();
    const { token } = (await ask('POST', '/api-token-auth/', {}, credentials)).json();
    const session = await cookiesOf('/api/login/');
    const tokenCookie = await cookiesOf('/api/auth/cookie/login/');
    const clients: readonly Headers[] = [
      { cookie: session.cookie },
      { cookie: tokenCookie.cookie },
      { authorization: `Bearer ${access}` },
      { authorization: `Token ${token}` },
    ];
    for (const headers of clients) {
      const answer = await ask('GET', '/api/protected/', headers);
      expect([answer.statusCode, answer.json()]).toEqual([200, HELLO]);
    }
  });

  test('answers strangers 401', async () => {
    for (const headers of [{}, { cookie: 'sessionid=abcdefghijklmnopqrstuvwxyz012345' }] as Headers[]) {
      expect((await ask('GET', '/api/protected/', headers)).statusCode).toBe(401);
      expect((await ask('POST', '/api/protected-route/', headers)).statusCode).toBe(401);
    }
  });

  test('takes an unsafe method with a cookie only with the CSRF token', async () => {
    for (const url of ['/api/login/', '/api/auth/cookie/login/']) {
      const { cookie, token } = await cookiesOf(url);
      const bare = await ask('POST', '/api/protected-route/', { cookie });
      expect([bare.statusCode, bare.json()]).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
      const answer = await ask('POST', '/api/protected-route/', { cookie, 'x-csrftoken': token });
      expect([answer.statusCode, answer.json()]).toEqual([200, HELLO]);
    }
  });
});

test('members of Editors alone are greeted as such', async () => {
  const { cookie } = await cookiesOf('/api/login/');
  expect((await ask('GET', '/api/editors/')).statusCode).toBe(401);
  const answer = await ask('GET', '/api/editors/', { cookie });
  expect([answer.statusCode, answer.json()]).toEqual([
    403,
    { detail: 'You do not have permission to perform this action.' },
  ]);
});
