import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';

let site: Site;
let ended: string;
beforeAll(async () => {
  site = await openSite({
    env: {
      API_AUTHENTICATION: 'session,jwt-cookie,token,jwt,personal-token,basic',
      AUTH_CHALLENGE: 'jwt',
      LIMIT_LOGIN_PER_SOURCE: '10000/1m',
      LIMIT_LINK_PER_SOURCE: '10000/1m',
      LIMIT_MAIL_PER_SOURCE: '10000/1m',
      LIMIT_SIGNUP_PER_SOURCE: '10000/1m',
      LIMIT_LOGIN_PER_ACCOUNT: '10000/1m',
      FAILURE_FLOOR_MILLISECONDS: '0',
      ...frontEndEnv,
    },
  });
  await addPerson(site);
  const browser = await signIn(site);
  const pair = await browser.request('POST', '/api/token/', {
    payload: { username: 'ana', password: 'tulips-under-7-bridges' },
  });
  ended = pair.json().access;
  site.clock.advance(30 * 24 * 3_600_000);
});
afterAll(() => site.close());

const headers = (): readonly string[] => [
  `Bearer ${ended}`,
  'Bearer not.a.token',
  'Bearer',
  'Bearer a b',
  `Token ${'0'.repeat(40)}`,
  'Token',
  'Token sdp_nothing',
  'Bearer sdp_nothing',
  `Basic ${Buffer.from('ana:wrong-password').toString('base64')}`,
  'Basic !',
];
const ask = async (
  method: (typeof everyApiRoute)[number]['method'],
  path: string,
  authorization?: string,
) => {
  const answer = await site.browser().request(method, path.replace(/:\w+/g, '1'), {
    headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
  });
  return answer.statusCode;
};

describe('a bad or old Authorization header', () => {
  const open = everyApiRoute.filter(({ access }) => access !== 'authenticated');
  const closed = everyApiRoute.filter(({ access }) => access === 'authenticated');

  it.each(open)('is as good as none at $method $path, which takes anybody', async ({ method, path }) => {
    const without = await ask(method, path);
    for (const header of headers())
      expect([header, await ask(method, path, header)]).toEqual([header, without]);
  });

  it.each(closed)('lets nobody in at $method $path', async ({ method, path }) => {
    for (const header of headers()) expect([header, await ask(method, path, header)]).toEqual([header, 401]);
  });

  it.each(['/healthz', '/.well-known/jwks.json', '/openapi.json', '/api/schema/', '/docs/'])(
    'does not matter at %s',
    async (path) => {
      for (const header of headers()) expect([header, await ask('GET', path, header)]).toEqual([header, 200]);
    },
  );

  it('does not stand for the session that comes beside it, nor spare it the CSRF token', async () => {
    const browser = await signIn(site);
    for (const authorization of headers()) {
      const answer = await browser.request('POST', '/api/logout/', { headers: { authorization } });
      expect([authorization, answer.statusCode]).toEqual([authorization, 403]);
    }
    expect((await browser.get('/api/users/me/')).statusCode).toBe(200);
  });
});
