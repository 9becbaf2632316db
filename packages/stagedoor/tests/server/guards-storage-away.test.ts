import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGuards, type Guards, StorageUnavailable, stagedoorPlugin } from '../../src/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

let server: TestDatabase;
let site: RealSite;
let guards: Guards;
let app: FastifyInstance;
let other: pg.Client;
beforeAll(async () => {
  server = await createTestDatabase();
  site = await openRealSite({ env: { DATABASE_URL: server.url } });
  guards = createGuards(site.stagedoor);
  app = Fastify();
  await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
  app.get('/principal', async (request) => await guards.principal(request));
  app.get('/user', async (request) => await guards.user(request));
  app.get('/form', async (request, reply) => ({ token: await guards.csrfToken(request, reply) }));
  // As the guide has it.
  app.setErrorHandler((error, _, reply) => {
    if (!(error instanceof StorageUnavailable)) throw error;
    return reply.code(503).send({ code: error.code });
  });
  // Whoever asks waits for it, and in vain.
  other = new pg.Client({ connectionString: server.url });
  await other.connect();
  await other.query('begin');
  await other.query('lock table stagedoor_session in access exclusive mode');
});
afterAll(async () => {
  await other.end();
  await app.close();
  await site.close();
  await server.drop();
});

const headers = { host: '127.0.0.1', cookie: `sessionid=${'a'.repeat(32)}` };

it.each(['/principal', '/user', '/form'])(
  'a route that asks %s while the database is away can tell it from every other fault',
  async (url) => {
    const answer = await app.inject({ url, headers });
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: '55P03' }]);
  },
);

it('so can the route of another framework', async () => {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: '/', headers });
  await expect(guards.user(request)).rejects.toThrow(StorageUnavailable);
});
