import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuards } from '../../src/server/create-guards.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';

let site: Site;
let app: FastifyInstance;
beforeAll(async () => {
  site = await openSite();
  await addPerson(site);
  app = Fastify();
  await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
  const guards = createGuards(site.stagedoor);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: unknown, text: string | Buffer) => Object.fromEntries(new URLSearchParams(String(text))),
  );
  app.get('/who/', async (request) => ({ id: (await guards.principal(request))?.user.id ?? null }));
  app.get('/form/', async (request, reply) => ({ token: await guards.csrfToken(request, reply) }));
  app.get('/orders/', { preHandler: guards.requireUser }, async () => ({ done: true }));
  app.post('/orders/', { preHandler: guards.requireUser }, async (request) => ({ got: request.body }));
  app.get('/desk/', { preHandler: guards.requireStaff }, async () => ({ done: true }));
  app.get('/roof/', { preHandler: guards.requireSuperuser }, async () => ({ done: true }));
  app.get('/edit/', { preHandler: guards.requireGroup('Editors') }, async () => ({
    message: 'Hello, Editor!',
  }));
  app.post('/posts/', { preHandler: guards.requirePermission('publish_post') }, async () => ({ done: true }));
  app.get('/shift/', { preHandler: guards.requireRole(['Editors', 'Managers']) }, async () => ({
    done: true,
  }));
  app.get(
    '/own/',
    { preHandler: guards.requireTest(({ user }) => user.username === 'editor') },
    async () => ({
      done: true,
    }),
  );
  app.get('/report/', { preHandler: guards.requireTicket('report') }, async (request) => ({
    of: (await guards.principal(request))?.user.username,
  }));
  app.post('/vote/', { preHandler: guards.requireCsrfToken }, async () => ({ done: true }));
});
afterAll(async () => {
  await app.close();
  await site.close();
});

const open = () => new Browser(app, site.stagedoor.config.publicUrl);

async function member(): Promise<Browser> {
  const browser = open();
  await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
  return browser;
}

describe('a route of one’s own', () => {
  it('learns who is signed in, and at once when nobody is any more', async () => {
    expect((await open().get('/who/')).json()).toEqual({ id: null });
    const browser = await member();
    const ana = await site.stores.users.findByUsernameKey('ana');
    expect((await browser.get('/who/')).json()).toEqual({ id: ana?.id });
    const old = [...browser.cookies];
    await browser.post('/api/logout/');
    for (const [name, value] of old) browser.cookies.set(name, value);
    expect((await browser.get('/who/')).json()).toEqual({ id: null });
  });

  it.each(['bearer', 'token', 'Bearer:'])('answers a bad `%s …` by nobody’s cookie', async (word) => {
    const browser = await member();
    const sent = { authorization: `${word} nobodys` };
    expect((await browser.get('/who/', sent)).json()).toEqual({ id: null });
    expect((await browser.get('/orders/', sent)).statusCode).toBe(401);
  });

  it('lets in only who is signed in: 401 for programs, the log-in and back for people', async () => {
    expect((await (await member()).get('/orders/')).json()).toEqual({ done: true });
    const program = await open().get('/orders/');
    expect([program.statusCode, program.json()]).toEqual([
      401,
      { detail: 'Authentication credentials were not provided.' },
    ]);
    const person = await open().get('/orders/', { accept: 'text/html' });
    expect([person.statusCode, person.headers.location]).toEqual([302, '/accounts/login/?next=/orders/']);
  });

  it('that changes something asks for the token, in the header or in a form that the site has read', async () => {
    const browser = await member();
    const bare = await browser.request('POST', '/orders/', { payload: { a: 1 } });
    expect([bare.statusCode, bare.json()]).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
    expect((await browser.post('/orders/', { a: 1 })).json()).toEqual({ got: { a: 1 } });
    const { token } = (await browser.get('/form/')).json();
    const form = (csrfmiddlewaretoken: string) =>
      browser.request('POST', '/orders/', {
        payload: new URLSearchParams({ a: '1', csrfmiddlewaretoken }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await form(token)).statusCode).toBe(200);
    expect((await form(token.toUpperCase())).statusCode).toBe(403);
    const foreign = await browser.post('/orders/', { a: 1 }, { origin: 'https://evil.example' });
    expect(foreign.statusCode).toBe(403);
  });

  it('takes every kind of token that the API takes, and a personal one as far as its scope goes', async () => {
    const browser = await member();
    const named = (name: string) => ({ name, permissions: [] });
    const reading = (await browser.post('/api/users/me/tokens/', named('read'))).json().token;
    const writing = (
      await browser.post('/api/users/me/tokens/', { ...named('write'), methods: 'write' })
    ).json();
    const pair = (await open().post('/api/token/', { username: 'ana', password: PASSWORD })).json();
    const by = (token: string, method: 'GET' | 'POST') =>
      app.inject({
        method,
        url: '/orders/',
        headers: { host: site.stagedoor.config.publicUrl.host, authorization: `Bearer ${token}` },
      });
    for (const token of [pair.access, writing.token, reading])
      expect((await by(token, 'GET')).statusCode).toBe(200);
    for (const token of [pair.access, writing.token]) expect((await by(token, 'POST')).statusCode).toBe(200);
    expect((await by(reading, 'POST')).statusCode).toBe(403);
    const refused = await by(`${pair.access}x`, 'GET');
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'token_not_valid']);
  });

  it('that anybody may ask takes bad credentials for none', async () => {
    const asked = await open().get('/who/', { authorization: 'Bearer made-up' });
    expect([asked.statusCode, asked.json()]).toEqual([200, { id: null }]);
  });

  it('that anybody may open has a token for its form, whatever credentials came', async () => {
    for (const authorization of ['Bearer made-up', 'Bearer', 'Token made-up', 'Basic !']) {
      const asked = await open().get('/form/', { authorization });
      expect([authorization, asked.statusCode]).toEqual([authorization, 200]);
      expect(asked.json().token).toMatch(/^\w{64}$/);
    }
  });

  it('that anybody may open has a token for its form, where two log-ins came and nothing says whose it is', async () => {
    const [one, other] = [await member(), await member()];
    const two = { cookie: `sessionid=${one.cookie('sessionid')}; sessionid=${other.cookie('sessionid')}` };
    const asked = await open().get('/form/', two);
    expect([asked.statusCode, asked.json()]).toEqual([200, { token: expect.stringMatching(/^\w{64}$/) }]);
    const { cookie } = two;
    const own = asked.cookies.find(({ name }) => name === 'csrftoken')?.value ?? '';
    const posted = await open().request('POST', '/orders/', {
      payload: {},
      headers: { cookie: `${cookie}; csrftoken=${own}`, 'x-csrftoken': asked.json().token },
    });
    expect(posted.statusCode).toBe(400);
  });

  it('open to anybody can ask for the token of a visitor who is not signed in', async () => {
    const browser = open();
    expect((await browser.post('/vote/')).statusCode).toBe(403);
    const { token } = (await browser.get('/form/')).json();
    expect((await browser.post('/vote/', {}, { 'x-csrftoken': token })).json()).toEqual({ done: true });
  });
});

describe('a route of one’s own for some of those who are signed in', () => {
  const DENIED = [403, { detail: 'You do not have permission to perform this action.' }];
  const MISSING = [401, { detail: 'Authentication credentials were not provided.' }];
  const said = async (browser: Browser, url: string) => {
    const answer = url === '/posts/' ? await browser.post(url) : await browser.get(url);
    return [answer.statusCode, answer.json()];
  };
  const routes = ['/desk/', '/roof/', '/edit/', '/posts/', '/shift/', '/own/'];

  async function person(username: string, access: Parameters<typeof addPerson>[2] = {}) {
    const { id } = await addPerson(site, username, access);
    const browser = open();
    await browser.post('/api/login/', { username, password: PASSWORD });
    return { id, browser };
  }

  it('answers strangers 401, and others 403, never 500', async () => {
    const { browser } = await person('plain');
    for (const url of routes) {
      expect(await said(open(), url)).toEqual(MISSING);
      expect(await said(browser, url)).toEqual(DENIED);
    }
  });

  it('lets members of the group in, and nobody for being a superuser', async () => {
    const { id, browser } = await person('editor');
    const groups = [{ id: 7, name: 'Editors', permissions: ['publish_post'] }];
    await site.stores.giveAccess(id, { groups });
    expect(await said(browser, '/edit/')).toEqual([200, { message: 'Hello, Editor!' }]);
    expect(await said(browser, '/posts/')).toEqual([200, { done: true }]);
    for (const url of ['/shift/', '/own/']) expect(await said(browser, url)).toEqual([200, { done: true }]);
    expect(await said(browser, '/desk/')).toEqual(DENIED);
    await site.stores.giveAccess(id, { groups: [{ id: 8, name: 'editors' }] });
    for (const url of ['/edit/', '/shift/']) expect(await said(browser, url)).toEqual(DENIED);
    const { browser: chief } = await person('chief', { isStaff: true });
    expect(await said(chief, '/edit/')).toEqual(DENIED);
    for (const url of ['/desk/', '/roof/', '/posts/']) expect((await said(chief, url))[0]).toBe(200);
  });

  it('tells staff from superusers', async () => {
    const { id, browser } = await person('clerk', { isStaff: true });
    await site.stores.users.update(id, { isSuperuser: false });
    expect(await said(browser, '/desk/')).toEqual([200, { done: true }]);
    expect(await said(browser, '/roof/')).toEqual(DENIED);
    await site.stores.users.update(id, { isStaff: false });
    expect(await said(browser, '/desk/')).toEqual(DENIED);
  });

  it('asks for the CSRF token as any other', async () => {
    const { browser } = await person('chief-of-posts', { isStaff: true });
    const bare = await browser.request('POST', '/posts/', { payload: {} });
    expect([bare.statusCode, bare.json()]).toEqual([403, { detail: 'CSRF Failed: CSRF token missing.' }]);
  });

  it('gives a personal token what its scope names, and no rank', async () => {
    const { id, browser } = await person('owner', { isStaff: true });
    await site.stores.giveAccess(id, {
      groups: [{ id: 7, name: 'Editors' }],
      permissions: ['publish_post', 'add_post'],
    });
    const token = async (permissions: readonly string[], methods = 'write') => {
      const made = await browser.post('/api/users/me/tokens/', { name: 'x', permissions, methods });
      return new Browser(app, site.stagedoor.config.publicUrl, {
        authorization: `Bearer ${made.json().token}`,
      });
    };
    const wide = await token(['publish_post']);
    expect(await said(wide, '/posts/')).toEqual([200, { done: true }]);
    for (const url of ['/desk/', '/roof/', '/edit/']) expect(await said(wide, url)).toEqual(DENIED);
    expect(await said(await token(['add_post']), '/posts/')).toEqual(DENIED);
    expect(await said(await token(['publish_post'], 'read'), '/posts/')).toEqual(DENIED);
  });

  it('opens by a ticket and by nothing else', async () => {
    const { browser } = await person('reader');
    expect((await browser.get('/report/')).statusCode).toBe(401);
    const { ticket } = (await browser.post('/api/tickets/', { purpose: 'report' })).json();
    expect(await said(open(), `/report/?ticket=${ticket}`)).toEqual([200, { of: 'reader' }]);
    expect((await said(browser, `/report/?ticket=${ticket}`))[0]).toBe(401);
  });
});

it('guards say so when nothing is mounted', async () => {
  const unmounted = { ...site.stagedoor };
  const guards = createGuards(unmounted);
  const other = Fastify();
  other.get('/', async (request) => await guards.principal(request));
  expect((await other.inject('/')).json().message).toMatch(/Register stagedoorPlugin/);
  await other.close();
});
