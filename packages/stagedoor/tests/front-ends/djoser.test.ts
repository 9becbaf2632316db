import type { AxiosInstance, AxiosResponse } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEW_PASSWORD, PASSWORD } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';
import { type AxiosSite, openAxiosSite, refusalOf } from './axios-site.ts';

/* A front end that was written with axios against djoser, step by step. */

const JWT = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
const KEY = expect.stringMatching(/^[0-9a-f]{40}$/);
const DONE = [204, ''];
const DEAD_LINK = [400, { token: ['Invalid token for given user.'] }];
const WRONG_PASSWORD = [400, { current_password: ['Invalid password.'] }];

const said = ({ status, data }: AxiosResponse) => [status, data];
const refused = async (request: Promise<unknown>) => said(await refusalOf(request));

let accounts: AxiosSite;
let api: AxiosInstance;
beforeAll(async () => {
  accounts = await openFrontEnd();
  api = accounts.create({ baseURL: `${accounts.origin}/auth` });
});
afterAll(() => accounts?.site.close());

function openFrontEnd(env: Record<string, string> = {}): Promise<AxiosSite> {
  const links = {
    ACTIVATION_URL: '/#/activate/{uid}/{token}',
    PASSWORD_RESET_CONFIRM_URL: 'http://app.example/reset/{uid}/{token}',
    USERNAME_RESET_CONFIRM_URL: 'http://app.example/username/{uid}/{token}',
  };
  return openAxiosSite({ env: { ...unlimited, DJOSER_PATH: '/auth/', ...links, ...env } });
}

const credentialsOf = (username: string, password = PASSWORD) => ({ username, password });
const withToken = (token: string) => ({ headers: { Authorization: `Token ${token}` } });

async function logIn(username: string, password = PASSWORD): Promise<string> {
  return (await api.post('/token/login/', credentialsOf(username, password))).data.auth_token;
}

/** The uid and token of the newest e-mail's link, which leads to the front end. */
async function mailed(to: string): Promise<{ uid: string; token: string; url: string }> {
  const text = (await accounts.site.mails()).find((mail) => mail.to === to)?.text ?? '';
  const url = /^https?:\/\/\S+$/m.exec(text)?.[0] ?? '';
  const [uid = '', token = ''] = url.split('/').slice(-2);
  return { uid, token, url };
}

describe('an account', () => {
  const form = { email: 'ana@mail.example', username: 'ana', password: PASSWORD };

  it('is opened, and looks the same where the address is taken', async () => {
    const { email } = await accounts.site.addPerson('owner');
    const opened = await api.post('/users/', form);
    const taken = await api.post('/users/', { ...form, email, username: 'other', re_password: PASSWORD });
    expect(said(opened)).toEqual([201, { email: form.email, username: 'ana', id: expect.any(Number) }]);
    expect(said(taken)).toEqual([201, { email, username: 'other', id: expect.any(Number) }]);
    expect(Object.keys(taken.headers).sort()).toEqual(Object.keys(opened.headers).sort());
  });

  it('is refused field by field, and two different passwords as no field’s fault', async () => {
    expect(await refused(api.post('/users/', { ...form, password: 'abc' }))).toEqual([
      400,
      { password: ['This password is too short. It must contain at least 12 characters.'] },
    ]);
    expect(await refused(api.post('/users/', { ...form, re_password: NEW_PASSWORD }))).toEqual([
      400,
      { non_field_errors: ["The two password fields didn't match."] },
    ]);
  });

  it('waits for the mailed link, which leads to the front end and works once', async () => {
    expect(await refused(api.post('/token/login/', credentialsOf('ana')))).toEqual([
      400,
      { non_field_errors: ['Unable to log in with provided credentials.'] },
    ]);
    await accounts.site.mails();
    const resent = [];
    for (const email of [form.email, 'nobody@mail.example']) {
      resent.push(said(await api.post('/users/resend_activation/', { email })));
    }
    expect(resent).toEqual([DONE, DONE]);
    const { uid, token, url } = await mailed(form.email);
    expect(url).toBe(`${accounts.site.stagedoor.config.publicUrl.origin}/#/activate/${uid}/${token}`);
    expect(await refused(api.post('/users/activation/', { uid: 'MQ', token }))).toEqual(DEAD_LINK);
    expect(said(await api.post('/users/activation/', { uid, token }))).toEqual(DONE);
    expect(await refused(api.post('/users/activation/', { uid, token }))).toEqual(DEAD_LINK);
    expect(await logIn('ana')).toEqual(KEY);
  });
});

describe('an account whose address others claim too', () => {
  const email = 'shared@mail.example';

  it('is activated with a new password, which the same link goes on to take until one is good', async () => {
    for (const username of ['first', 'second'])
      await api.post('/users/', { email, username, password: PASSWORD });
    const { uid, token } = await mailed(email);
    const activate = (more: object = {}) => api.post('/users/activation/', { uid, token, ...more });
    expect(await refused(activate())).toEqual([
      400,
      {
        detail: 'Choose a password for this account: send the same key again with it.',
        code: 'new-password-required',
      },
    ]);
    const short = await refused(activate({ new_password: 'abc' }));
    expect(short).toMatchObject([400, { new_password: [expect.stringContaining('too short')] }]);
    expect(await refused(activate({ new_password: NEW_PASSWORD, re_new_password: PASSWORD }))).toEqual([
      400,
      { non_field_errors: ["The two password fields didn't match."] },
    ]);
    expect(said(await activate({ new_password: NEW_PASSWORD }))).toEqual(DONE);
    expect(await refused(activate({ new_password: NEW_PASSWORD }))).toEqual(DEAD_LINK);
    expect(await logIn('second', NEW_PASSWORD)).toEqual(KEY);
    expect((await refusalOf(api.post('/token/login/', credentialsOf('second')))).status).toBe(400);
  });
});

it('a log-in form that was sent empty is unable to log in', async () => {
  const unable = [400, { non_field_errors: ['Unable to log in with provided credentials.'] }];
  for (const form of [{}, { username: 'ana' }, { password: PASSWORD }]) {
    expect(await refused(api.post('/token/login/', form))).toEqual(unable);
  }
});

describe('the signed-in user', () => {
  it('is read and changed, alone, but for what others decide', async () => {
    const { id } = await accounts.site.addPerson('bea');
    const own = withToken(await logIn('bea'));
    const user = { email: 'bea@mail.example', id, username: 'bea', first_name: '', last_name: '' };
    expect(said(await api.get('/users/me/', own))).toEqual([200, user]);
    expect(said(await api.get('/users/', own))).toEqual([200, [user]]);
    const claims = { first_name: 'Bea', username: 'eve', email: user.email, id: 1, is_staff: true };
    expect((await api.patch('/users/me/', claims, own)).data).toEqual({ ...user, first_name: 'Bea' });
    expect((await api.put('/users/me/', { last_name: 'Ruiz' }, own)).data.last_name).toBe('Ruiz');
    expect((await refusalOf(api.get('/users/me/'))).status).toBe(401);
  });

  it('is found by the own id, and nobody by another', async () => {
    const { id } = await accounts.site.addPerson('berta');
    const own = withToken(await logIn('berta'));
    const other = await accounts.site.addPerson('bruno');
    expect((await api.get(`/users/${id}/`, own)).data).toMatchObject({ id, username: 'berta' });
    expect((await api.patch(`/users/${id}/`, { first_name: 'Berta' }, own)).data.first_name).toBe('Berta');
    for (const wrong of [other.id, 1, 'x']) {
      expect(await refused(api.get(`/users/${wrong}/`, own))).toEqual([404, { detail: 'Not found.' }]);
      expect((await refusalOf(api.patch(`/users/${wrong}/`, { first_name: 'Eve' }, own))).status).toBe(404);
      const remove = api.delete(`/users/${wrong}/`, { ...own, data: { current_password: PASSWORD } });
      expect((await refusalOf(remove)).status).toBe(404);
    }
    const remove = api.delete(`/users/${id}/`, { ...own, data: { current_password: PASSWORD } });
    expect(said(await remove)).toEqual(DONE);
  });

  it('another address is mailed a link and counts once it was opened; only who just signed in may ask', async () => {
    const { email } = await accounts.site.addPerson('blanca');
    const { access } = (await api.post('/jwt/create/', credentialsOf('blanca'))).data;
    const own = { headers: { Authorization: `Bearer ${access}` } };
    const changed = await api.patch(
      '/users/me/',
      { email: 'new-blanca@mail.example', first_name: 'Blanca' },
      own,
    );
    expect(changed.data).toMatchObject({ email, first_name: 'Blanca' });
    expect(await accounts.site.mailedPath('new-blanca@mail.example')).toMatch(
      /^\/accounts\/email\/confirm\//,
    );
    expect(await refused(api.put('/users/me/', { email: 'no address' }, own))).toEqual([
      400,
      { email: ['Enter a valid email address.'] },
    ]);
    const token = withToken(await logIn('blanca'));
    expect((await refusalOf(api.patch('/users/me/', { email: 'eve@mail.example' }, token))).status).toBe(403);
    expect((await api.patch('/users/me/', { email }, token)).status).toBe(200);
  });

  it('mails nothing, and changes nothing, where any part of the change is refused', async () => {
    await accounts.site.addPerson('bianca');
    const { access } = (await api.post('/jwt/create/', credentialsOf('bianca'))).data;
    const own = { headers: { Authorization: `Bearer ${access}` } };
    const mails = (await accounts.site.mails()).length;
    const wish = { email: 'new-bianca@mail.example', first_name: 'x'.repeat(151) };
    for (const send of [api.put, api.patch]) {
      expect(await refused(send('/users/me/', wish, own))).toEqual([
        400,
        { first_name: ['Ensure this field has no more than 150 characters.'] },
      ]);
    }
    expect((await accounts.site.mails()).length).toBe(mails);
    expect(await refused(api.patch('/users/me/', { ...wish, email: 'no address' }, own))).toEqual([
      400,
      { email: ['Enter a valid email address.'], first_name: [expect.any(String)] },
    ]);
    expect((await refusalOf(api.patch('/users/me/', { email: 'eve', first_name: 'Eve' }, own))).status).toBe(
      400,
    );
    expect((await accounts.site.mails()).length).toBe(mails);
    expect((await api.get('/users/me/', own)).data).toMatchObject({ first_name: '' });
  });

  it('changes the username by the password', async () => {
    await accounts.site.addPerson('carla');
    const own = withToken(await logIn('carla'));
    const wish = { current_password: PASSWORD, new_username: 'carlota' };
    expect(await refused(api.post('/users/set_username/', { ...wish, current_password: 'no' }, own))).toEqual(
      WRONG_PASSWORD,
    );
    expect(await refused(api.post('/users/set_username/', { ...wish, new_username: 'ana' }, own))).toEqual([
      400,
      { new_username: ['A user with that username already exists.'] },
    ]);
    const different = { ...wish, re_new_username: 'charlotte' };
    expect(await refused(api.post('/users/set_username/', different, own))).toEqual([
      400,
      { non_field_errors: ["The two username fields didn't match."] },
    ]);
    const same = { current_password: PASSWORD, new_username: 'carla', re_new_username: 'carla' };
    expect(said(await api.post('/users/set_username/', same, own))).toEqual(DONE);
    expect(said(await api.post('/users/set_username/', wish, own))).toEqual(DONE);
    expect((await api.get('/users/me/', own)).data.username).toBe('carlota');
  });

  it('chooses another username by the mailed link, once', async () => {
    const { email } = await accounts.site.addPerson('ines');
    const answers = [];
    for (const address of [email, 'nobody@mail.example']) {
      answers.push(said(await api.post('/users/reset_username/', { email: address })));
    }
    expect(answers).toEqual([DONE, DONE]);
    const { uid, token, url } = await mailed(email);
    expect(url).toBe(`http://app.example/username/${uid}/${token}`);
    const wish = { uid, token, new_username: 'inesita' };
    expect(await refused(api.post('/users/reset_username_confirm/', { ...wish, uid: 'MQ' }))).toEqual(
      DEAD_LINK,
    );
    expect(
      await refused(api.post('/users/reset_username_confirm/', { ...wish, new_username: 'a b' })),
    ).toEqual([400, { new_username: [expect.stringContaining('Enter a valid username.')] }]);
    expect(said(await api.post('/users/reset_username_confirm/', wish))).toEqual(DONE);
    expect(await refused(api.post('/users/reset_username_confirm/', wish))).toEqual(DEAD_LINK);
    expect(await logIn('inesita')).toEqual(KEY);
  });

  it('deletes the account by the password', async () => {
    await accounts.site.addPerson('dora');
    const own = withToken(await logIn('dora'));
    const remove = (current_password: string) =>
      api.delete('/users/me/', { ...own, data: { current_password } });
    expect(await refused(remove('no'))).toEqual(WRONG_PASSWORD);
    expect(said(await remove(PASSWORD))).toEqual(DONE);
    expect((await refusalOf(api.get('/users/me/', own))).status).toBe(401);
  });
});

describe('the password', () => {
  it('is changed by the current one, which ends every other key to the account', async () => {
    await accounts.site.addPerson('elsa');
    const own = withToken(await logIn('elsa'));
    const { access } = (await api.post('/jwt/create/', credentialsOf('elsa'))).data;
    const wish = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect(await refused(api.post('/users/set_password/', { ...wish, current_password: 'no' }, own))).toEqual(
      WRONG_PASSWORD,
    );
    expect(
      await refused(api.post('/users/set_password/', { ...wish, new_password: '1' }, own)),
    ).toMatchObject([400, { new_password: expect.arrayContaining([expect.any(String)]) }]);
    expect(
      await refused(api.post('/users/set_password/', { ...wish, re_new_password: PASSWORD }, own)),
    ).toEqual([400, { non_field_errors: ["The two password fields didn't match."] }]);
    expect(said(await api.post('/users/set_password/', wish, own))).toEqual(DONE);
    expect((await refusalOf(api.get('/users/me/', own))).status).toBe(401);
    const other = { headers: { Authorization: `Bearer ${access}` } };
    expect((await refusalOf(api.get('/users/me/', other))).status).toBe(401);
    expect((await refusalOf(api.post('/token/login/', credentialsOf('elsa')))).status).toBe(400);
  });

  it('is changed and leaves the token that changed it, where the site is as Django is', async () => {
    const asDjango = await openFrontEnd({ COMPATIBILITY: 'django' });
    const there = asDjango.create({ baseURL: `${asDjango.origin}/auth` });
    await asDjango.site.addPerson('elsa');
    const { auth_token } = (await there.post('/token/login/', credentialsOf('elsa'))).data;
    const wish = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect(said(await there.post('/users/set_password/', wish, withToken(auth_token)))).toEqual(DONE);
    expect((await there.get('/users/me/', withToken(auth_token))).status).toBe(200);
    await asDjango.site.close();
  });

  it('is set anew by the mailed link, once, which leads to the front end', async () => {
    const { email } = await accounts.site.addPerson('fina');
    const token = await logIn('fina');
    const answers = [];
    for (const address of [email, 'nobody@mail.example']) {
      answers.push(said(await api.post('/users/reset_password/', { email: address })));
    }
    expect(answers).toEqual([DONE, DONE]);
    const link = await mailed(email);
    expect(link.url).toBe(`http://app.example/reset/${link.uid}/${link.token}`);
    const wish = { uid: link.uid, token: link.token, new_password: NEW_PASSWORD };
    expect(await refused(api.post('/users/reset_password_confirm/', { ...wish, uid: 'MQ' }))).toEqual(
      DEAD_LINK,
    );
    expect(said(await api.post('/users/reset_password_confirm/', wish))).toEqual(DONE);
    expect(await refused(api.post('/users/reset_password_confirm/', wish))).toEqual(DEAD_LINK);
    expect((await refusalOf(api.get('/users/me/', withToken(token)))).status).toBe(401);
    expect(await logIn('fina', NEW_PASSWORD)).toEqual(KEY);
  });
});

describe('tokens', () => {
  it('are one key for each user until it is ended', async () => {
    await accounts.site.addPerson('gema');
    const answer = await api.post('/token/login/', credentialsOf('gema'));
    expect(said(answer)).toEqual([200, { auth_token: KEY }]);
    const { auth_token: token } = answer.data;
    expect(await logIn('gema')).toBe(token);
    expect(said(await api.post('/token/logout/', {}, withToken(token)))).toEqual(DONE);
    expect((await refusalOf(api.post('/token/logout/', {}, withToken(token)))).status).toBe(401);
    expect(await logIn('gema')).not.toBe(token);
  });

  it('are simplejwt’s pairs at djoser’s addresses', async () => {
    await accounts.site.addPerson('hilda');
    const pair = await api.post('/jwt/create/', credentialsOf('hilda'));
    expect(said(pair)).toEqual([200, { refresh: JWT, access: JWT }]);
    const { refresh, access } = pair.data;
    expect(said(await api.post('/jwt/verify/', { token: access }))).toEqual([200, {}]);
    expect(said(await api.post('/jwt/refresh/', { refresh }))).toEqual([200, { refresh: JWT, access: JWT }]);
    expect(await refused(api.post('/jwt/refresh/', { refresh }))).toEqual([
      401,
      { detail: 'Token is blacklisted', code: 'token_not_valid' },
    ]);
    expect(await refused(api.post('/jwt/create/', credentialsOf('hilda', 'no')))).toEqual([
      401,
      { detail: 'No active account found with the given credentials' },
    ]);
  });
});

it('where people sign in by address, it is the address that the password changes, by a link', async () => {
  const site = await openFrontEnd({ LOGIN_BY: 'email' });
  try {
    const own = site.create({ baseURL: `${site.origin}/auth` });
    await site.site.addPerson('ana');
    const credentials = { email: 'ana@mail.example', password: PASSWORD };
    const token = (await own.post('/token/login/', credentials)).data.auth_token;
    const wish = { current_password: PASSWORD, new_email: 'new@mail.example' };
    expect(said(await own.post('/users/set_email/', wish, withToken(token)))).toEqual(DONE);
    expect(await site.site.mailedPath('new@mail.example')).toMatch(/^\/accounts\/email\/confirm\/\w+\/$/);
    expect((await own.get('/users/me/', withToken(token))).data.email).toBe('ana@mail.example');
    expect((await refusalOf(own.post('/users/set_username/', {}, withToken(token)))).status).toBe(405);
  } finally {
    await site.site.close();
  }
});
