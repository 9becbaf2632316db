import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontEndEnv } from '../support/every-api-route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

/** What a stranger or a user would like to set beside what they may: columns, our own names, and nested forms of both. */
const WISHES = {
  id: 1,
  pk: 1,
  is_superuser: true,
  is_staff: true,
  is_active: true,
  isSuperuser: true,
  isStaff: true,
  isActive: true,
  is_verified: true,
  email_verified: true,
  emailVerified: true,
  password_hash: 'pbkdf2_sha256$1$a$b',
  passwordHash: 'pbkdf2_sha256$1$a$b',
  security_version: 99,
  securityVersion: 99,
  row_version: 99,
  username_key: 'root',
  must_change_password: true,
  mustChangePassword: true,
  date_joined: '2001-01-01T00:00:00Z',
  dateJoined: '2001-01-01T00:00:00Z',
  last_login: '2001-01-01T00:00:00Z',
  groups: ['Editors'],
  permissions: ['publish_post'],
  user_permissions: ['publish_post'],
  secret_rank: 7,
  extra: { is_superuser: true, secret_rank: 7 },
  user: { is_superuser: true, secret_rank: 7 },
};

let site: Site;
beforeAll(async () => {
  site = await openSite({
    env: {
      ...frontEndEnv,
      SIGNUP_OPEN: 'true',
      LIMIT_SIGNUP_PER_SOURCE: '1000/1m',
      LIMIT_MAIL_PER_SOURCE: '1000/1m',
      UNVERIFIED_MAY_LOG_IN: 'true',
    },
    config: {
      extraFields: {
        phone: { type: 'text', maxLength: 20, default: '', atSignUp: true },
        secret_rank: { type: 'integer', default: 0, editable: false },
      },
    },
  });
});
afterAll(() => site.close());

const plain = {
  isSuperuser: false,
  isStaff: false,
  mustChangePassword: false,
  securityVersion: 1,
  extra: { phone: '5', secret_rank: 0 },
};

describe('nothing that a body says beside its fields reaches a user', () => {
  const names = { first_name: 'Ana', last_name: 'Ruiz', phone: '5' };

  it.each([
    ['PATCH', '/api/users/me/'],
    ['PUT', '/api/users/me/'],
    ['PATCH', '/auth/users/me/'],
    ['PUT', '/auth/users/me/'],
    ['PATCH', '/dj-rest-auth/user/'],
    ['PUT', '/dj-rest-auth/user/'],
  ] as const)('%s %s', async (method, url) => {
    const name = `u${method}${url.replaceAll('/', '')}`.toLowerCase().replaceAll('-', '');
    const { id } = await addPerson(site, name);
    const before = await site.stores.users.findById(id);
    const browser = await signIn(site, name);
    const fields = { ...names, username: name };
    const answer = await browser.request(method, url, {
      headers: { ...browser.csrfHeader(), 'content-type': 'application/json' },
      payload: JSON.stringify({ ...WISHES, ...fields }),
    });
    expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('Ana')]);
    const after = await site.stores.users.findById(id);
    // dj-rest-auth's view takes no extra fields.
    const phone = url.startsWith('/dj-rest-auth/') ? '' : '5';
    expect(after).toMatchObject({ ...plain, extra: { ...plain.extra, phone } });
    expect(after?.dateJoined).toEqual(before?.dateJoined);
    expect(after?.passwordHash).toBe(before?.passwordHash);
    expect(await site.stores.groups.rightsOfUser(id)).toMatchObject({ groups: [], permissions: [] });
  });

  it.each([
    ['/api/register/', { password: PASSWORD, password_confirm: PASSWORD }],
    ['/auth/users/', { password: PASSWORD, re_password: PASSWORD }],
    ['/dj-rest-auth/registration/', { password1: PASSWORD, password2: PASSWORD }],
  ])('POST %s', async (url, passwords) => {
    const username = `new${url.replace(/\W/g, '')}`;
    const answer = await site.browser().post(url, {
      ...WISHES,
      ...names,
      ...passwords,
      username,
      email: `${username}@mail.example`,
    });
    expect([answer.statusCode, url]).toEqual([201, url]);
    const made = await site.stores.users.findByUsernameKey(username);
    expect(made).toMatchObject(plain);
    expect(made?.id).not.toBe(1);
    const addresses = await site.stores.emailAddresses.listOfUser(made?.id ?? 0);
    expect(addresses.map(({ isVerified }) => isVerified)).toEqual([false]);
  });

  it.each(['/accounts/profile/', '/accounts/signup/'])('the page %s', async (url) => {
    const isSignUp = url.includes('signup');
    const username = isSignUp ? 'pagesignup' : 'pageprofile';
    if (!isSignUp) await addPerson(site, username);
    const browser = isSignUp ? site.browser() : await signIn(site, username);
    await browser.get(url);
    const account = isSignUp
      ? { email: `${username}@mail.example`, username, password1: PASSWORD, password2: PASSWORD }
      : {};
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...WISHES, ...names, ...account }))
      form.append(name, String(value));
    form.append('csrfmiddlewaretoken', browser.csrfHeader()['x-csrftoken'] ?? '');
    const answer = await browser.request('POST', url, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: form.toString(),
    });
    expect(answer.statusCode).toBe(302);
    expect(await site.stores.users.findByUsernameKey(username)).toMatchObject(plain);
  });
});
