import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/http/route.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const FLOOD = 150;
/** Fewer rows than requests: what the limits let through, with all that belongs to it. */
const MOST_ROWS = FLOOD;
/** A sign-up that is let through is some ten rows. */
const MOST_ROWS_OF_SIGN_UPS = 250;

let directory: string;
let site: RealSite;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stagedoor-flood-'));
  site = await openRealSite({
    env: {
      DATABASE_URL: `sqlite:${join(directory, 'flood.db')}`,
      FAILURE_FLOOR_MILLISECONDS: '0',
      TRUSTED_PROXIES: '127.0.0.0/8',
      THROTTLE_ANON: '1000/hour',
      ...frontEndEnv,
    },
  });
  await site.addPerson('ana');
});
afterAll(async () => {
  await site.close();
  rmSync(directory, { recursive: true, force: true });
});

function rows(): Record<string, number> {
  const database = new Database(join(directory, 'flood.db'), { readonly: true });
  const tables = database
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[];
  const counted = tables.map(
    (name) => [name, database.prepare(`select count(*) from "${name}"`).pluck().get()] as const,
  );
  database.close();
  return Object.fromEntries(counted) as Record<string, number>;
}

const total = (counted: Record<string, number>) =>
  Object.values(counted).reduce((sum, count) => sum + count, 0);

interface Sent {
  readonly method: Route['method'];
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly payload?: Record<string, string>;
}

/** One stranger of one address, who changes every word that costs nothing. */
async function flood(address: string, send: (turn: number) => Sent): Promise<number> {
  const before = total(rows());
  for (let turn = 0; turn < FLOOD; turn += 1) {
    const sent = send(turn);
    await site.app.inject({
      ...sent,
      headers: {
        host: '127.0.0.1',
        accept: 'application/json',
        'x-forwarded-for': address,
        'user-agent': `flood ${turn}`,
        ...sent.headers,
      },
    });
    if (turn % 50 === 49) site.clock.advance(1_000);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  return total(rows()) - before;
}

describe('a stranger who asks for ever leaves few rows behind', () => {
  const open = everyApiRoute.filter(({ access }) => access !== 'authenticated');
  it.each(open.map((route, index) => [`${route.method} ${route.path}`, route, index] as const))(
    '%s',
    async (_, route, index) => {
      const grown = await flood(`198.51.100.${index + 1}`, (turn) => ({
        method: route.method,
        url: route.path.replace(/:\w+/g, '1'),
        headers: { 'idempotency-key': `k${turn}`, authorization: `Bearer x.y.${turn}` },
        ...(route.method === 'GET'
          ? {}
          : {
              payload: {
                ...{ email: `f${turn}@flood.example`, username: `f${turn}`, identifier: `f${turn}` },
                ...{ password: PASSWORD, password_confirm: PASSWORD, re_password: PASSWORD },
                ...{ password1: PASSWORD, password2: PASSWORD, uid: String(turn), token: `t${turn}` },
              },
            }),
      }));
      expect(grown).toBeLessThan(route.creates === true ? MOST_ROWS_OF_SIGN_UPS : MOST_ROWS);
    },
    30_000,
  );

  it('with requests that are another site’s', async () => {
    const before = rows();
    const grown = await flood('203.0.113.9', (turn) => ({
      method: 'POST',
      url: '/api/login/',
      headers: { origin: `https://evil${turn}.example` },
      payload: { username: 'ana', password: 'no' },
    }));
    expect((rows().stagedoor_audit_event ?? 0) - (before.stagedoor_audit_event ?? 0)).toBe(1);
    expect(grown).toBeLessThan(30);
  });

  it('with pages and their forms', async () => {
    for (const url of ['/accounts/login/', '/accounts/signup/', '/accounts/password_reset/']) {
      const grown = await flood('203.0.113.10', () => ({ method: 'POST', url, payload: {} }));
      expect(grown, url).toBeLessThan(30);
    }
  });

  it('and is written down again in the next hour', async () => {
    const events = () => rows().stagedoor_audit_event ?? 0;
    const ask = () =>
      site.app.inject({
        method: 'POST',
        url: '/api/login/',
        headers: { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9', origin: 'https://evil.example' },
        payload: {},
      });
    const before = events();
    await ask();
    expect(events()).toBe(before);
    site.clock.advance(3_600_000);
    await ask();
    await ask();
    expect(events()).toBe(before + 1);
  });
});
