import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/config.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';
import { openRealSite } from '../support/site.ts';

const DJOSER = { DJOSER_PATH: '/api/', API_PATHS: 'api-me=/api/account/' };

const open: Site[] = [];
afterAll(() => Promise.all(open.map((site) => site.close())));

async function siteWith(env: Record<string, string>): Promise<Site> {
  const site = await openSite({ env });
  open.push(site);
  return site;
}

const problemsOf = async (env: Record<string, string>): Promise<readonly string[]> => {
  try {
    await siteWith(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('simplejwt’s routes', () => {
  it('are below JWT_PATH, and nothing is left where they were', async () => {
    const site = await siteWith({ JWT_PATH: '/auth/jwt/' });
    await addPerson(site);
    const browser = site.browser();
    const pair = (await browser.post('/auth/jwt/', { username: 'ana', password: PASSWORD })).json();
    expect((await browser.post('/auth/jwt/verify/', { token: pair.access })).statusCode).toBe(200);
    expect((await browser.post('/auth/jwt/refresh', { refresh: pair.refresh })).statusCode).toBe(200);
    for (const path of ['/api/token/', '/api/token/refresh/']) {
      expect((await browser.post(path, { username: 'ana', password: PASSWORD })).statusCode).toBe(404);
    }
  });

  it('have an address each where API_PATHS says so, with their limits and their place in the document', async () => {
    const site = await siteWith({
      JWT_PATH: '/api/auth/jwt/',
      API_PATHS: 'token_obtain_pair=/api/auth/jwt/create,token_blacklist=/api/auth/logout/',
      THROTTLE_SCOPES: 'login=1/min',
      CORS_ALLOWED_ORIGINS: 'https://app.example.org',
    });
    await addPerson(site);
    const browser = site.browser();
    const credentials = { username: 'ana', password: PASSWORD };
    const { refresh } = (await browser.post('/api/auth/jwt/create/', credentials)).json();
    expect((await browser.post('/api/auth/logout/', { refresh })).statusCode).toBe(200);
    expect((await browser.post('/api/auth/jwt/create/', credentials)).statusCode).toBe(429);
    expect((await browser.post('/api/auth/jwt/', credentials)).statusCode).toBe(404);
    const { paths } = (await browser.get('/openapi.json')).json();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/auth/jwt/create/', '/api/auth/jwt/refresh/', '/api/auth/logout/']),
    );
    expect(Object.keys(paths).filter((path) => path.startsWith('/api/token/'))).toEqual([]);
  });
});

it('another origin may read what was moved out of /api/, and no page beside it', async () => {
  const origin = 'https://app.example.org';
  const site = await siteWith({ CORS_ALLOWED_ORIGINS: origin, API_PATHS: 'api-login=/sign-in/' });
  const moved = await site.browser().post('/sign-in/', {}, { origin });
  expect(moved.headers['access-control-allow-origin']).toBe(origin);
  expect(
    (await site.browser().get('/accounts/login/', { origin })).headers['access-control-allow-origin'],
  ).toBeUndefined();
});

it('all methods of an address move along', async () => {
  const site = await siteWith({ API_PATHS: 'api-me=/api/account/' });
  await addPerson(site);
  const browser = site.browser();
  await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
  expect((await browser.get('/api/account/')).json().username).toBe('ana');
  expect((await browser.send('PATCH', '/api/account/', { first_name: 'Ana' })).statusCode).toBe(200);
  expect((await browser.get('/api/account/')).headers.allow).toBe('GET, PUT, PATCH, DELETE, HEAD, OPTIONS');
  expect((await browser.get('/api/users/me/')).statusCode).toBe(404);
  expect((await browser.get('/api/users/me/emails/')).statusCode).toBe(200);
});

it('a resource of accounts moves as a whole, and nothing of it stays', async () => {
  const API_PATHS = 'api-organization-list=/api/orgs/,api-organization-update=/api/orgs/:id/';
  const site = await openRealSite({ env: { ORGANIZATIONS: 'open', API_PATHS } });
  const { useCases } = site.stagedoor;
  const { id: ownerId, username } = await site.addPerson();
  const { id } = await useCases.organization.create({ by: 'operator', name: 'Acme', ownerId });
  const logIn = { username, password: PASSWORD };
  const { access } = (await site.app.inject({ method: 'POST', url: '/api/token/', payload: logIn })).json();
  const headers = { authorization: `Bearer ${access}` };
  const send = (method: 'GET' | 'PUT' | 'PATCH' | 'OPTIONS', url: string) =>
    site.app.inject({
      method,
      url,
      headers,
      ...(method.startsWith('P') ? { payload: { name: 'Globex' } } : {}),
    });
  const one = await send('GET', `/api/orgs/${id}/`);
  expect([one.statusCode, one.headers.etag]).toEqual([200, expect.any(String)]);
  expect((await send('OPTIONS', `/api/orgs/${id}/`)).headers.allow).toBe(
    'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
  );
  expect((await send('PUT', `/api/orgs/${id}/`)).json().name).toBe('Globex');
  expect((await send('GET', '/api/orgs/?search=globex')).json().results).toHaveLength(1);
  for (const method of ['GET', 'PUT', 'PATCH', 'OPTIONS'] as const)
    for (const path of ['/api/organizations/', `/api/organizations/${id}/`])
      expect([method, path, (await send(method, path)).statusCode]).toEqual([method, path, 404]);
  expect((await send('GET', `/api/organizations/${id}/members/`)).statusCode).toBe(200);
  await site.close();
});

it('a name that begins with a dot is an address like another', async () => {
  const site = await siteWith({ API_PATHS: 'api-login=/.well-known/sign-in/' });
  expect((await site.browser().post('/.well-known/sign-in/', {})).statusCode).toBe(400);
});

it('djoser’s endpoints may be at /api/ beside ours, once ours make room', async () => {
  expect(await problemsOf({ DJOSER_PATH: '/api/' })).toEqual([
    'api-me and user-me would both be at /api/users/me/. Give one of them another address, by API_PATHS.',
  ]);
  const site = await siteWith(DJOSER);
  await addPerson(site);
  const browser = site.browser();
  const { access } = (await browser.post('/api/jwt/create/', { username: 'ana', password: PASSWORD })).json();
  const me = await browser.get('/api/users/me/', { authorization: `Bearer ${access}` });
  expect(Object.keys(me.json())).toEqual(['email', 'id', 'username', 'first_name', 'last_name']);
  const ours = await browser.get('/api/account/', { authorization: `Bearer ${access}` });
  expect(ours.json()).toMatchObject({ username: 'ana', groups: [] });
});

it('dj-rest-auth’s registration is where the site has it', async () => {
  const site = await siteWith({
    DJ_REST_AUTH_PATH: '/api/auth/',
    DJ_REST_AUTH_REGISTRATION_PATH: '/api/auth/signup/',
  });
  const form = { username: 'bea', email: 'bea@mail.example', password1: PASSWORD, password2: PASSWORD };
  expect((await site.browser().post('/api/auth/signup/', form)).statusCode).toBe(201);
  expect(
    (await site.browser().post('/api/auth/signup/resend-email/', { email: form.email })).statusCode,
  ).toBe(200);
  expect((await site.browser().post('/api/auth/registration/', form)).statusCode).toBe(404);
});

describe('a site does not start', () => {
  it.each(['/', '/acc', '/accounts/log'])(
    'with pages that other origins may read: CORS_PATHS=%s',
    async (path) => {
      const problems = await problemsOf({ CORS_PATHS: `/api/,${path}` });
      expect(problems).toEqual([expect.stringMatching(`^CORS_PATHS must not be ${path}: the page /`)]);
    },
  );

  it.each<[Record<string, string>, string]>([
    [
      { API_PATHS: 'token_obtain_pair=/api/login/' },
      'api-login and token_obtain_pair would both be at /api/login/. Give one of them another address, by API_PATHS.',
    ],
    [
      { API_PATHS: 'api-session-detail=/api/users/me/tokens/:number/' },
      'API_PATHS must keep :id in api-session-detail=/api/users/me/tokens/:number/.',
    ],
    [
      { API_PATHS: 'api-session-detail=/api/users/me/tokens/:id/' },
      'api-session-end and api-personal-token-end would both be at /api/users/me/tokens/:id/. Give one of them another address, by API_PATHS.',
    ],
    [
      { API_PATHS: 'token_refesh=/x/' },
      'API_PATHS names token_refesh, and no route of this site is called so; did you mean token_refresh?',
    ],
    [
      { API_PATHS: 'api-me=/x/,api-me-update=/y/' },
      'API_PATHS moves /api/users/me/ twice, by api-me and by api-me-update.',
    ],
    [
      { DJOSER_PATH: '/accounts/' },
      'DJOSER_PATH must not be /accounts/: the page /accounts/signup/ is below it.',
    ],
    [
      { API_PATHS: 'api-login=/accounts/login/' },
      'account_login and api-login would both be at /accounts/login/. Give one of them another address, by API_PATHS.',
    ],
    [
      { API_PATHS: 'api-login=/static/log-in/' },
      'api-login must not be at /static/log-in/: the server has /static/ for itself.',
    ],
    [
      { API_PATHS: 'api-login=/openapi.json' },
      'api-login and openapi would both be at /openapi.json. Give one of them another address, by API_PATHS.',
    ],
    [
      { API_PATHS: 'api-login=/.well-known/jwks.json/' },
      'api-login and jwks would both be at /.well-known/jwks.json. Give one of them another address, by API_PATHS.',
    ],
    [
      { API_PATHS: 'api-login=/api/../sign-in/' },
      'API_PATHS must not have . or .. in api-login=/api/../sign-in/: clients take them out before they ask.',
    ],
    [
      { API_PATHS: 'api-login=/api/./sign-in' },
      'API_PATHS must not have . or .. in api-login=/api/./sign-in/: clients take them out before they ask.',
    ],
    [
      { DJ_REST_AUTH_PATH: '/api/auth/cookie/' },
      'cookie-login and rest_login would both be at /api/auth/cookie/login/. Give one of them another address, by API_PATHS.',
    ],
    [
      { DJ_REST_AUTH_PATH: '/auth/', DJ_REST_AUTH_TOKENS: 'jwt', JWT_PATH: '/auth/token/' },
      'token_refresh and rest_token_refresh would both be at /auth/token/refresh/. Give one of them another address, by API_PATHS.',
    ],
  ])('with %o', async (env, problem) => {
    expect(await problemsOf(env)).toContain(problem);
  });

  it.each([
    'token_refesh=/accounts/',
    'nothing_like_it=/static/',
    'api-login=/accounts/login/',
    'api-login=/accounts/:id/',
    'api-login=/static/../',
    'api-session-detail=/api/users/me/',
    'api-me=/dev/mail/',
  ])('with one sentence for one mistake: API_PATHS=%s', async (moves) => {
    expect(await problemsOf({ API_PATHS: moves })).toHaveLength(1);
  });
});
