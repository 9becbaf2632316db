import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flushObservations } from '../../src/http/http-context.ts';
import type { Route } from '../../src/http/route.ts';
import { mountedContext } from '../../src/server/mounted-context.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import { databases } from '../support/databases.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openRowCounter, type RowCounter } from '../support/row-counts.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const FLOOD = 150;
/** In any one table: thirty attempts of an hour are let through, each of which may be counted for two names. */
const MOST_ROWS_OF_A_TABLE = 65;

interface Sent {
  readonly method: Route['method'];
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly payload?: Record<string, string> | string;
}

const mostIn = (grown: Record<string, number>) => Math.max(0, ...Object.values(grown));

/** Every word that a form or a body asks for, new at each turn and in each flood. */
const words = (of: string) => ({
  ...{ email: `${of}@flood.example`, username: of, identifier: of, login: of },
  ...{ password: PASSWORD, password_confirm: PASSWORD, re_password: PASSWORD },
  ...{ password1: PASSWORD, password2: PASSWORD, new_password: PASSWORD, re_new_password: PASSWORD },
  ...{ new_password1: PASSWORD, new_password2: PASSWORD, new_username: of, re_new_username: of },
  ...{ uid: of, token: of, key: of },
});

const floodOf = ({ method, path }: Route, name: string) => ({
  method,
  url: path.replace(/:\w+/g, name),
});

const openForms = webRoutes.filter(({ method, access }) => method === 'POST' && access !== 'authenticated');

describe.each(databases)('a stranger who asks for ever leaves few rows behind on $database', ({ open }) => {
  let server: { readonly env: Record<string, string>; drop(): Promise<void> };
  let site: RealSite;
  let counter: RowCounter;
  beforeAll(async () => {
    server = await open();
    site = await openRealSite({
      env: {
        FAILURE_FLOOR_MILLISECONDS: '0',
        TRUSTED_PROXIES: '127.0.0.0/8',
        THROTTLE_ANON: '1000/hour',
        ...frontEndEnv,
        ...server.env,
      },
    });
    counter = await openRowCounter(site.stagedoor.config.databaseUrl.reveal());
    await site.addPerson('ana');
  });
  afterAll(async () => {
    await counter.close();
    await site.close();
    await server.drop();
  });

  /** One stranger of one address, who changes every word that costs nothing; answers by how much each table grew. */
  async function flood(address: string, send: (turn: number) => Sent) {
    const before = await counter.count();
    const statuses = new Set<number>();
    for (let turn = 0; turn < FLOOD; turn += 1) {
      const sent = send(turn);
      const answer = await site.app.inject({
        ...sent,
        headers: {
          host: '127.0.0.1',
          accept: 'application/json',
          'x-forwarded-for': address,
          'user-agent': `flood ${turn}`,
          ...sent.headers,
        },
      });
      statuses.add(answer.statusCode);
      if (turn % 50 === 49) site.clock.advance(1_000);
    }
    await flushObservations(mountedContext(site.stagedoor));
    return { statuses, grown: await grownSince(before) };
  }

  async function grownSince(before: Readonly<Record<string, number>>): Promise<Record<string, number>> {
    const grown = Object.entries(await counter.count()).map(
      ([table, count]) => [table, count - (before[table] ?? 0)] as const,
    );
    return Object.fromEntries(grown.filter(([, count]) => count !== 0));
  }

  const openRoutes = everyApiRoute.filter(({ access }) => access !== 'authenticated');
  it.each(openRoutes.map((route, index) => [`${route.method} ${route.path}`, route, index] as const))(
    '%s',
    async (_, route, index) => {
      const { grown } = await flood(`198.51.100.${index + 1}`, (turn) => ({
        ...floodOf(route, `f${index}x${turn}`),
        headers: { 'idempotency-key': `k${turn}`, authorization: `Bearer x.y.${turn}` },
        ...(route.method === 'GET' ? {} : { payload: words(`f${index}x${turn}`) }),
      }));
      expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(MOST_ROWS_OF_A_TABLE);
    },
  );

  it('with requests that are another site’s', async () => {
    const { grown } = await flood('203.0.113.9', (turn) => ({
      method: 'POST',
      url: '/api/login/',
      headers: { origin: `https://evil${turn}.example` },
      payload: { username: 'ana', password: 'no' },
    }));
    expect(grown.stagedoor_audit_event).toBe(1);
    expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(30);
  });

  it('with pages that are only looked at', async () => {
    const { grown, statuses } = await flood('203.0.113.10', (turn) => ({
      method: 'GET',
      url: ['/accounts/login/', '/accounts/signup/', '/accounts/password_reset/'][turn % 3] ?? '',
      headers: { accept: 'text/html' },
    }));
    expect([...statuses]).toEqual([200]);
    expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(30);
  });

  it.each(openForms.map((route, index) => [route.path, route, index] as const))(
    'with the form of %s, which has its token',
    async (_, route, index) => {
      const reader = site.visitor();
      const token = (await reader.open('/accounts/login/')).form().fields.csrfmiddlewaretoken ?? '';
      const { grown, statuses } = await flood(`192.0.2.${index + 1}`, (turn) => ({
        ...floodOf(route, `p${index}x${turn}`),
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: `csrftoken=${reader.browser.cookie('csrftoken')}`,
          origin: site.stagedoor.config.publicUrl.origin,
        },
        payload: new URLSearchParams({
          ...words(`p${index}x${turn}`),
          csrfmiddlewaretoken: token,
        }).toString(),
      }));
      expect([...statuses]).not.toContain(403);
      expect(mostIn(grown), JSON.stringify(grown)).toBeLessThan(MOST_ROWS_OF_A_TABLE);
    },
  );

  it('and is written down again in the next hour', async () => {
    const events = async () => (await counter.count()).stagedoor_audit_event ?? 0;
    const ask = () =>
      site.app.inject({
        method: 'POST',
        url: '/api/login/',
        headers: { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9', origin: 'https://evil.example' },
        payload: {},
      });
    const before = await events();
    await ask();
    expect(await events()).toBe(before);
    site.clock.advance(3_600_000);
    await ask();
    await ask();
    expect(await events()).toBe(before + 1);
  });
});
