import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Site } from '../support/open-site.ts';
import { openSite } from '../support/open-site.ts';
import { PASSWORD } from '../support/people.ts';
import { unlimited } from '../support/unlimited.ts';

/* Registration for clients that live on tokens, and the own profile. */

const JWT = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
const form = {
  email: 'ana@mail.example',
  username: 'ana',
  password: PASSWORD,
  password_confirm: PASSWORD,
  first_name: 'Ana',
  last_name: 'Prado',
};
const ana = {
  id: expect.any(Number),
  username: 'ana',
  email: 'ana@mail.example',
  first_name: 'Ana',
  last_name: 'Prado',
  email_verified: false,
  is_verified: false,
  created_at: '2026-03-01T12:00:00.000Z',
  date_joined: '2026-03-01T12:00:00.000Z',
  language: 'en',
  time_zone: null,
  bio: '',
  groups: [],
  permissions: [],
};

let quiet: Site;
let open: Site;
beforeAll(async () => {
  const config = {
    extraFields: { bio: { type: 'text', maxLength: 500, default: '', atSignUp: false } },
  } as const;
  quiet = await openSite({ env: unlimited, config });
  open = await openSite({
    env: {
      ...unlimited,
      LOGIN_AFTER_SIGNUP: 'true',
      UNVERIFIED_MAY_LOG_IN: 'true',
      UNVERIFIED_MAY_HAVE_TOKENS: 'true',
    },
    config,
  });
});
afterAll(async () => {
  await quiet.close();
  await open.close();
});

const register = (site: Site, changes: Partial<typeof form> = {}, headers: Record<string, string> = {}) =>
  site.browser().request('POST', '/api/register/', { payload: { ...form, ...changes }, headers });

it('answers the same for a new and for a taken address, and hands out nothing before the address is verified', async () => {
  for (const username of ['ana', 'other']) {
    const answer = await register(quiet, { username });
    expect([answer.statusCode, answer.json()]).toEqual([201, { detail: 'Verification e-mail sent.' }]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

it('answers the user and a pair of tokens where the site signs newcomers in at once', async () => {
  const answer = await register(open);
  expect([answer.statusCode, answer.json()]).toEqual([
    201,
    { user: ana, tokens: { refresh: JWT, access: JWT } },
  ]);
  expect(answer.headers['set-cookie']).toBeUndefined();
  const { tokens, user } = answer.json();
  const own = open.browser({ authorization: `Bearer ${tokens.access}` });
  expect((await own.get('/api/users/me/')).json()).toEqual(user);
});

it('has the password’s own fault and its confirmation’s at the password', async () => {
  const differing = await register(quiet, { username: 'bea', password_confirm: 'other' });
  expect([differing.statusCode, differing.json()]).toEqual([400, { password: ['Passwords do not match.'] }]);
  const weak = await register(quiet, { username: 'bea', password: 'abc', password_confirm: 'abc' });
  expect(weak.json()).toEqual({
    password: ['This password is too short. It must contain at least 12 characters.'],
  });
});

it('never answers the same tokens twice', async () => {
  const once = { 'idempotency-key': 'one-registration' };
  const who = { username: 'carla', email: 'carla@mail.example' };
  expect((await register(open, who, once)).statusCode).toBe(201);
  const again = await register(open, who, once);
  expect([again.statusCode, again.headers['refusal-code']]).toEqual([409, 'request-repeated']);
});

it('the own profile is replaced by PUT, which wants what is required and reaches nothing else', async () => {
  const { tokens } = (await register(open, { username: 'dora', email: 'dora@mail.example' })).json();
  const own = open.browser({ authorization: `Bearer ${tokens.access}` });
  const put = (body: object) => own.send('PUT', '/api/users/me/', body);
  expect((await put({ bio: 'x' })).json()).toEqual({ username: ['This field is required.'] });
  const claims = {
    is_verified: true,
    created_at: '2000-01-01',
    is_staff: true,
    id: 1,
    email: 'eve@mail.example',
  };
  const answer = await put({ username: 'dora', bio: 'Paints.', ...claims });
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    {
      ...ana,
      username: 'dora',
      email: 'dora@mail.example',
      bio: 'Paints.',
      created_at: expect.stringMatching(/^2026-03-01T/),
      date_joined: answer.json().created_at,
    },
  ]);
});
