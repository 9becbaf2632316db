import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';

/* Front ends are made for many sites, and send fields that this one does not ask: blank, null, or with something in them. */

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite({
    env: {
      ...unlimited,
      COMPATIBILITY: 'django',
      LOGIN_BY: 'email',
      SIGNUP_FIELDS: 'email*,password1*',
      UNVERIFIED_MAY_LOG_IN: 'true',
    },
  });
});
afterAll(() => site?.close());

const NOT_ASKED = [
  { username: '' },
  { username: null },
  { username: 'chosen' },
  { first_name: null, last_name: null },
  { password_confirm: '', password2: '' },
  { password_confirm: 'another one', password2: 'another one' },
];

describe.each([
  ['/api/signup/', 'password'],
  ['/api/register/', 'password'],
  ['/auth/users/', 'password'],
  ['/dj-rest-auth/registration/', 'password1'],
])('a sign-up at %s', (address, password) => {
  it.each(NOT_ASKED)('looks at nothing that the site does not ask: %j', async (more) => {
    const email = `${crypto.randomUUID()}@mail.example`;
    const answer = await site.visitor().browser.post(address, { email, [password]: PASSWORD, ...more });
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    const user = await site.stagedoor.useCases.user.find({ identifier: email });
    expect(user).toMatchObject({ email, firstName: '', lastName: '' });
    expect(user?.username).not.toBe('chosen');
  });
});

describe.each(['/api/login/', '/api/token/', '/api-token-auth/', '/auth/jwt/create/', '/auth/token/login/'])(
  'a log-in at %s',
  (address) => {
    it.each(['', ' ', null])(
      'takes the name that was filled in where the other field is %j',
      async (blank) => {
        const { email } = await site.addPerson(`p${crypto.randomUUID().slice(0, 8)}`);
        const answer = await site
          .visitor()
          .browser.post(address, { username: blank, email, password: PASSWORD });
        expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
      },
    );

    it('is refused where neither is', async () => {
      const answer = await site
        .visitor()
        .browser.post(address, { username: '', email: '', password: PASSWORD });
      expect(answer.statusCode).toBe(400);
    });
  },
);
