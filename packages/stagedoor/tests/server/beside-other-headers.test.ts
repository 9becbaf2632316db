import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import Fastify from 'fastify';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createGuards } from '../../src/server/create-guards.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { toNodeHandler } from '../../src/server/to-node-handler.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* Accounts in an application that has said something of the answer already. */

let site: RealSite;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  site = await openRealSite({ env: { ALLOWED_HOSTS: '127.0.0.1' } });
  await site.addPerson('ana');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => site.close());

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const applications: Readonly<Record<string, () => Promise<string>>> = {
  async Express() {
    const handle = toNodeHandler(site.stagedoor);
    closing.push(() => handle.close());
    const app = express();
    app.use((_, response, next) => {
      response.cookie('app', '1').cookie('more', '2').vary('X-App').vary('cookie');
      next();
    }, handle);
    return await listen(app);
  },
  async Fastify() {
    const app = Fastify();
    closing.push(() => app.close());
    app.addHook('onRequest', async (_, reply) => {
      reply.header('set-cookie', ['app=1', 'more=2']).header('vary', 'X-App, cookie');
    });
    await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
    const guards = createGuards(site.stagedoor);
    app.get('/form', (request, reply) => guards.csrfToken(request, reply));
    return await app.listen({ port: 0, host: '127.0.0.1' });
  },
  async 'a bare response below Fastify'() {
    const app = Fastify();
    closing.push(() => app.close());
    app.addHook('onRequest', async (_, reply) => {
      reply.raw.setHeader('set-cookie', ['app=1', 'more=2']);
      reply.raw.setHeader('vary', 'X-App, cookie');
    });
    await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
    const guards = createGuards(site.stagedoor);
    app.get('/form', (request, reply) => guards.csrfToken(request, reply));
    return await app.listen({ port: 0, host: '127.0.0.1' });
  },
};

const namesOf = (answer: Response) => answer.headers.getSetCookie().map((line) => line.split('=')[0]);
const variesBy = (answer: Response) => (answer.headers.get('vary') ?? '').toLowerCase().split(', ');

it.each(Object.entries(applications))('what %s set before stays beside a log-in', async (_, open) => {
  const origin = await open();
  const answer = await fetch(`${origin}/api/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'ana', password: PASSWORD }),
  });
  expect(answer.status).toBe(200);
  expect(namesOf(answer)).toEqual(['app', 'more', 'sessionid', 'csrftoken', 'device']);
  expect(variesBy(answer).toSorted()).toEqual(['accept', 'cookie', 'x-app']);
});

it.each(Object.entries(applications))('what %s set before stays beside a page', async (_, open) => {
  const answer = await fetch(`${await open()}/accounts/login/`, { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(200);
  expect(namesOf(answer)).toEqual(['app', 'more', 'csrftoken']);
  expect(variesBy(answer).toSorted()).toEqual(['accept', 'accept-language', 'cookie', 'x-app']);
});

it.each(Object.entries(applications))('what %s set before stays beside a refusal', async (_, open) => {
  const answer = await fetch(`${await open()}/api/users/me/`);
  expect(answer.status).toBe(401);
  expect(namesOf(answer)).toEqual(['app', 'more']);
  expect(variesBy(answer)).toContain('x-app');
});

it.each(['Fastify', 'a bare response below Fastify'])(
  'what %s set before stays beside the cookie of a form of the application’s own',
  async (name) => {
    const answer = await fetch(`${await applications[name]?.()}/form`);
    expect(namesOf(answer)).toEqual(['app', 'more', 'csrftoken']);
  },
);
