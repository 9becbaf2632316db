import axios, { type AxiosInstance, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { days, minutes } from '../../src/core/kernel/clock.ts';
import { PASSWORD } from '../support/site.ts';
import { type AxiosSite, openAxiosSite, refusalOf } from './axios-site.ts';

/* A front end that was written with axios against simplejwt, step by step. */

const CHALLENGE = 'Bearer realm="api"';
const INVALID = { detail: 'Token is invalid', code: 'token_not_valid' };
const EXPIRED = { detail: 'Token is expired', code: 'token_not_valid' };
const BLACKLISTED = { detail: 'Token is blacklisted', code: 'token_not_valid' };
const JWT = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);

const notValid = (message: string) => ({
  detail: 'Given token not valid for any token type',
  code: 'token_not_valid',
  messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
});

let accounts: AxiosSite;
let api: AxiosInstance;
let credentials: { username: string; password: string };
let people = 0;
beforeAll(async () => {
  accounts = await openAxiosSite();
});
beforeEach(async () => {
  people += 1;
  const { username } = await accounts.site.addPerson(`person-${people}`);
  credentials = { username, password: PASSWORD };
  api = accounts.create();
});
afterAll(() => accounts?.site.close());

const obtain = async (): Promise<Tokens> => (await api.post('/api/token/', credentials)).data;
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const said = ({ status, data, headers }: AxiosResponse) => [status, data, headers['www-authenticate']];

interface Tokens {
  access: string;
  refresh: string;
}

/** The interceptors that front ends have: the access token on each request, and one refresh after a 401. */
function withRefresh(tokens: Tokens, defaults: Parameters<AxiosSite['create']>[0] = {}) {
  const seen: string[] = [];
  const instance = accounts.create(defaults);
  instance.interceptors.request.use((config) => {
    config.headers.Authorization = `Bearer ${tokens.access}`;
    return config;
  });
  instance.interceptors.response.use(undefined, async (error) => {
    if (!axios.isAxiosError(error) || !error.config) throw error;
    const original: InternalAxiosRequestConfig & { retried?: boolean } = error.config;
    seen.push(`${error.response?.status} ${original.url}`);
    if (error.response?.status !== 401 || original.retried) throw error;
    original.retried = true;
    const { data } = await api.post('/api/token/refresh/', { refresh: tokens.refresh });
    Object.assign(tokens, data);
    return await instance(original);
  });
  return { instance, seen };
}

describe('obtaining', () => {
  it('answers a pair, which no cookie comes with and nobody may keep', async () => {
    const { status, data, headers } = await api.post('/api/token/', credentials);
    expect([status, data]).toEqual([200, { refresh: JWT, access: JWT }]);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      allow: 'POST, OPTIONS',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('takes a form as well as JSON', async () => {
    const { status, data } = await api.post('/api/token/', new URLSearchParams(credentials));
    expect([status, data]).toEqual([200, { refresh: JWT, access: JWT }]);
  });

  it('refuses wrong credentials and missing fields in simplejwt’s words', async () => {
    const wrong = await refusalOf(api.post('/api/token/', { ...credentials, password: 'wrong' }));
    expect(said(wrong)).toEqual([
      401,
      { detail: 'No active account found with the given credentials' },
      CHALLENGE,
    ]);
    const empty = await refusalOf(api.post('/api/token/', {}));
    expect(said(empty)).toEqual([
      400,
      { username: ['This field is required.'], password: ['This field is required.'] },
      undefined,
    ]);
  });

  it('writes the claims that front ends read out of the token', async () => {
    const tokens = await obtain();
    const [access, refresh] = [claimsOf(tokens.access), claimsOf(tokens.refresh)];
    expect(access).toMatchObject({ token_type: 'access', jti: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(refresh).toMatchObject({ token_type: 'refresh', user_id: access.user_id });
    expect([Number(access.exp) - Number(access.iat), Number(refresh.exp) - Number(refresh.iat)]).toEqual([
      300, 86_400,
    ]);
  });
});

describe('access', () => {
  it('is by a Bearer header, to our endpoints and to the site’s own', async () => {
    const { access } = await obtain();
    const { data } = await api.get('/api/users/me/', bearer(access));
    expect(data).toMatchObject({ username: credentials.username });
    const own = await api.get('/api/protected/', bearer(access));
    expect([own.status, own.data]).toEqual([200, { message: 'Hello, authenticated user!' }]);
  });

  it('changes something without a CSRF token, because no cookie speaks', async () => {
    const { access } = await obtain();
    const { status, data } = await api.patch('/api/users/me/', { first_name: 'Ana' }, bearer(access));
    expect([status, data.first_name]).toEqual([200, 'Ana']);
  });

  it.each([
    ['no header', {}, { detail: 'Authentication credentials were not provided.' }],
    [
      'an unknown scheme',
      { Authorization: 'Digest x' },
      { detail: 'Authentication credentials were not provided.' },
    ],
    ['a token that is none', { Authorization: 'Bearer x' }, notValid('Token is invalid')],
    [
      'a header of three words',
      { Authorization: 'Bearer x y' },
      {
        detail: 'Authorization header must contain two space-delimited values',
        code: 'bad_authorization_header',
      },
    ],
  ])('is refused to %s', async (_, headers, data) => {
    expect(said(await refusalOf(api.get('/api/protected/', { headers })))).toEqual([401, data, CHALLENGE]);
  });

  it('is refused to a refresh token, and to a token that has expired', async () => {
    const { access, refresh } = await obtain();
    const wrongType = await refusalOf(api.get('/api/protected/', bearer(refresh)));
    expect(said(wrongType)).toEqual([401, notValid('Token has wrong type'), CHALLENGE]);
    accounts.site.clock.advance(minutes(5));
    const tooLate = await refusalOf(api.get('/api/protected/', bearer(access)));
    expect(said(tooLate)).toEqual([401, notValid('Token is expired'), CHALLENGE]);
  });
});

describe('the interceptor that refreshes', () => {
  it('turns the 401 of an expired token into the answer, once, and goes on with the new pair', async () => {
    const tokens = await obtain();
    const before = { ...tokens };
    const { instance, seen } = withRefresh(tokens);
    accounts.site.clock.advance(minutes(5));
    const { status, data } = await instance.get('/api/users/me/');
    expect([status, data.username]).toEqual([200, credentials.username]);
    expect(seen).toEqual(['401 /api/users/me/']);
    expect(tokens.access).not.toBe(before.access);
    expect(tokens.refresh).not.toBe(before.refresh);
    await instance.patch('/api/users/me/', { last_name: 'Benítez' });
    expect(seen).toHaveLength(1);
  });

  it('gives up where the refresh token has expired, too', async () => {
    const tokens = await obtain();
    const { instance } = withRefresh(tokens);
    accounts.site.clock.advance(days(1));
    expect(said(await refusalOf(instance.get('/api/protected/')))).toEqual([401, EXPIRED, CHALLENGE]);
  });

  it('gives up where the user has been deactivated', async () => {
    const tokens = await obtain();
    const { instance } = withRefresh(tokens);
    const { data } = await instance.get('/api/users/me/');
    await accounts.deactivate(data.id);
    const { status } = await refusalOf(instance.get('/api/protected/'));
    expect(status).toBe(401);
  });
});

describe('refreshing', () => {
  it('answers a new access token and the next refresh token; the old one is blacklisted', async () => {
    const { refresh } = await obtain();
    const { status, data } = await api.post('/api/token/refresh/', { refresh });
    expect([status, data]).toEqual([200, { access: JWT, refresh: JWT }]);
    const again = await refusalOf(api.post('/api/token/refresh/', { refresh }));
    expect(said(again)).toEqual([401, BLACKLISTED, CHALLENGE]);
  });

  it('refuses an access token, nonsense and nothing', async () => {
    const { access } = await obtain();
    const send = (body: object) => refusalOf(api.post('/api/token/refresh/', body));
    const wrongType = { detail: 'Token has wrong type', code: 'token_not_valid' };
    expect(said(await send({ refresh: access }))).toEqual([401, wrongType, CHALLENGE]);
    expect(said(await send({ refresh: 'x' }))).toEqual([401, INVALID, CHALLENGE]);
    expect(said(await send({}))).toEqual([400, { refresh: ['This field is required.'] }, undefined]);
  });
});

describe('without rotation, as simplejwt has it by default', () => {
  it('answers an access token alone, as often as it is asked', async () => {
    const site = await openAxiosSite({ env: { JWT_ROTATE_REFRESH_TOKENS: 'false' } });
    try {
      await site.site.addPerson(credentials.username);
      const plain = site.create();
      const { refresh } = (await plain.post('/api/token/', credentials)).data;
      for (const _ of [1, 2]) {
        const { data } = await plain.post('/api/token/refresh/', { refresh });
        expect(data).toEqual({ access: JWT });
      }
    } finally {
      await site.site.close();
    }
  });
});

describe('verifying', () => {
  it('answers {} for either token, and 401 for one that is no good', async () => {
    const tokens = await obtain();
    for (const token of [tokens.access, tokens.refresh]) {
      const { status, data } = await api.post('/api/token/verify/', { token });
      expect([status, data]).toEqual([200, {}]);
    }
    const bad = await refusalOf(api.post('/api/token/verify/', { token: `${tokens.access}x` }));
    expect(said(bad)).toEqual([401, INVALID, CHALLENGE]);
    accounts.site.clock.advance(minutes(5));
    const old = await refusalOf(api.post('/api/token/verify/', { token: tokens.access }));
    expect(said(old)).toEqual([401, EXPIRED, CHALLENGE]);
  });
});

describe('blacklisting', () => {
  it('answers {}, and neither token of the pair is good for anything from then on', async () => {
    const { access, refresh } = await obtain();
    const { status, data } = await api.post('/api/token/blacklist/', { refresh });
    expect([status, data]).toEqual([200, {}]);
    const verified = await refusalOf(api.post('/api/token/verify/', { token: refresh }));
    expect(said(verified)).toEqual([400, { non_field_errors: ['Token is blacklisted'] }, undefined]);
    const refreshed = await refusalOf(api.post('/api/token/refresh/', { refresh }));
    expect(said(refreshed)).toEqual([401, BLACKLISTED, CHALLENGE]);
    // simplejwt would let the access token live on until it expires.
    const asked = await refusalOf(api.get('/api/protected/', bearer(access)));
    expect(said(asked)).toEqual([401, notValid('Token is blacklisted'), CHALLENGE]);
  });
});

describe('a sliding token', () => {
  it('opens the API, and is exchanged for a later one until its refresh ends', async () => {
    const { status, data } = await api.post('/api/token/sliding/', credentials);
    expect([status, data]).toEqual([200, { token: JWT }]);
    await api.get('/api/protected/', bearer(data.token));
    expect(claimsOf(data.token)).toMatchObject({ token_type: 'sliding', refresh_exp: expect.any(Number) });
    const next = await api.post('/api/token/sliding/refresh/', { token: data.token });
    expect([next.status, next.data]).toEqual([200, { token: JWT }]);
    expect(claimsOf(next.data.token).refresh_exp).toBe(claimsOf(data.token).refresh_exp);
    await api.get('/api/protected/', bearer(next.data.token));
    accounts.site.clock.advance(days(1));
    const late = await refusalOf(api.post('/api/token/sliding/refresh/', { token: next.data.token }));
    expect([late.status, late.data.code]).toEqual([401, 'token_not_valid']);
  });
});

/** What front ends do to know when a token expires and whose it is. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
