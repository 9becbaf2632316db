import { describe, expect, it } from 'vitest';
import { openSite } from '../../support/open-site.ts';
import { addPerson, PASSWORD } from '../../support/people.ts';

const tokensIn = (cookies: readonly { readonly name: string }[]) =>
  cookies.map(({ name }) => name).filter((name) => ['Authentication', 'Refresh'].includes(name));

/** As many rights as no cookie has room for, and as no token has. */
const TOO_MANY = { cookie: 90, token: 190 } as const;

const rights = (count: number) => ({
  permissions: Array.from({ length: count }, (_, index) => `change_some_longer_model_name_${index}`),
});

const env = {
  JWT_CLAIMS: 'permissions',
  DJ_REST_AUTH_PATH: '/dj-rest-auth/',
  DJ_REST_AUTH_TOKENS: 'jwt-cookies',
  AUTH_COOKIE: 'Authentication',
  AUTH_COOKIE_REFRESH: 'Refresh',
};

/** Ana at a site whose tokens say what she may do, and what of hers is kept. */
async function openWithRights(more: Record<string, string> = {}) {
  const site = await openSite({ env: { ...env, ...more } });
  const { id } = await addPerson(site, 'ana');
  const may = (count: number) => site.stores.giveAccess(id, rights(count));
  const browser = site.browser();
  const kept = async () => ({
    sessions: await site.stores.sessions.listOfUser(id, site.clock.now()),
    events: (await site.stores.audit.listOfUser(id, { limit: 50 })).map(({ action, success }) => [
      action,
      success,
    ]),
    cookies: [...browser.cookies],
  });
  const logIn = (url: string) => browser.post(url, { username: 'ana', password: PASSWORD });
  return { site, browser, may, kept, logIn };
}

describe('a log-in whose token would be too long', () => {
  it.each([
    ['/api/auth/cookie/login/', 'cookie'],
    ['/dj-rest-auth/login/', 'cookie'],
    ['/api/token/', 'token'],
    ['/api/token/sliding/', 'token'],
  ] as const)('at %s keeps nothing, and leaves who was logged in', async (url, where) => {
    const { may, kept, logIn } = await openWithRights();
    expect((await logIn(url)).statusCode).toBe(200);
    const had = await kept();
    await may(TOO_MANY[where]);
    const failed = await logIn(url);
    expect([failed.statusCode, tokensIn(failed.cookies)]).toEqual([500, []]);
    expect(await kept()).toEqual(had);
    // Elsewhere than in a cookie there is more room.
    if (where === 'cookie') expect((await logIn('/api/token/')).statusCode).toBe(200);
  });

  it('leaves a browser the session of its pages', async () => {
    const { browser, may, kept, logIn } = await openWithRights();
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    const had = await kept();
    await may(TOO_MANY.cookie);
    expect((await logIn('/api/auth/cookie/login/')).statusCode).toBe(500);
    expect(await kept()).toEqual(had);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
  });
});

describe('a refresh whose token has grown too long', () => {
  const rotations: Record<string, string>[] = [
    { JWT_ROTATE_REFRESH_TOKENS: 'true' },
    { JWT_ROTATE_REFRESH_TOKENS: 'true', JWT_BLACKLIST_AFTER_ROTATION: 'false' },
    { JWT_ROTATE_REFRESH_TOKENS: 'false' },
  ];
  const interfaces = [
    ['/api/auth/cookie/login/', '/api/auth/cookie/refresh/'],
    ['/dj-rest-auth/login/', '/dj-rest-auth/token/refresh/'],
  ] as const;

  it.each(interfaces.flatMap((urls) => rotations.map((rotation) => [...urls, rotation] as const)))(
    'after a log-in at %s fails at %s, and ends nothing that was good: %j',
    async (logInUrl, refreshUrl, rotation) => {
      const { browser, may, kept, logIn } = await openWithRights(rotation);
      await logIn(logInUrl);
      const had = await kept();
      await may(TOO_MANY.cookie);
      for (const _ of [1, 2]) {
        expect((await browser.post(refreshUrl, {})).statusCode).toBe(500);
        expect(await kept()).toEqual(had);
      }
      expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
      await may(1);
      expect((await browser.post(refreshUrl, {})).statusCode).toBe(200);
    },
  );

  it.each(rotations)(
    'fails in a body, too, and the same token is good once there is room: %j',
    async (rotation) => {
      const { browser, may, kept, logIn } = await openWithRights(rotation);
      const { refresh } = (await logIn('/api/token/')).json();
      const had = await kept();
      await may(TOO_MANY.token);
      expect((await browser.post('/api/token/refresh/', { refresh })).statusCode).toBe(500);
      expect(await kept()).toEqual(had);
      await may(TOO_MANY.cookie);
      expect((await browser.post('/api/token/refresh/', { refresh })).statusCode).toBe(200);
    },
  );

  it('fails where an answer is fetched again, and gives it once there is room', async () => {
    const { site, may, logIn } = await openWithRights();
    const client = site.browser({ 'idempotency-key': 'b1946ac9-2492-4d23-8a1c-5f0a4c0b7d11' });
    const { refresh } = (await logIn('/api/token/')).json();
    const again = () => client.post('/api/token/refresh/', { refresh });
    const first = (await again()).json();
    await may(TOO_MANY.token);
    expect((await again()).statusCode).toBe(500);
    await may(1);
    expect((await again()).json().refresh).toBe(first.refresh);
  });

  it('fails for a sliding token, and the one at hand stays good', async () => {
    const { browser, may, logIn } = await openWithRights();
    const { token } = (await logIn('/api/token/sliding/')).json();
    await may(TOO_MANY.token);
    expect((await browser.post('/api/token/sliding/refresh/', { token })).statusCode).toBe(500);
    expect((await browser.post('/api/token/verify/', { token })).statusCode).toBe(200);
  });
});

describe('a sign-up whose token would be too long', () => {
  it.each([
    ['/dj-rest-auth/registration/', 4_000],
    ['/api/register/', 8_192],
  ])('at %s opens neither account nor session, and sets no cookies', async (url, characters) => {
    const site = await openSite({
      env: { ...env, JWT_CLAIMS: '', COMPATIBILITY: 'django' },
      tokenClaims: () => ({ colour: 'x'.repeat(characters) }),
    });
    const browser = site.browser();
    const failed = await browser.post(url, {
      username: 'eva',
      email: 'eva@mail.example',
      password: PASSWORD,
      password1: PASSWORD,
      password2: PASSWORD,
      password_confirm: PASSWORD,
    });
    expect([failed.statusCode, tokensIn(failed.cookies)]).toEqual([500, []]);
    expect(await site.stores.users.findByUsernameKey('eva')).toBeNull();
    expect(await site.mails()).toEqual([]);
  });
});
