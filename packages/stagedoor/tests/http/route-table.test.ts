import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineRoute, type Route } from '../../src/http/route/route.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import type { Browser } from '../support/browser.ts';
import { everyApiRoute as apiRoutes, frontEndEnv } from '../support/every-api-route.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';
import { mount } from '../support/test-routes.ts';

let site: Site;
let person: Browser;
beforeAll(async () => {
  site = await openSite({
    env: {
      ORGANIZATIONS: 'open',
      LIMIT_LOGIN_PER_SOURCE: '1000/1m',
      LIMIT_LINK_PER_SOURCE: '1000/1m',
      LIMIT_MAIL_PER_SOURCE: '1000/1m',
      LIMIT_MAIL_PER_ADDRESS: '1000/1m',
      LIMIT_PASSWORD_PER_USER: '1000/1m',
      // Every request comes through a proxy that says who is there, for the routes that ask it.
      AUTHENTICATION_BACKENDS: 'password,remote-user',
      REMOTE_USER_HEADER: 'X-Remote-User',
      TRUSTED_PROXIES: '127.0.0.1/32',
      ...frontEndEnv,
    },
  });
  await addPerson(site);
  person = await signIn(site);
});
afterAll(() => site.close());

const api = apiRoutes.map((route): [string, Route] => [`${route.method} ${route.path}`, route]);
const urlOf = (route: Route): string => route.path.replace(/:\w+/g, '1');
const isPage = (route: Route): boolean => !apiRoutes.some((known) => known === route);
const call = (browser: Browser, route: Route, headers: Record<string, string> = {}) =>
  browser.request(route.method, urlOf(route), {
    headers: {
      accept: isPage(route) ? 'text/html' : 'application/json',
      'x-remote-user': 'carl',
      ...headers,
    },
  });

describe('every route of the JSON API', () => {
  it('has a name of its own', () => {
    const names = apiRoutes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has an operation of its own, which is a verb and a noun in one word', () => {
    const operations = apiRoutes.flatMap(({ operation }) => operation ?? []);
    expect(new Set(operations).size).toBe(operations.length);
    expect(operations.filter((operation) => !/^[a-z]+(?:[A-Z][a-z]*)*$/.test(operation))).toEqual([]);
  });

  it.each(apiRoutes)('$method $path declares what it answers', ({ responses, summary }) => {
    expect(Object.keys(responses).length).toBeGreaterThan(0);
    expect(summary).toMatch(/\.$|\)\.$/);
  });

  it.each(api)('%s declares issues, access and a CSRF check that fits its method', (_, route) => {
    expect(['none', 'session', 'token']).toContain(route.issues);
    expect(['anyone', 'authenticated', 'anonymous']).toContain(route.access);
    expect(route.csrf === 'none').toBe(route.method === 'GET');
    expect(route.path).toMatch(/^\/.*(?:\/|\.json)$/);
  });

  it.each(api.filter(([, { access }]) => access === 'authenticated'))(
    '%s is closed to strangers',
    async (_, route) => {
      const answer = await call(site.browser(), route);
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        { detail: 'Authentication credentials were not provided.' },
      ]);
    },
  );

  // Where nothing is sent, these have nothing to say yes to.
  const asksForToken = ['cookie-verify', 'rest_token_refresh', 'api-passkey-stage-begin'];
  it.each(api.filter(([, { access, name }]) => access === 'anyone' && !asksForToken.includes(name)))(
    '%s is open to strangers',
    async (_, route) => {
      const answer = await call(site.browser(), route);
      expect([200, 204, 400]).toContain(answer.statusCode);
    },
  );

  it.each(api.filter(([, { access }]) => access === 'anonymous'))(
    '%s turns away who is signed in',
    async (_, route) => {
      const answer = await call(person, route, person.csrfHeader());
      expect([answer.statusCode, answer.json()]).toEqual([403, { detail: 'You are already logged in.' }]);
    },
  );

  it.each(api.filter(([, { csrf }]) => csrf === 'session' || csrf === 'token'))(
    '%s refuses a session without a token',
    async (_, route) => {
      const answer = await call(person, route);
      expect([answer.statusCode, answer.json()]).toEqual([
        403,
        { detail: 'CSRF Failed: CSRF token missing.' },
      ]);
    },
  );

  it.each(api.filter(([, { csrf }]) => csrf === 'exempt'))(
    '%s looks at no cookie and sets none, so it needs no CSRF check',
    async (_, route) => {
      expect(route.credentials).toBe('none');
      for (const browser of [site.browser(), person]) {
        const answer = await call(browser, route, { origin: 'https://evil.example' });
        expect([400, 401]).toContain(answer.statusCode);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    },
  );

  it.each(api.filter(([, { csrf }]) => csrf !== 'none' && csrf !== 'exempt'))(
    '%s refuses another site’s request',
    async (_, route) => {
      for (const browser of [site.browser(), person]) {
        const answer = await call(browser, route, {
          ...browser.csrfHeader(),
          origin: 'https://evil.example',
        });
        // Strangers are told so first where they may not come in at all.
        expect(answer.statusCode).toBe(route.access === 'authenticated' && browser !== person ? 401 : 403);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    },
  );

  it.each(api.filter(([, { issues }]) => issues === 'none'))('%s hands out no session', async (_, route) => {
    const answer = await call(site.browser(), route);
    expect(String(answer.headers['set-cookie'] ?? '')).not.toMatch(/sessionid=[a-z0-9]/);
  });

  it.each(api.filter(([, { method }]) => method === 'GET'))(
    '%s changes nothing when it is read (ASVS V3.5.3)',
    async (_, route) => {
      const before = await snapshot();
      await call(person, route);
      await person.request('HEAD', urlOf(route));
      await person.request('OPTIONS', urlOf(route));
      expect(await snapshot()).toEqual(before);
    },
  );

  it.each([...new Set(apiRoutes.filter(({ path }) => path !== '/login/').map(({ path }) => path))])(
    '%s answers other methods with 405 and Allow (ASVS V4.1.4)',
    async (path) => {
      const known = apiRoutes.filter((route) => route.path === path).map(({ method }) => method as string);
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !known.includes(method));
      for (const method of others) {
        const answer = await person.request(method, path.replace(/:\w+/g, '1'));
        expect([answer.statusCode, answer.json()]).toEqual([
          405,
          { detail: `Method "${method}" not allowed.` },
        ]);
        expect(String(answer.headers.allow).split(', ')).toEqual(expect.arrayContaining(known));
      }
    },
  );
});

describe('every page', () => {
  // Made for no site: the list of routes does not depend on one.
  const pages = pageRoutesOf({
    mailCatcher: null,
    openedFeatures: [],
    settings: { organizations: { mode: 'open' } },
  } as never).map((route): [string, Route] => [`${route.method} ${route.path}`, route]);

  it('asks for the token wherever it knows its visitor: mail programs that stop notices have none', () => {
    const exempt = pages.filter(([, { csrf }]) => csrf === 'exempt');
    expect(exempt.map(([name, { credentials }]) => [name, credentials])).toEqual([
      ['POST /accounts/notices/:key/', 'none'],
    ]);
  });

  it.each(pages.filter(([, { csrf }]) => csrf !== 'none' && csrf !== 'exempt'))(
    '%s that acts needs the token, signed in or not',
    async (_, route) => {
      expect(route.csrf).toBe('token');
      for (const browser of [site.browser(), person]) {
        const answer = await call(browser, route);
        const isClosed = route.access === 'authenticated' && browser !== person;
        expect(answer.statusCode).toBe(isClosed ? 302 : 403);
      }
    },
  );

  it.each(pages.filter(([, { access }]) => access === 'authenticated'))(
    '%s leads strangers to the log-in',
    async (_, route) => {
      const answer = await call(site.browser(), route);
      expect(answer.statusCode).toBe(302);
      expect(answer.headers.location).toMatch(/^\/accounts\/login\/\?next=/);
    },
  );

  it.each(pages.filter(([, { issues }]) => issues !== 'none'))(
    '%s that hands out a session only does so by POST',
    (_, route) => expect(route.method).toBe('POST'),
  );
});

describe('a route record', () => {
  const record = {
    name: 'x',
    path: '/api/x/',
    issues: 'none',
    access: 'anyone',
    handler: () => ({ kind: 'empty', status: 204 }) as const,
  } as const;

  it.each([
    { ...record, method: 'POST', csrf: 'none' },
    { ...record, method: 'GET', csrf: 'token' },
  ] as const)('whose CSRF check does not fit its method is not mounted', async (route) => {
    await expect(openSite({ server: { extend: mount(defineRoute(route)) } })).rejects.toThrow(/declare/);
  });

  it('with a limit answers 429 with Retry-After once the source used it up, by /64', async () => {
    const limited = defineRoute({
      ...record,
      method: 'GET',
      csrf: 'none',
      limit: { requests: 2, windowSeconds: 60 },
    });
    const small = await openSite({
      env: { TRUSTED_PROXIES: '127.0.0.1/32' },
      server: { extend: mount(limited) },
    });
    const from = (address: string) => small.browser({ 'x-forwarded-for': address }).get('/api/x/');
    expect((await from('2001:db8::1')).statusCode).toBe(204);
    expect((await from('2001:db8::2')).statusCode).toBe(204);
    const third = await from('2001:db8:0:0:ffff::3');
    expect([third.statusCode, third.json(), third.headers['retry-after']]).toEqual([
      429,
      { detail: 'Request was throttled. Expected available in 60 seconds.' },
      '60',
    ]);
    expect((await from('2001:db8:0:1::1')).statusCode).toBe(204);
    small.clock.advance(60_000);
    expect((await from('2001:db8::1')).statusCode).toBe(204);
    await small.close();
  });
});

async function snapshot() {
  const user = await site.stores.users.findByUsernameKey('ana');
  const id = user?.id ?? 0;
  return {
    user,
    sessions: await site.stores.sessions.listOfUser(id, site.clock.now()),
    events: await site.stores.audit.listOfUser(id, { limit: 1_000 }),
    devices: await site.stores.devices.listOfUser(id),
    jobs: await site.stores.jobs.count(),
  };
}
