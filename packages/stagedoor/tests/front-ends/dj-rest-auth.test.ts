import type { AxiosInstance, AxiosResponse } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD, PASSWORD } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';
import { type AxiosSite, openAxiosSite, refusalOf } from './axios-site.ts';

/* Front ends that were written with axios against dj-rest-auth, in each of its ways. */

const JWT = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
const KEY = expect.stringMatching(/^[0-9a-f]{40}$/);
const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const NOT_SIGNED_IN = { detail: 'Authentication credentials were not provided.' };
const SENT = { detail: 'Verification e-mail sent.' };

const said = ({ status, data }: AxiosResponse) => [status, data];
const refused = async (request: Promise<unknown>) => said(await refusalOf(request));

/** A site with dj-rest-auth below the path that the package's own examples use. */
async function openFrontEnd(tokens: string, env: Record<string, string> = {}): Promise<AxiosSite> {
  return await openAxiosSite({
    env: { ...unlimited, DJ_REST_AUTH_PATH: '/dj-rest-auth/', DJ_REST_AUTH_TOKENS: tokens, ...env },
  });
}

const credentialsOf = (username: string) => ({ username, password: PASSWORD });
const userOf = (pk: unknown, username: string) => ({
  pk,
  username,
  email: `${username}@mail.example`,
  first_name: '',
  last_name: '',
});

it('nothing of it is there until the site asks for it', async () => {
  const accounts = await openAxiosSite();
  try {
    const answer = await refusalOf(accounts.create().post('/dj-rest-auth/login/', credentialsOf('ana')));
    expect(answer.status).toBe(404);
  } finally {
    await accounts.site.close();
  }
});

describe('with API tokens', () => {
  let accounts: AxiosSite;
  let api: AxiosInstance;
  beforeAll(async () => {
    accounts = await openFrontEnd('api-token');
    api = accounts.create({ baseURL: `${accounts.origin}/dj-rest-auth` });
  });
  afterAll(() => accounts?.site.close());

  const withKey = (key: string) => ({ headers: { Authorization: `Token ${key}` } });
  const logIn = async (username: string): Promise<string> =>
    (await api.post('/login/', credentialsOf(username))).data.key;

  it('log-in answers the key, with and without the slash, for a name or an address, and sets no cookie', async () => {
    await accounts.site.addPerson('ana');
    const first = await api.post('/login/', credentialsOf('ana'));
    expect(said(first)).toEqual([200, { key: KEY }]);
    expect(first.headers['set-cookie']).toBeUndefined();
    const again = await api.post('/login', { email: 'ana@mail.example', password: PASSWORD });
    expect(again.data).toEqual(first.data);
  });

  it('log-in refuses whatever is wrong in one sentence', async () => {
    const wrong = { ...credentialsOf('ana'), password: 'wrong' };
    for (const credentials of [wrong, credentialsOf('nobody')]) {
      expect(await refused(api.post('/login/', credentials))).toEqual([
        400,
        { non_field_errors: ['Unable to log in with provided credentials.'] },
      ]);
    }
  });

  it('log-in without a name is no field’s fault', async () => {
    const noName = [400, { non_field_errors: ['Must include either "username" or "email" and "password".'] }];
    for (const form of [{ password: PASSWORD }, { username: '', email: '', password: PASSWORD }]) {
      expect(await refused(api.post('/login/', form))).toEqual(noName);
    }
    expect(await refused(api.post('/login/', {}))).toEqual([400, { password: ['This field is required.'] }]);
  });

  it('the user is read, replaced and changed, but for what others decide', async () => {
    const { id } = await accounts.site.addPerson('bea');
    const own = withKey(await logIn('bea'));
    expect(said(await api.get('/user/', own))).toEqual([200, userOf(id, 'bea')]);
    const changed = await api.patch('/user/', { first_name: 'Bea', email: 'evil@mail.example', pk: 1 }, own);
    expect(said(changed)).toEqual([200, { ...userOf(id, 'bea'), first_name: 'Bea' }]);
    expect(await refused(api.put('/user/', { last_name: 'Ruiz' }, own))).toEqual([
      400,
      { username: ['This field is required.'] },
    ]);
    const replaced = await api.put('/user/', { username: 'bea', last_name: 'Ruiz' }, own);
    expect(replaced.data).toMatchObject({ username: 'bea', first_name: 'Bea', last_name: 'Ruiz' });
    // The name logs in: a key that was handed out once is no proof of the password.
    const renamed = await refused(api.put('/user/', { username: 'beatriz' }, own));
    expect(renamed).toEqual([403, expect.objectContaining({ code: 'reauthentication-required' })]);
    expect(await refused(api.get('/user/'))).toEqual([401, NOT_SIGNED_IN]);
  });

  it('log-out ends the key; the next log-in makes another', async () => {
    await accounts.site.addPerson('carla');
    const key = await logIn('carla');
    expect(said(await api.post('/logout/', {}, withKey(key)))).toEqual([
      200,
      { detail: 'Successfully logged out.' },
    ]);
    expect(await refused(api.get('/user/', withKey(key)))).toEqual([401, { detail: 'Invalid token.' }]);
    expect(await logIn('carla')).not.toBe(key);
    expect((await api.post('/logout/')).status).toBe(200);
  });

  it('the password is changed by the old one only', async () => {
    await accounts.site.addPerson('dora');
    const own = withKey(await logIn('dora'));
    const fields = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    expect(await refused(api.post('/password/change/', fields, own))).toEqual([
      400,
      { old_password: ['This field is required.'] },
    ]);
    expect(await refused(api.post('/password/change/', { ...fields, old_password: 'wrong' }, own))).toEqual([
      400,
      { old_password: ['Your old password was entered incorrectly. Please enter it again.'] },
    ]);
    const changed = await api.post('/password/change/', { ...fields, old_password: PASSWORD }, own);
    expect(said(changed)).toEqual([200, { detail: 'New password has been saved.' }]);
    expect((await refusalOf(api.post('/login/', credentialsOf('dora')))).status).toBe(400);
  });

  it('a forgotten password is set anew by the mailed link, once, and ends every key', async () => {
    const { email } = await accounts.site.addPerson('elsa');
    const key = await logIn('elsa');
    const answers = [];
    for (const address of ['nobody@mail.example', email]) {
      answers.push(said(await api.post('/password/reset/', { email: address })));
    }
    expect(answers).toEqual(Array(2).fill([200, { detail: 'Password reset e-mail has been sent.' }]));
    const [uid, token] = (await accounts.site.mailedPath(email)).split('/').slice(-3);
    const fields = { uid, token, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    const dead = [400, { token: ['Invalid value'] }];
    expect(await refused(api.post('/password/reset/confirm/', { ...fields, token: 'x' }))).toEqual(dead);
    expect(await refused(api.post('/password/reset/confirm/', { ...fields, uid: 'MQ' }))).toEqual(dead);
    expect(said(await api.post('/password/reset/confirm/', fields))).toEqual([
      200,
      { detail: 'Password has been reset with the new password.' },
    ]);
    expect(await refused(api.post('/password/reset/confirm/', fields))).toEqual(dead);
    expect((await refusalOf(api.get('/user/', withKey(key)))).status).toBe(401);
  });

  it('registration answers the same for a new and for a taken address, and the mailed key opens the account', async () => {
    const form = {
      username: 'fina',
      email: 'fina@mail.example',
      password1: PASSWORD,
      password2: PASSWORD,
    };
    expect(said(await api.post('/registration/', form))).toEqual([201, SENT]);
    expect(await refused(api.post('/registration/', { ...form, email: 'more@mail.example' }))).toEqual([
      400,
      { username: ['A user with that username already exists.'] },
    ]);
    expect(await refused(api.post('/registration/', { ...form, password1: 'x', password2: 'x' }))).toEqual([
      400,
      { password1: ['This password is too short. It must contain at least 12 characters.'] },
    ]);
    expect((await refusalOf(api.post('/login/', credentialsOf('fina')))).status).toBe(400);
    const resent = [];
    for (const email of [form.email, 'nobody@mail.example']) {
      resent.push(said(await api.post('/registration/resend-email/', { email })));
    }
    expect(resent).toEqual(Array(2).fill([200, { detail: 'ok' }]));
    const key = (await accounts.site.mailedPath(form.email)).split('/').at(-2);
    expect(said(await api.post('/registration/verify-email/', { key }))).toEqual([200, { detail: 'ok' }]);
    expect(await refused(api.post('/registration/verify-email/', { key }))).toEqual([
      404,
      { detail: 'Not found.' },
    ]);
    expect(await logIn('fina')).toEqual(KEY);
    expect(said(await api.post('/registration/', { ...form, username: 'other' }))).toEqual([201, SENT]);
  });

  it('a key of an account whose address others claim too works with a new password alone', async () => {
    const email = 'shared@mail.example';
    for (const username of ['first', 'second'])
      await api.post('/registration/', { username, email, password1: PASSWORD, password2: PASSWORD });
    const key = (await accounts.site.mailedPath(email)).split('/').at(-2);
    const verify = (more: object = {}) => api.post('/registration/verify-email/', { key, ...more });
    const asked = [400, expect.objectContaining({ code: 'new-password-required' })];
    expect(await refused(verify())).toEqual(asked);
    const differing = { new_password1: NEW_PASSWORD, new_password2: PASSWORD };
    expect((await refusalOf(verify(differing))).data).toEqual({
      new_password2: ['The two password fields didn’t match.'],
    });
    const own = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
    expect(said(await verify(own))).toEqual([200, { detail: 'ok' }]);
    expect((await refusalOf(verify(own))).status).toBe(404);
    expect(await refused(api.post('/login/', credentialsOf('second')))).toMatchObject([400, {}]);
    const { data } = await api.post('/login/', { username: 'second', password: NEW_PASSWORD });
    expect(data.key).toEqual(KEY);
  });

  it('registration names two different passwords as no field’s fault', async () => {
    const form = {
      username: 'gema',
      email: 'gema@mail.example',
      password1: PASSWORD,
      password2: NEW_PASSWORD,
    };
    expect(await refused(api.post('/registration/', form))).toEqual([
      400,
      { non_field_errors: ["The two password fields didn't match."] },
    ]);
  });

  it('tokens that nobody has are not verified or refreshed', async () => {
    expect((await refusalOf(api.post('/token/verify/', { token: 'x' }))).status).toBe(404);
  });
});

describe('with JSON web tokens', () => {
  let accounts: AxiosSite;
  let api: AxiosInstance;
  beforeAll(async () => {
    const opens = {
      LOGIN_AFTER_SIGNUP: 'true',
      UNVERIFIED_MAY_LOG_IN: 'true',
      UNVERIFIED_MAY_HAVE_TOKENS: 'true',
    };
    accounts = await openFrontEnd('jwt', opens);
    api = accounts.create({ baseURL: `${accounts.origin}/dj-rest-auth` });
  });
  afterAll(() => accounts?.site.close());

  it('log-in answers the pair and the user, and sets no cookie', async () => {
    const { id } = await accounts.site.addPerson('ana');
    const answer = await api.post('/login/', credentialsOf('ana'));
    expect(said(answer)).toEqual([
      200,
      { access: JWT, refresh: JWT, user: userOf(id, 'ana'), ...ends(accounts) },
    ]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    const { access, refresh } = answer.data;
    const own = { headers: { Authorization: `Bearer ${access}` } };
    expect((await api.get('/user/', own)).data.username).toBe('ana');
    expect(said(await api.post('/token/verify/', { token: access }))).toEqual([200, {}]);
    const renewed = await api.post('/token/refresh/', { refresh });
    expect(said(renewed)).toEqual([200, { access: JWT, refresh: JWT, ...ends(accounts) }]);
    await api.post('/logout/', { refresh: renewed.data.refresh });
    expect((await refusalOf(api.get('/user/', own))).status).toBe(401);
    expect((await refusalOf(api.post('/token/refresh/', { refresh: renewed.data.refresh }))).status).toBe(
      401,
    );
  });

  it('refreshing nothing is refused in its words', async () => {
    expect(await refused(api.post('/token/refresh/', {}))).toEqual([
      401,
      { detail: 'No valid refresh token found.', code: 'token_not_valid' },
    ]);
  });

  it('registration answers the pair where the site signs newcomers in, and never the same pair twice', async () => {
    const form = { username: 'bea', email: 'bea@mail.example', password1: PASSWORD, password2: PASSWORD };
    const once = { headers: { 'Idempotency-Key': 'one-registration' } };
    const answer = await api.post('/registration/', form, once);
    expect(said(answer)).toEqual([
      201,
      {
        access: JWT,
        refresh: JWT,
        user: userOf(expect.any(Number), 'bea'),
        access_expiration: MOMENT,
        refresh_expiration: MOMENT,
      },
    ]);
    expect((await refusalOf(api.post('/registration/', form, once))).status).toBe(409);
  });
});

describe('with JSON web tokens in cookies', () => {
  let accounts: AxiosSite;
  let api: AxiosInstance;
  beforeAll(async () => {
    accounts = await openFrontEnd('jwt-cookies');
    api = accounts.create({ baseURL: `${accounts.origin}/dj-rest-auth` });
    await accounts.site.addPerson('ana');
  });
  afterAll(() => accounts?.site.close());

  it('log-in hides the refresh token from scripts, and the cookies do the rest', async () => {
    const answer = await api.post('/login/', credentialsOf('ana'));
    expect(answer.data).toEqual({
      access: JWT,
      refresh: '',
      user: userOf(expect.any(Number), 'ana'),
      ...ends(accounts),
    });
    const jar = new Map<string, string>();
    const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const keep = ({ headers }: AxiosResponse) => {
      for (const cookie of headers['set-cookie'] ?? []) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        jar.set(name, value);
      }
    };
    keep(answer);
    expect([...jar.keys()].sort()).toEqual(['Authentication', 'Refresh', 'csrftoken']);
    expect((await api.get('/user/', { headers: { Cookie: cookies() } })).data.username).toBe('ana');

    const before = jar.get('Refresh');
    const renewed = await api.post('/token/refresh/', {}, { headers: { Cookie: cookies() } });
    expect(renewed.data).toEqual({ access: JWT, access_expiration: in5Minutes(accounts) });
    keep(renewed);
    expect(jar.get('Refresh')).not.toBe(before);

    const withoutToken = api.patch('/user/', { first_name: 'Ana' }, { headers: { Cookie: cookies() } });
    expect(await refused(withoutToken)).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
    const own = { headers: { Cookie: cookies(), 'X-CSRFToken': jar.get('csrftoken') } };
    expect((await api.patch('/user/', { first_name: 'Ana' }, own)).data.first_name).toBe('Ana');
    const left = await api.post('/logout/', {}, own);
    expect(said(left)).toEqual([200, { detail: 'Successfully logged out.' }]);
    expect((await refusalOf(api.get('/user/', own))).status).toBe(401);
    expect((await refusalOf(api.post('/token/refresh/', {}, own))).status).toBe(401);
  });

  it('another site’s page cannot sign a browser in', async () => {
    const evil = { headers: { Origin: 'https://evil.example' } };
    expect((await refusalOf(api.post('/login/', credentialsOf('ana'), evil))).status).toBe(403);
  });
});

/** When each of a pair ends, which the packages' clients plan by. */
function ends(accounts: AxiosSite) {
  const inADay = new Date(accounts.site.clock.now().getTime() + 86_400_000).toISOString();
  return { access_expiration: in5Minutes(accounts), refresh_expiration: inADay };
}

function in5Minutes({ site }: AxiosSite): string {
  return new Date(site.clock.now().getTime() + 300_000).toISOString();
}
