import { describe, expect, it } from 'vitest';
import { openSite } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';
import { testSettings } from '../support/test-settings.ts';

const BEARER = 'Bearer realm="api"';
const BASIC = 'Basic realm="api"';
const MISSING = 'Authentication credentials were not provided.';
const NOT_VALID = 'Given token not valid for any token type';

/** What is said to somebody with no credentials, and with three that are wrong. */
const WRONG = [
  [undefined, MISSING],
  ['Digest abc', MISSING],
  ['Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b', 'Invalid token.'],
  ['Bearer a.b.c', NOT_VALID],
] as const;

describe.each([
  ['by default', {}, 401, BEARER],
  ['where the session comes first', { API_AUTHENTICATION: 'session,token,jwt' }, 403, undefined],
  ['where the API token comes first', { API_AUTHENTICATION: 'token,jwt,session' }, 401, 'Token'],
  ['where the JWT comes first', { API_AUTHENTICATION: 'jwt,token,session' }, 401, BEARER],
  ['where a password comes first', { API_AUTHENTICATION: 'basic,token,jwt,session' }, 401, BASIC],
  [
    'where the site says so, whatever comes first',
    { API_AUTHENTICATION: 'session,token,jwt', AUTH_CHALLENGE: 'token' },
    401,
    'Token',
  ],
  ['where the site says so by default', { AUTH_CHALLENGE: 'session' }, 403, undefined],
] as const)('a request that shows no good credentials, %s', (_, env, status, challenge) => {
  it(`gets ${status}, whatever is missing or wrong`, async () => {
    const site = await openSite({ env });
    for (const [authorization, detail] of WRONG) {
      const answer = await site.browser().get('/api/users/me/', authorization ? { authorization } : {});
      const said = [answer.statusCode, answer.headers['www-authenticate'], answer.json().detail];
      expect(said).toEqual([status, challenge, detail]);
    }
    await site.close();
  });
});

describe('the ways in', () => {
  it('that are not named are not looked at', async () => {
    const site = await openSite({ env: { API_AUTHENTICATION: 'token' } });
    await addPerson(site);
    const browser = await signIn(site);
    expect((await browser.get('/api/users/me/')).statusCode).toBe(401);
    const { access } = (await browser.post('/api/token/', { username: 'ana', password: PASSWORD })).json();
    expect((await browser.get('/api/users/me/', { authorization: `Bearer ${access}` })).json()).toEqual({
      detail: MISSING,
    });
    const { token } = (
      await browser.post('/api-token-auth/', { username: 'ana', password: PASSWORD })
    ).json();
    expect((await browser.get('/api/users/me/', { authorization: `Token ${token}` })).statusCode).toBe(200);
    await site.close();
  });

  it('are looked at in their order: the first that fails or signs somebody in decides', async () => {
    const wrong = { authorization: 'Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b' };
    for (const [API_AUTHENTICATION, status] of [
      ['session,token', 200],
      ['token,session', 401],
    ] as const) {
      const site = await openSite({ env: { API_AUTHENTICATION } });
      await addPerson(site);
      const browser = await signIn(site);
      expect((await browser.get('/api/users/me/', wrong)).statusCode).toBe(status);
      await site.close();
    }
  });

  it('leave to endpoints that take credentials in the body their own words', async () => {
    const site = await openSite({ env: { API_AUTHENTICATION: 'session' } });
    const logIn = await site.browser().post('/api/login/', { username: 'ana', password: 'wrong' });
    const obtain = await site.browser().post('/api/token/', { username: 'ana', password: 'wrong' });
    expect(
      [logIn, obtain].map(({ statusCode, headers }) => [statusCode, headers['www-authenticate']]),
    ).toEqual([
      [401, undefined],
      [401, BEARER],
    ]);
    await site.close();
  });

  it('are known ones', () => {
    expect(() => testSettings({ API_AUTHENTICATION: 'session,digest' })).toThrow(/API_AUTHENTICATION/);
  });
});

it('who is signed in and may not gets 403, whatever the challenge', async () => {
  const site = await openSite({ env: { API_AUTHENTICATION: 'token,session' } });
  await addPerson(site);
  const browser = await signIn(site);
  const answer = await browser.request('DELETE', '/api/users/me/');
  expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([403, undefined]);
  await site.close();
});
