import { Writable } from 'node:stream';
import Fastify, { type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiRoute } from '../../src/api/api-route.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { anonymousEndpoints } from '../support/anonymous-endpoints.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRowCounter, type RowCounter } from '../support/row-counts.ts';
import { PASSWORD } from '../support/site.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';

/** Some of a kind may still find room: in a page that is not full, or in one that their own deletion freed. */
const TRIES = 8;
/** As long as is kept, so that a row of the audit log takes a page of its own and the better part of another. */
const USER_AGENT = `browser ${'x'.repeat(504)}`;
/** What only counts, and what is noted beside the requests. */
const COUNTERS = ['stagedoor_limit', 'stagedoor_request_log', 'stagedoor_visit', 'stagedoor_visit_day'];

const interfaces = anonymousEndpoints.map((httpInterface) => [httpInterface.name, httpInterface] as const);

describe.each(['SQLite', 'PostgreSQL'] as const)('where %s takes no writes for a while', (kind) => {
  const ready = new Map<string, InjectOptions[]>();
  const refused = new Map<string, InjectOptions[]>();
  let disk: SmallDisk;
  let counter: RowCounter;
  let member: Visitor;
  let log = '';
  beforeAll(async () => {
    const collected = new Writable({
      write(chunk, _, done) {
        log += chunk;
        done();
      },
    });
    const env = { FAILURE_FLOOR_MILLISECONDS: '0', TRUSTED_PROXIES: '127.0.0.0/8', ...frontEndEnv };
    disk = await openSmallDisk[kind]({ env, log: collected });
    counter = await openRowCounter(disk.databaseUrl);
    await disk.site.addPerson('member');
    member = await disk.site.loggedIn('member');
    for (const [name, httpInterface] of interfaces) {
      ready.set(name, []);
      for (let n = 0; n < TRIES; n += 1) ready.get(name)?.push(await httpInterface.ready(disk.site, n));
    }
    await disk.fill();
  });
  afterAll(async () => {
    await counter?.close();
    await disk?.close();
  });

  let networks = 0;
  /** Each request from a network of its own, so that no limit is met. */
  function send(sent: InjectOptions): Promise<LightMyRequestResponse> {
    networks += 1;
    const from = `10.${networks >> 8}.${networks & 255}.1`;
    const headers = { host: '127.0.0.1', 'x-forwarded-for': from, 'user-agent': USER_AGENT, ...sent.headers };
    return disk.site.app.inject({ ...sent, headers });
  }

  async function state(): Promise<Record<string, number>> {
    const counted = await counter.count();
    return Object.fromEntries(Object.entries(counted).filter(([table]) => !COUNTERS.includes(table)));
  }

  it.each(interfaces)('answers %s by 503, and keeps nothing of it', async (name, { usual }) => {
    refused.set(name, []);
    for (const request of ready.get(name) ?? []) {
      const before = await state();
      const { statusCode, headers, body } = await send(request);
      if (statusCode === usual) continue;
      expect(statusCode, body).toBe(503);
      expect(headers['retry-after']).toBe('5');
      expect(headers['content-type']).toContain(name.endsWith('page') ? 'text/html' : 'application/json');
      expect(body).not.toMatch(/sqlite|postgres|read-only|disk/i);
      expect(await state()).toEqual(before);
      refused.get(name)?.push(request);
    }
    expect(refused.get(name)).not.toEqual([]);
  });

  it.each([
    ['/healthz', 200],
    ['/readyz', 200],
    ['/api/csrf/', 200],
    ['/accounts/login/', 200],
    ['/accounts/signup/', 200],
    ['/api/users/me/', 401],
  ])('goes on answering a stranger at %s', async (url, status) => {
    expect((await send({ method: 'GET', url })).statusCode).toBe(status);
  });

  it.each(['/api/users/me/', '/api/users/me/sessions/', '/accounts/profile/'])(
    'goes on showing who is logged in %s',
    async (url) => {
      expect((await member.browser.get(url)).statusCode).toBe(200);
    },
  );

  it('takes nothing that is asked of any route for a fault of its own', async () => {
    const payload = {
      ...{ email: 'sweep@mail.example', username: 'sweep', identifier: 'sweep', name: 'sweep', key: 'k' },
      ...{ password: PASSWORD, password_confirm: PASSWORD, re_password: PASSWORD, old_password: PASSWORD },
      ...{ password1: PASSWORD, password2: PASSWORD, uid: 'MQ', token: 'x.y.z', refresh: 'x.y.z' },
      ...{ new_email: 'sweep2@mail.example', current_password: PASSWORD, purpose: 'x' },
    };
    let full = 0;
    // Last what may end the session, where it finds room: nobody else is logged in.
    const ends = ({ method, path }: ApiRoute) => method === 'DELETE' || path.includes('logout');
    for (const { method, path } of everyApiRoute.toSorted((a, b) => Number(ends(a)) - Number(ends(b)))) {
      const url = path.replaceAll(/:\w+/g, '1');
      const sent = method === 'GET' ? {} : { payload };
      const stranger = await send({ method, url, ...sent });
      const headers = member.browser.csrfHeader();
      const signedIn = await member.browser.request(method, url, { headers, ...sent });
      for (const { statusCode } of [stranger, signedIn]) {
        expect(statusCode < 500 || statusCode === 503, `${method} ${url}: ${statusCode}`).toBe(true);
        if (statusCode === 503) full += 1;
      }
    }
    // So many got as far as to write; the rest was refused for what it asked.
    expect(full).toBeGreaterThan(40);
  });

  it('lets a guard of an application’s own route answer 503 as well', async () => {
    const { stagedoor } = disk.site;
    const app = Fastify();
    await app.register(stagedoorPlugin, { stagedoor });
    const preHandler = createGuards(stagedoor).requireCsrfToken;
    app.post('/orders', { preHandler }, async () => 'ordered');
    const headers = { host: '127.0.0.1', 'user-agent': USER_AGENT, origin: 'https://evil.example' };
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/orders', headers, payload: {} });
    expect(statusCode, body).toBe(503);
    await app.close();
  });

  it('leaves the cause in the log, and no secret', () => {
    expect(log).toContain(kind === 'SQLite' ? 'SQLITE_FULL' : '25006');
    for (const secret of [PASSWORD, /eyJ[\w-]{20}/, /\b[A-Za-z0-9]{43}\b/]) expect(log).not.toMatch(secret);
  });

  describe('and then does again', () => {
    beforeAll(() => disk.makeRoom());

    it.each(interfaces)('carries %s out', async (name, { usual }) => {
      expect(refused.get(name)?.length).toBeGreaterThan(0);
      for (const request of refused.get(name) ?? []) expect((await send(request)).statusCode).toBe(usual);
    });
  });
});
