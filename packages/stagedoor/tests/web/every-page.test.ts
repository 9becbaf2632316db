import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestProblem } from '../../src/http/request/problem.ts';
import { registerRoutes } from '../../src/http/route/register-routes.ts';
import { defineRoute, type Route } from '../../src/http/route/route.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import { pageInterface } from '../../src/web/page-interface.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/** Fails as the path says. */
const failing = defineRoute({
  name: 'failing',
  method: 'GET',
  path: '/failing/:how/',
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  handler(exchange) {
    const { how } = exchange.request.params as { how: string };
    if (how === 'busy') throw new RequestProblem({ code: 'unavailable', retryAfterSeconds: 95 });
    throw new Error('a fault with the secret canary-7e1');
  },
});

let site: RealSite;
let ana: Visitor;

beforeAll(async () => {
  site = await openRealSite({
    env: { ORGANIZATIONS: 'open' },
    server: {
      extend: (app, context) => registerRoutes(app, [failing], { context, httpInterface: pageInterface }),
    },
  });
  await site.addPerson();
  ana = await site.loggedIn();
});
afterAll(() => site.close());

// Made for no site: the list of routes does not depend on one.
const routes = pageRoutesOf({
  mailCatcher: null,
  openedFeatures: [],
  settings: { organizations: { mode: 'open' } },
} as never);
// The button of a notice is pressed by mail programs too, which have no form and no cookie (RFC 8058).
const posts = routes
  .filter(({ method, csrf }) => method === 'POST' && csrf !== 'exempt')
  .map(({ path }): [string] => [path]);
const gets = routes
  .filter(({ method }) => method === 'GET')
  .map((route): [string, Route] => [route.path, route]);
const urlOf = (path: string) => path.replace(/:\w+/g, '1');

describe('an error as a page', () => {
  const open = (url: string, headers = {}) => site.visitor(headers).open(url);

  it.each<[status: number, url: string, heading: string, headers?: Record<string, string>]>([
    [404, '/no/such/page/', 'Page not found'],
    [404, `/accounts/activation/${'k'.repeat(400)}/`, 'Page not found'],
    [400, '/accounts/%E0%A4%A/', 'The request could not be read'],
    [400, '/accounts/login/?', 'The request could not be read', { host: 'evil.example' }],
    [405, '/accounts/sessions/end-others/', 'This cannot be done here'],
    [500, '/failing/fault/', 'Something went wrong on our side'],
    [503, '/failing/busy/', 'This site is busy right now'],
  ])('has %i for %s', async (status, url, heading, headers = {}) => {
    const page = await open(url, headers);
    expect([page.status, page.heading]).toEqual([status, heading]);
    expect(page.response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.response.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.response.headers['cache-control']).toBe('no-store');
    expect(page.html).not.toMatch(/canary|Error:|node_modules|at \w+ \(/);
    expect(page.links).toContain('/');
  });

  it('that is a fault names the request, and one that passes says for how long', async () => {
    const broken = await open('/failing/fault/');
    expect(broken.text).toMatch(/Reference \S+/);
    const busy = await open('/failing/busy/');
    expect([busy.response.headers['retry-after'], busy.text]).toEqual([
      '95',
      expect.stringContaining('Try again in 2 minutes.'),
    ]);
  });

  it('is 413 for more than the site takes', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const answer = await visitor.send({ username: 'x'.repeat(70_000) });
    expect([answer.statusCode, answer.body.includes('This is too large')]).toEqual([413, true]);
  });

  it('is JSON for who does not ask for a page, and under /api/ always', async () => {
    for (const [url, accept] of [
      ['/no/such/page/', 'application/json'],
      ['/no/such/page/', '*/*'],
      ['/api/no/such/', 'text/html'],
    ] as const) {
      const answer = await site.visitor().browser.get(url, { accept });
      expect([answer.statusCode, answer.json()]).toEqual([404, { detail: 'Not found.' }]);
    }
  });

  it('speaks the visitor’s language', async () => {
    expect((await open('/no/such/page/', { 'accept-language': 'es' })).language).toBe('es');
  });
});

describe('every page that acts', () => {
  it.each(posts)(
    '%s answers a form without a sound token with 403 and the way back, and does nothing',
    async (path) => {
      const token = 'a'.repeat(64);
      for (const fields of [{}, { csrfmiddlewaretoken: token }] as Record<string, string>[]) {
        const answer = await ana.post(urlOf(path), { ...fields, old_password: PASSWORD, language: 'es' });
        expect([answer.statusCode, answer.body.includes('This form can no longer be sent')]).toEqual([
          403,
          true,
        ]);
        expect(String(answer.headers['set-cookie'] ?? '')).not.toMatch(/sessionid|language/);
      }
      expect((await ana.open('/accounts/profile/')).path).toBe('/accounts/profile/');
    },
  );

  it.each(posts)('%s refuses the token of a session before', async (path) => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const { csrfmiddlewaretoken = '' } = visitor.page.form().fields;
    const answer = await ana.post(urlOf(path), { csrfmiddlewaretoken });
    expect(answer.statusCode).toBe(403);
  });
});

describe('every page that shows', () => {
  it.each(gets)(
    '%s is kept by no cache, told apart by cookie, and under the strict policy',
    async (path, route) => {
      const visitor = route.access === 'anonymous' ? site.visitor() : ana;
      const answer = await visitor.browser.get(urlOf(path));
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(String(answer.headers.vary)).toContain('Cookie');
      expect(answer.headers['x-frame-options']).toBe('DENY');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      if (answer.statusCode !== 200) return;
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.body).toMatch(/^<!doctype html><html lang="en">/);
    },
  );

  it.each(gets)('%s answers HEAD as GET, without the page', async (path, route) => {
    const visitor = route.access === 'anonymous' ? site.visitor() : ana;
    const { statusCode } = await visitor.browser.get(urlOf(path));
    const head = await visitor.browser.request('HEAD', urlOf(path));
    expect([head.statusCode, head.body]).toEqual([statusCode, '']);
  });

  it.each(gets)('%s is there without the slash at its end, too', async (path, route) => {
    const visitor = route.access === 'anonymous' ? site.visitor() : ana;
    const { statusCode } = await visitor.browser.get(urlOf(path));
    expect((await visitor.browser.get(urlOf(path).replace(/\/$/, ''))).statusCode).toBe(statusCode);
  });

  it.each(gets.filter(([path]) => !path.includes(':')))(
    '%s is linked to by pages that exist',
    async (path, route) => {
      const visitor = route.access === 'anonymous' ? site.visitor() : ana;
      const page = await visitor.open(path);
      for (const link of page.links.filter((href) => href.startsWith('/') && href !== '/')) {
        const answer = await visitor.browser.get(link);
        expect([link, answer.statusCode < 400]).toEqual([link, true]);
      }
      for (const { action } of page.forms) {
        expect(routes.some((known) => known.method === 'POST' && matches(known.path, action))).toBe(true);
      }
    },
  );
});

describe('the way home', () => {
  it('leads to the account where the site has no home page of its own', async () => {
    expect((await ana.open('/')).path).toBe('/accounts/profile/');
    expect((await site.visitor().open('/')).path).toBe('/accounts/login/');
  });

  it('is the site’s own home page where it has one', async () => {
    const own = await openRealSite({
      server: { extend: (app) => void app.get('/', (_, reply) => reply.send('the stage')) },
    });
    expect((await own.visitor().open('/')).html).toBe('the stage');
    await own.close();
  });
});

describe('a flash message', () => {
  it('survives one redirect, is shown once, and cannot be written by others', async () => {
    const visitor = await site.loggedIn();
    await visitor.open('/accounts/profile/');
    const answer = await visitor.send({ first_name: 'Ana' });
    expect(answer.headers.location).toBe('/accounts/profile/');
    expect((await visitor.open('/accounts/sessions/')).flashes).toEqual(['Your profile is saved.']);
    expect((await visitor.open('/accounts/sessions/')).flashes).toEqual([]);
    const forged = Buffer.from(JSON.stringify([['success', 'Call 555']])).toString('base64url');
    visitor.browser.cookies.set('messages', `${forged}.${'A'.repeat(43)}`);
    expect((await visitor.open('/accounts/sessions/')).flashes).toEqual([]);
  });
});

describe('htmx', () => {
  const htmx = { 'hx-request': 'true', accept: '*/*' };

  it('is told where to go when the form was accepted: 204 and HX-Redirect', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/?next=/accounts/data/');
    const answer = await visitor.send({ username: 'ana', password: PASSWORD }, { headers: htmx });
    expect([answer.statusCode, answer.body, answer.headers['hx-redirect']]).toEqual([
      204,
      '',
      '/accounts/data/',
    ]);
    expect(visitor.browser.cookie('sessionid')).toMatch(/^[a-z0-9]{32}$/);
  });

  it('gets the form again when it was refused', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const answer = await visitor.send({ username: 'ana', password: 'wrong' }, { headers: htmx });
    expect([answer.statusCode, answer.headers['hx-redirect']]).toEqual([200, undefined]);
    expect(answer.body).toContain('Invalid username or password.');
    expect(answer.body).toContain('id="content"');
  });

  it('is led to the log-in when the session is over, and back to the page afterwards', async () => {
    const visitor = await site.loggedIn();
    await visitor.open('/accounts/profile/');
    visitor.browser.cookies.delete('sessionid');
    const answer = await visitor.send({ first_name: 'Lost' }, { headers: htmx });
    expect(answer.headers['hx-redirect']).toBe('/accounts/login/?next=/accounts/profile/');
  });

  it('gets faults and refusals outside the routes as pages it can draw', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const large = await visitor.send({ username: 'x'.repeat(70_000) }, { headers: htmx });
    expect([large.statusCode, large.body.includes('id="content"')]).toEqual([413, true]);
    const broken = await visitor.browser.get('/failing/fault/', htmx);
    expect([broken.statusCode, broken.body.includes('id="content"')]).toEqual([500, true]);
    const stale = await visitor.send({ csrfmiddlewaretoken: '' }, { headers: htmx });
    expect([stale.statusCode, stale.body.includes('id="content"')]).toEqual([403, true]);
  });
});

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);
}
