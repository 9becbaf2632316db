import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { parseConfig } from '../../src/config.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { HttpContext } from '../../src/http/context/http-context.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { startProblems } from '../../src/server/try-start.ts';
import { openSite, type Site, type SiteOptions } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';

let site: Site;
afterEach(() => site.close());

async function open(env: Record<string, string>, more: SiteOptions = {}): Promise<void> {
  site = await openSite({ ...more, env });
}
const throttledFor = (seconds: number) => ({
  detail: `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`,
});
const csrf = (from = site.browser()) => from.get('/api/csrf/');

describe('rates of requests', () => {
  it('count strangers by their network, and tell to the second when to come again', async () => {
    await open({ THROTTLE_ANON: '2/min', TRUSTED_PROXIES: '127.0.0.1/32' });
    const from = (address: string) => site.browser({ 'x-forwarded-for': address });
    for (let sent = 0; sent < 2; sent += 1) expect((await csrf(from('203.0.113.9'))).statusCode).toBe(200);
    const refused = await csrf(from('203.0.113.9'));
    expect([refused.statusCode, refused.headers['retry-after'], refused.json()]).toEqual([
      429,
      '60',
      throttledFor(60),
    ]);
    expect(refused.headers['refusal-code']).toBe('throttled');
    expect((await csrf(from('203.0.113.10'))).statusCode).toBe(200);
    // One IPv6 customer has a whole /64.
    for (let sent = 0; sent < 2; sent += 1) await csrf(from(`2001:db8::${sent}`));
    expect((await csrf(from('2001:db8::ffff'))).statusCode).toBe(429);
    expect((await csrf(from('2001:db8:0:1::1'))).statusCode).toBe(200);
    site.clock.advance(59_000);
    const last = await csrf(from('203.0.113.9'));
    expect([last.statusCode, last.json()]).toEqual([429, throttledFor(1)]);
    site.clock.advance(1_000);
    expect((await csrf(from('203.0.113.9'))).statusCode).toBe(200);
  });

  it('believe no address that the visitor wrote himself', async () => {
    await open({ THROTTLE_ANON: '1/min' });
    await csrf(site.browser({ 'x-forwarded-for': '203.0.113.9' }));
    expect((await csrf(site.browser({ 'x-forwarded-for': '203.0.113.10' }))).statusCode).toBe(429);
  });

  it('count users by who they are, and strangers’ rate not at all', async () => {
    await open({ THROTTLE_USER: '3/h', THROTTLE_ANON: '20/h' });
    await addPerson(site);
    await addPerson(site, 'ben');
    const ana = await signIn(site);
    const ben = await signIn(site, 'ben');
    site.clock.advance(3_600_000);
    const me = (as: typeof ana) => as.get('/api/users/me/');
    for (let sent = 0; sent < 3; sent += 1) expect((await me(ana)).statusCode).toBe(200);
    expect((await me(ana)).statusCode).toBe(429);
    expect((await me(ben)).statusCode).toBe(200);
  });

  it('hold for the routes that name their scope, and for no other', async () => {
    await open({ THROTTLE_SCOPES: 'login=1/min' });
    const tries = () =>
      site.browser().post('/api/token/', { username: 'nobody', password: 'wrong-wrong-wrong' });
    expect((await tries()).statusCode).toBe(401);
    expect((await tries()).statusCode).toBe(429);
    expect((await csrf()).statusCode).toBe(200);
  });

  const search = defineRoute({
    name: 'search',
    method: 'GET',
    path: '/search/',
    issues: 'none',
    access: 'anyone',
    csrf: 'none',
    throttle: 'search',
    handler: () => json({}),
  });
  const unrated = (scope: string) =>
    `THROTTLE_SCOPES has no rate for ${scope}, which the route GET /search/ declares: nothing would limit it. Add one, such as ${scope}=100/min`;

  it('are there for each scope that a route of the site declares, or it does not start', async () => {
    for (const throttle of ['search', 'login']) {
      const extend = (app: FastifyInstance, context: HttpContext) =>
        registerApiRoutes(app, context, [{ ...search, throttle }]);
      await expect(open({}, { server: { extend } })).rejects.toThrow(unrated(throttle));
    }
    await open({});
  });

  it('are asked for as settings are checked, and may be there for routes that are mounted elsewhere', async () => {
    const problems = async (rates: string) => {
      const env = { NODE_ENV: 'test', DATA_DIR: '/nowhere', THROTTLE_SCOPES: rates };
      const extend = (app: FastifyInstance, context: HttpContext) =>
        registerApiRoutes(app, context, [search]);
      return await startProblems({ server: { extend } }, parseConfig(env));
    };
    expect(await problems('elsewhere=1/min')).toEqual([expect.stringContaining(unrated('search'))]);
    expect(await problems('elsewhere=1/min,search=1/min')).toEqual([]);
    await open({});
  });

  it('hold for a scope of the site’s own, and let it start', async () => {
    await open(
      { THROTTLE_SCOPES: 'search=1/min' },
      { server: { extend: (app, context) => registerApiRoutes(app, context, [search]) } },
    );
    expect((await site.browser().get('/search/')).statusCode).toBe(200);
    expect((await site.browser().get('/search/')).statusCode).toBe(429);
    // What an address says of itself costs what it costs to read it.
    expect((await site.browser().request('OPTIONS', '/search/', {})).statusCode).toBe(429);
  });

  it.each([
    ['logn', '; did you mean login?'],
    ['uploads', ': there are login, mail, signup.'],
  ])('keep a site from starting whose routes know no scope %s', async (scope, hint) => {
    await expect(openSite({ env: { THROTTLE_SCOPES: `${scope}=1/min` } })).rejects.toThrow(
      `THROTTLE_SCOPES names ${scope}, and no route of this site declares that scope${hint}`,
    );
  });

  it('are one for each scope', async () => {
    const twice = openSite({ env: { THROTTLE_SCOPES: 'login=1/min,mail=5/h,login=5/min' } });
    await expect(twice).rejects.toThrow('THROTTLE_SCOPES names login twice.');
  });

  it('let exactly as many of sixteen at once through as the rate says', async () => {
    await open({ THROTTLE_ANON: '5/min' });
    const answers = await Promise.all(Array.from({ length: 16 }, () => csrf()));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(5);
  });

  it('cost a signed-in GET no write where none is set', async () => {
    await open({});
    await addPerson(site);
    const ana = await signIn(site);
    const asked: unknown[] = [];
    Object.assign(site.stagedoor.useCases.limit, {
      admitRequest: async (request: unknown) => asked.push(request),
    });
    expect((await ana.get('/api/users/me/')).statusCode).toBe(200);
    expect(asked).toEqual([]);
  });

  it('are not spent by what another site sends in a user’s name', async () => {
    await open({ THROTTLE_USER: '50/h', THROTTLE_SCOPES: 'mail=1/h' });
    await addPerson(site);
    const ana = await signIn(site);
    const ask = (headers = {}) => ana.post('/api/password/reset/', { email: 'x@mail.example' }, headers);
    expect((await ask({ origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await ask()).statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(429);
  });
});
