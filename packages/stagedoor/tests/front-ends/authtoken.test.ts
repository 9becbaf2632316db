import type { AxiosInstance, AxiosResponse } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/site.ts';
import { type AxiosSite, openAxiosSite, refusalOf } from './axios-site.ts';

/* A front end that was written with axios against REST framework's authtoken, step by step. */

const CHALLENGE = 'Bearer realm="api"';
let accounts: AxiosSite;
let api: AxiosInstance;
beforeAll(async () => {
  accounts = await openAxiosSite();
  await accounts.site.addPerson('ana');
  api = accounts.create();
});
afterAll(() => accounts?.site.close());

const credentials = { username: 'ana', password: PASSWORD };
const said = ({ status, data, headers }: AxiosResponse) => [status, data, headers['www-authenticate']];

describe.each(['/api-token-auth/', '/api/token-auth/'])('%s', (path) => {
  it('answers the token of the user, the same one each time, for JSON, a form and a multipart form', async () => {
    const first = await api.post(path, credentials);
    expect([first.status, first.data]).toEqual([200, { token: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
    expect(first.headers['set-cookie']).toBeUndefined();
    for (const body of [new URLSearchParams(credentials), formOf(credentials)]) {
      expect((await api.post(path, body)).data).toEqual(first.data);
    }
  });

  it('refuses wrong credentials and missing fields in REST framework’s words', async () => {
    const wrong = await refusalOf(api.post(path, { ...credentials, password: 'wrong' }));
    expect(said(wrong)).toEqual([
      400,
      { non_field_errors: ['Unable to log in with provided credentials.'] },
      undefined,
    ]);
    const missing = await refusalOf(api.post(path, { username: 'ana' }));
    expect(said(missing)).toEqual([400, { password: ['This field is required.'] }, undefined]);
  });
});

it('the token as a default header signs every request in, changes too, until it is deleted', async () => {
  const { token } = (await api.post('/api-token-auth/', credentials)).data;
  const own = accounts.create();
  own.defaults.headers.common.Authorization = `Token ${token}`;
  expect((await own.get('/api/protected/')).data).toEqual({ message: 'Hello, authenticated user!' });
  const changed = await own.patch('/api/users/me/', { first_name: 'Ana' });
  expect([changed.status, changed.data.first_name]).toEqual([200, 'Ana']);
  expect((await own.delete('/api-token-auth/')).status).toBe(204);
  expect(said(await refusalOf(own.get('/api/protected/')))).toEqual([
    401,
    { detail: 'Invalid token.' },
    CHALLENGE,
  ]);
  expect((await api.post('/api-token-auth/', credentials)).data.token).not.toBe(token);
});

it.each([
  ['Token', 'Invalid token header. No credentials provided.'],
  ['Token a b', 'Invalid token header. Token string should not contain spaces.'],
  ['Token 0123', 'Invalid token.'],
  ['Key 0123', 'Authentication credentials were not provided.'],
])('the header “%s” is refused: %s', async (Authorization, detail) => {
  const refusal = await refusalOf(api.get('/api/protected/', { headers: { Authorization } }));
  expect(said(refusal)).toEqual([401, { detail }, CHALLENGE]);
});

it('the answer has the user beside the token where the site says so', async () => {
  const site = await openAxiosSite({ env: { API_TOKEN_SHOWS_USER: 'true' } });
  try {
    const { id } = await site.site.addPerson('ana');
    const { data } = await site.create().post('/api-token-auth/', credentials);
    expect(data).toEqual({ token: expect.any(String), user_id: id, email: 'ana@mail.example' });
  } finally {
    await site.site.close();
  }
});

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
