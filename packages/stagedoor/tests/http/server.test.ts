import { connect } from 'node:net';
import Fastify from 'fastify';
import { Type } from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { json } from '../../src/http/answer/answer.ts';
import { textField } from '../../src/http/request/input-reader.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';
import { mount } from '../support/test-routes.ts';

let site: Site;
afterEach(() => site.close());

async function listen(): Promise<number> {
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  const address = site.app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('health checks', () => {
  it('tell a live process from one whose dependencies are away, and nothing else (ASVS V13.4.5)', async () => {
    let isAway = false;
    site = await openSite({
      ping: async () => {
        if (isAway) throw new Error('database canary is away');
      },
    });
    expect((await site.browser().get('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await site.browser().get('/readyz')).json()).toEqual({ status: 'ready' });
    isAway = true;
    const answer = await site.browser().get('/readyz');
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'not ready' }]);
    expect((await site.browser().get('/healthz')).statusCode).toBe(200);
  });
});

describe('a fault of the database', () => {
  it('shuts nobody in and lets nobody through: 500 in JSON and on pages', async () => {
    site = await openSite();
    await addPerson(site);
    const browser = site.browser();
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    const { sessions } = site.stores as { sessions: { findPrincipal: unknown } };
    sessions.findPrincipal = async () => {
      throw new Error('the database canary is away');
    };
    for (const accept of ['application/json', 'text/html']) {
      const answer = await browser.get(accept === 'text/html' ? '/accounts/profile/' : '/api/users/me/', {
        accept,
      });
      expect(answer.statusCode).toBe(500);
      expect(answer.body).not.toContain('canary');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('closing', () => {
  it('lets running requests finish and takes no new ones', async () => {
    const { promise: mayAnswer, resolve: answerNow } = Promise.withResolvers<void>();
    const { promise: hasCome, resolve: came } = Promise.withResolvers<void>();
    const slow = defineRoute({
      name: 'slow',
      method: 'GET',
      path: '/api/slow/',
      issues: 'none',
      access: 'anyone',
      csrf: 'none',
      async handler() {
        came();
        await mayAnswer;
        return json({ finished: true });
      },
    });
    site = await openSite({ server: { extend: mount(slow) } });
    const port = await listen();
    const running = fetch(`http://127.0.0.1:${port}/api/slow/`);
    await hasCome;
    const closed = site.app.close();
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
    answerNow();
    expect(await (await running).json()).toEqual({ finished: true });
    await closed;
  });
});

describe('a client that takes its time', () => {
  it('is cut off with 408 when its headers do not come', async () => {
    site = await openSite({ env: { HEADERS_TIMEOUT_SECONDS: '1' } });
    const port = await listen();
    const heard = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: 127'));
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      socket.on('close', () => resolve(text)).on('error', reject);
    });
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  }, 10_000);
});

describe('stagedoorPlugin', () => {
  it('mounts accounts in an application of one’s own, whose other routes stay as they are', async () => {
    site = await openSite();
    await addPerson(site);
    const app = Fastify();
    app.post('/own/', async (request) => ({ got: request.body }));
    await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
    const browser = new Browser(app, site.stagedoor.config.publicUrl);
    expect((await browser.post('/api/login', { username: 'ana', password: PASSWORD })).statusCode).toBe(200);
    expect((await browser.get('/api/users/me/')).json()).toMatchObject({ username: 'ana' });
    expect((await browser.request('POST', '/api/users/me')).statusCode).toBe(405);
    expect((await browser.get('/accounts/login/', { accept: 'text/html' })).statusCode).toBe(302);
    expect((await browser.get('/api/users/me/', { host: 'evil.example' })).statusCode).toBe(400);
    const own = await browser.post('/own/', { a: 1 }, { host: 'evil.example' });
    expect([own.statusCode, own.json(), own.headers['x-frame-options']]).toEqual([
      200,
      { got: { a: 1 } },
      undefined,
    ]);
    await app.close();
  });

  it('mounts the API alone where no pages are wanted', async () => {
    site = await openSite();
    const app = Fastify();
    await app.register(stagedoorPlugin, { stagedoor: site.stagedoor, pages: false });
    const browser = new Browser(app, site.stagedoor.config.publicUrl);
    expect((await browser.get('/accounts/login/')).statusCode).toBe(404);
    expect((await browser.get('/login/', { accept: 'text/html' })).statusCode).toBe(406);
    expect((await browser.get('/api/csrf/')).statusCode).toBe(200);
    await app.close();
  });
});

describe('flash messages and language', () => {
  const routes = [
    defineRoute({
      name: 'say',
      method: 'POST',
      path: '/api/say/',
      issues: 'none',
      access: 'anyone',
      csrf: 'session',
      schema: { body: Type.Object({ text: textField() }) },
      handler(exchange, { body }) {
        exchange.flash('success', body.text);
        exchange.chooseLanguage('es');
        return json({});
      },
    }),
    defineRoute({
      name: 'hear',
      method: 'GET',
      path: '/api/hear/',
      issues: 'none',
      access: 'anyone',
      csrf: 'none',
      handler: (exchange) => json({ heard: exchange.takeFlashes(), language: exchange.language }),
    }),
  ];

  it('survive one redirect and are gone afterwards', async () => {
    site = await openSite({ server: { extend: mount(...routes) } });
    const browser = site.browser();
    await browser.post('/api/say/', { text: 'Hello <b>' });
    await browser.post('/api/say/', { text: '¡Hola!' });
    const heard = (await browser.get('/api/hear/')).json();
    expect(heard).toEqual({
      heard: [
        { kind: 'success', text: 'Hello <b>' },
        { kind: 'success', text: '¡Hola!' },
      ],
      language: 'es',
    });
    expect((await browser.get('/api/hear/')).json().heard).toEqual([]);
  });

  it('are shown only if this site wrote them', async () => {
    site = await openSite({ server: { extend: mount(...routes) } });
    const forged = Buffer.from('[["error","You were hacked"]]').toString('base64url');
    const cookie = `messages=${forged}.${'a'.repeat(43)}`;
    expect((await site.browser().get('/api/hear/', { cookie })).json().heard).toEqual([]);
  });
});
