import type { AxiosInstance } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/services.ts';
import { NEW_PASSWORD, PASSWORD } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';
import { type AxiosSite, openAxiosSite, refusalOf } from './axios-site.ts';
import { asBrowser } from './cookie-jar.ts';

/* The requests of the commonest front ends of Django sites, in the order in which they send them, unmodified. */

const FRONT_END = 'https://app.example.org';
const env = {
  ...unlimited,
  COMPATIBILITY: 'django',
  DJ_REST_AUTH_TOKENS: 'jwt-cookies',
  API_PATHS:
    'token_obtain_pair=/api/auth/login/,token_refresh=/api/auth/refresh/,token_blacklist=/api/auth/logout/',
  CORS_ALLOWED_ORIGINS: FRONT_END,
  CORS_ALLOW_CREDENTIALS: 'true',
  CSRF_TRUSTED_ORIGINS: FRONT_END,
  ACTIVATION_URL: `${FRONT_END}/activate/{uid}/{token}`,
  PASSWORD_RESET_CONFIRM_URL: `${FRONT_END}/reset/{uid}/{token}`,
  USERNAME_RESET_CONFIRM_URL: `${FRONT_END}/username/{uid}/{token}`,
};

const statusOf = async (request: Promise<unknown>) => (await refusalOf(request)).status;

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  let accounts: AxiosSite;
  let drop = async (): Promise<void> => {};
  beforeAll(async () => {
    const database = dialect === 'postgres' ? await createTestDatabase() : null;
    if (database !== null) drop = database.drop;
    accounts = await openAxiosSite({ env: database === null ? env : { ...env, DATABASE_URL: database.url } });
  });
  afterAll(async () => {
    await accounts?.site.close();
    await drop();
  });

  const partsMailedTo = async (email: string) => {
    const [uid, token] = (await accounts.site.mailedPath(email)).split('/').slice(-2);
    return { uid, token };
  };

  it('simplejwt at addresses of its own: obtain, keep the first refresh token, verify, blacklist', async () => {
    const { username } = await accounts.site.addPerson('jwt');
    const api = accounts.create();
    const { access, refresh } = (await api.post('/api/auth/login/', { username, password: PASSWORD })).data;
    const bearer = { headers: { Authorization: `Bearer ${access}` } };
    expect((await api.get('/api/users/me/', bearer)).data.username).toBe(username);
    for (let round = 0; round < 3; round += 1) {
      const renewed = (await api.post('/api/auth/refresh/', { refresh })).data;
      expect(Object.keys(renewed)).toEqual(['access']);
      expect((await api.post('/api/token/verify/', { token: renewed.access })).data).toEqual({});
    }
    await api.post('/api/auth/logout/', { refresh });
    expect(await statusOf(api.post('/api/auth/refresh/', { refresh }))).toBe(401);
  });

  describe.each<[string, Record<string, string>]>([
    ['on a page of its own origin', { 'Sec-Fetch-Site': 'same-origin' }],
    ['on a page of a trusted origin', { Origin: FRONT_END, 'Sec-Fetch-Site': 'cross-site' }],
  ])('dj-rest-auth with token cookies %s', (_, says) => {
    const username = says.Origin === undefined ? 'same' : 'cross';
    const email = `${username}@mail.example`;
    let api: AxiosInstance;
    let jar: Map<string, string>;
    beforeAll(() => {
      api = accounts.create({ baseURL: `${accounts.origin}/dj-rest-auth` });
      jar = asBrowser(api, says);
    });

    it('registers, reads and changes the user, and never sends a CSRF token', async () => {
      const form = { username, email, password1: PASSWORD, password2: PASSWORD };
      expect((await api.post('/registration/', form)).status).toBe(201);
      const { token } = await partsMailedTo(email);
      await api.post('/registration/verify-email/', { key: token });
      await api.post('/login/', { username, password: PASSWORD });
      expect([...jar.keys()]).toEqual(expect.arrayContaining(['Authentication', 'Refresh']));
      expect((await api.get('/user/')).data.username).toBe(username);
      const answer = await api.put('/user/', { username, first_name: 'Ana', last_name: 'Ruiz' });
      expect(answer.data).toMatchObject({ first_name: 'Ana', last_name: 'Ruiz' });
      const shared = answer.headers['access-control-allow-origin'];
      expect(shared).toBe(says.Origin);
    });

    it('refreshes by the cookie, changes the password and signs out', async () => {
      await api.post('/token/refresh/', {});
      const change = { old_password: PASSWORD, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
      expect((await api.post('/password/change/', change)).data.detail).toBe('New password has been saved.');
      expect((await api.get('/user/')).status).toBe(200);
      expect((await api.post('/logout/', {})).data.detail).toBe('Successfully logged out.');
      expect(jar.has('Authentication')).toBe(false);
      expect(await statusOf(api.get('/user/'))).toBe(401);
    });

    it('sets a forgotten password anew by the mailed link', async () => {
      await api.post('/password/reset/', { email });
      const link = await partsMailedTo(email);
      await api.post('/password/reset/confirm/', {
        ...link,
        new_password1: PASSWORD,
        new_password2: PASSWORD,
      });
      expect((await api.post('/login/', { username, password: PASSWORD })).status).toBe(200);
    });
  });

  it.each(['JWT', 'Token'])('djoser with `Authorization: %s`', async (word) => {
    const api = accounts.create({ baseURL: `${accounts.origin}/auth` });
    const name = word.toLowerCase();
    const email = `djoser-${name}@mail.example`;
    const form = { username: `djoser-${name}`, email, password: PASSWORD, re_password: PASSWORD };
    expect((await api.post('/users/', form)).status).toBe(201);
    await api.post('/users/activation/', await partsMailedTo(email));
    const logIn = async (username: string, password: string) => {
      if (word === 'Token') return (await api.post('/token/login/', { username, password })).data.auth_token;
      const { access, refresh } = (await api.post('/jwt/create/', { username, password })).data;
      await api.post('/jwt/verify/', { token: access });
      return (await api.post('/jwt/refresh/', { refresh })).data.access;
    };
    const own = async (username: string, password: string) => ({
      headers: { Authorization: `${word} ${await logIn(username, password)}` },
    });
    const before = await own(form.username, PASSWORD);
    expect((await api.get('/users/me/', before)).data.email).toBe(email);
    const rename = {
      current_password: PASSWORD,
      new_username: `renamed-${name}`,
      re_new_username: `renamed-${name}`,
    };
    await api.post('/users/set_username/', rename, before);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD, re_new_password: NEW_PASSWORD };
    await api.post('/users/set_password/', change, before);
    await api.post('/users/reset_password/', { email });
    const link = await partsMailedTo(email);
    await api.post('/users/reset_password_confirm/', {
      ...link,
      new_password: PASSWORD,
      re_new_password: PASSWORD,
    });
    await api.post('/users/reset_username/', { email });
    const rest = {
      ...(await partsMailedTo(email)),
      new_username: `again-${name}`,
      re_new_username: `again-${name}`,
    };
    await api.post('/users/reset_username_confirm/', rest);
    const after = await own(`again-${name}`, PASSWORD);
    if (word === 'JWT') return;
    await api.post('/token/logout/', {}, after);
    expect(await statusOf(api.get('/users/me/', after))).toBe(401);
  });

  it('axios with its XSRF defaults against the session', async () => {
    const { username } = await accounts.site.addPerson('session');
    const api = accounts.create({ xsrfCookieName: 'csrftoken', xsrfHeaderName: 'X-CSRFToken' });
    const jar = asBrowser(api, { 'Sec-Fetch-Site': 'same-origin' });
    await api.get('/api/csrf/');
    await api.post('/api/login/', { username, password: PASSWORD });
    expect(await statusOf(api.patch('/api/users/me/', { first_name: 'Ana' }))).toBe(403);
    // In a browser axios reads the cookie by itself.
    api.interceptors.request.use((config) => {
      config.headers['X-CSRFToken'] = jar.get('csrftoken');
      return config;
    });
    expect((await api.patch('/api/users/me/', { first_name: 'Ana' })).data.first_name).toBe('Ana');
    await api.post('/api/logout/');
    expect(await statusOf(api.get('/api/users/me/'))).toBe(401);
  });
});
