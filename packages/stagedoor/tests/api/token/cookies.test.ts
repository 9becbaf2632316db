import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite();
  await site.addPerson('ana');
});
afterAll(() => site.close());

/** A browser that keeps the cookies of every answer. */
function openBrowser() {
  const cookies = new Map<string, string>();
  const send = async (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    { body, ...headers }: { body?: object; 'x-csrftoken'?: string; origin?: string } = {},
  ) => {
    const { host } = new URL(site.stagedoor.config.publicUrl);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await site.app.inject({
      method,
      url,
      headers: { host, ...headers, ...(cookie === '' ? {} : { cookie }) },
      ...(body ? { payload: body } : {}),
    });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: answer.statusCode,
      code: answer.headers['refusal-code'],
      body: answer.payload === '' ? null : answer.json(),
      text: answer.payload,
      set: answer.cookies.map(({ name, path, httpOnly, sameSite, maxAge }) => ({
        name,
        path,
        httpOnly,
        sameSite,
        maxAge,
      })),
    };
  };
  const logIn = () =>
    send('POST', '/api/auth/cookie/login/', { body: { username: 'ana', password: PASSWORD } });
  const refresh = () => send('POST', '/api/auth/cookie/refresh/');
  return { cookies, send, logIn, refresh };
}

describe('tokens in cookies', () => {
  it('are three cookies of a log-in whose body tells no token', async () => {
    const answer = await openBrowser().logIn();
    expect([answer.status, answer.body]).toEqual([200, { message: 'Login successful' }]);
    expect(answer.set).toEqual([
      { name: 'Authentication', path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 300 },
      { name: 'Refresh', path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 86_400 },
      { name: 'csrftoken', path: '/', httpOnly: undefined, sameSite: 'Lax', maxAge: 31_449_600 },
    ]);
    expect(answer.text).not.toContain('eyJ');
  });

  it('answer wrong credentials with 400 and no cookie', async () => {
    const answer = await openBrowser().send('POST', '/api/auth/cookie/login/', {
      body: { username: 'ana', password: 'wrong' },
    });
    expect([answer.status, answer.body]).toEqual([400, { error: 'Invalid credentials' }]);
    expect(answer.set.map(({ name }) => name)).not.toContain('Authentication');
  });

  it('sign in by themselves, and ask for the CSRF token where something changes', async () => {
    const { cookies, send, logIn } = openBrowser();
    await logIn();
    expect(await send('GET', '/api/users/me/')).toMatchObject({ status: 200, body: { username: 'ana' } });
    const body = { first_name: 'Ana' };
    expect(await send('PATCH', '/api/users/me/', { body })).toMatchObject({
      status: 403,
      body: { detail: expect.stringMatching(/^CSRF Failed: /) },
    });
    const token = { 'x-csrftoken': cookies.get('csrftoken') ?? '' };
    expect((await send('PATCH', '/api/users/me/', { body, ...token })).status).toBe(200);
  });

  it('are refused with 401 when they are no good, unless anybody may come', async () => {
    const { cookies, send } = openBrowser();
    cookies.set('Authentication', 'eyJhbGciOiJub25lIn0.e30.');
    expect(await send('GET', '/api/users/me/')).toMatchObject({
      status: 401,
      body: { code: 'token_not_valid' },
    });
    expect((await send('GET', '/api/csrf/')).status).toBe(200);
  });

  it('are refreshed from the cookie, both of them, and the CSRF token stays', async () => {
    const { cookies, send, logIn, refresh } = openBrowser();
    await logIn();
    const before = new Map(cookies);
    const answer = await refresh();
    expect([answer.status, answer.body]).toEqual([200, { detail: 'Token Refresh Successful' }]);
    for (const name of ['Authentication', 'Refresh']) expect(cookies.get(name)).not.toBe(before.get(name));
    expect(cookies.get('csrftoken')).toBe(before.get('csrftoken'));
    expect((await send('POST', '/api/auth/cookie/verify/')).status).toBe(200);
    cookies.set('Refresh', before.get('Refresh') ?? '');
    expect((await refresh()).status).toBe(401);
  });

  it('miss the refresh token with 400', async () => {
    const answer = await openBrowser().refresh();
    expect([answer.status, answer.body]).toEqual([400, ['Refresh token is missing']]);
    expect(answer.code).toBe('invalid-input');
  });

  it('end with the log-out, in the browser and on the server', async () => {
    const { cookies, send, logIn, refresh } = openBrowser();
    await logIn();
    const before = new Map(cookies);
    expect((await send('POST', '/api/auth/cookie/logout/')).status).toBe(200);
    expect([...cookies.keys()]).not.toContain('Authentication');
    for (const [name, value] of before) cookies.set(name, value);
    expect((await send('GET', '/api/users/me/')).status).toBe(401);
    expect((await refresh()).status).toBe(401);
  });

  it('are not given, renewed or taken at the request of another site', async () => {
    const { send, logIn } = openBrowser();
    await logIn();
    const origin = 'https://evil.example';
    for (const act of ['login', 'refresh', 'logout']) {
      const answer = await send('POST', `/api/auth/cookie/${act}/`, {
        origin,
        body: { username: 'ana', password: PASSWORD },
      });
      expect([act, answer.status]).toEqual([act, 403]);
    }
  });
});
