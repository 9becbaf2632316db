import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toWebHandler } from '../../src/server/to-web-handler.ts';
import { createServer } from '../../src/server.ts';
import { readExposition, type Sample } from '../support/exposition.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

const TOKEN = 'kQ8xw2~Zr5.Tn7_Vb1-Lp4+Hs9/Gd3Yf6Mc0Je==';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(env: Record<string, string> = {}): Promise<{ site: RealSite; origin: string }> {
  const site = await openRealSite({ env: { METRICS: 'true', ...env } });
  closing.push(() => site.close());
  return { site, origin: await site.listen() };
}

async function scrape(origin: string, headers: Record<string, string> = {}): Promise<readonly Sample[]> {
  const response = await fetch(`${origin}/metrics`, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return readExposition(await response.text());
}

/** The sum of what has these labels; undefined where nothing has. */
function figure(samples: readonly Sample[], name: string, labels: Record<string, string> = {}) {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

describe('who reads the figures', () => {
  let here: RealSite;
  let withToken: RealSite;
  let origin: string;
  beforeAll(async () => {
    const env = { METRICS: 'true', ALLOWED_HOSTS: '*', TRUSTED_PROXIES: '127.0.0.0/8' };
    here = await openRealSite({ env });
    withToken = await openRealSite({ env: { ...env, METRICS_TOKEN: TOKEN } });
    origin = await withToken.listen();
  });
  afterAll(async () => {
    await here.close();
    await withToken.close();
  });

  it('is nobody, unless METRICS is on', async () => {
    const off = await open({ METRICS: 'false', METRICS_TOKEN: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${off.origin}/metrics`, { headers })).status).toBe(404);
  });

  it('is whoever sits at this machine, where there is no token', async () => {
    const samples = await scrape(await here.listen());
    expect(figure(samples, 'stagedoor_database_up')).toBe(1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a peer of another machine', {}, '203.0.113.5'],
    ['a peer of the network', {}, '10.0.0.9'],
    ['another machine that calls itself local', { 'x-forwarded-for': '127.0.0.1' }, '203.0.113.5'],
    ['what a proxy of this machine hands on', { 'x-forwarded-for': '203.0.113.5' }, '127.0.0.1'],
    ['what a proxy says is local', { 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1'],
    ['what a proxy names by X-Real-IP', { 'x-real-ip': '127.0.0.1' }, '127.0.0.1'],
    ['what a proxy names by Forwarded', { forwarded: 'for=127.0.0.1' }, '127.0.0.1'],
    ['what comes by way of a proxy', { via: '1.1 edge' }, '127.0.0.1'],
    ['who asks this machine for another name', { host: 'site.example' }, '127.0.0.1'],
    ['a token where none is set', { authorization: 'Bearer null' }, '203.0.113.5'],
  ])('without a token is not %s', async (_, headers, remoteAddress) => {
    const asked = { host: '127.0.0.1:8000', ...headers };
    const answer = await here.app.inject({ url: '/metrics', headers: asked, remoteAddress });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('stagedoor_');
  });

  it('is nobody of another machine behind a Web handler', async () => {
    const handle = toWebHandler(here.stagedoor, { clientAddress: () => '203.0.113.5' });
    closing.push(() => handle.close());
    expect((await handle(new Request('http://127.0.0.1:8000/metrics'))).status).toBe(404);
  });

  it('is whoever shows the token, from wherever', async () => {
    await scrape(origin, { authorization: `Bearer ${TOKEN}` });
    await scrape(origin, { authorization: `bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.5' });
    const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` };
    const asked = { url: '/metrics', headers, remoteAddress: '203.0.113.5' };
    const answer = await withToken.app.inject(asked);
    expect(answer.statusCode).toBe(200);
  });

  it.each<[string, string, Record<string, string>]>([
    ['nothing, not even from this machine', '', {}],
    ['an empty token', '', { authorization: 'Bearer ' }],
    ['another token', '', { authorization: `Bearer ${TOKEN.toLowerCase()}` }],
    ['the beginning of the token', '', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['more than the token', '', { authorization: `Bearer ${TOKEN}=` }],
    ['the token and something else', '', { authorization: `Bearer ${TOKEN} ${TOKEN}` }],
    ['the token by another scheme', '', { authorization: `Token ${TOKEN}` }],
    ['the token as a password', '', { authorization: `Basic ${btoa(`metrics:${TOKEN}`)}` }],
    ['the token in the address', `?token=${encodeURIComponent(TOKEN)}`, {}],
    ['the token in a cookie', '', { cookie: `METRICS_TOKEN=${TOKEN}` }],
  ])('with a token is not who shows %s', async (_, query, headers) => {
    const response = await fetch(`${origin}/metrics${query}`, { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
    expect(await response.text()).not.toContain('stagedoor_');
  });

  it('may ask over plain http past the proxy, which no page may', async () => {
    const env = { METRICS_TOKEN: TOKEN, PUBLIC_URL: 'https://site.example', ALLOWED_HOSTS: '127.0.0.1' };
    const behind = await open(env);
    await scrape(behind.origin, { authorization: `Bearer ${TOKEN}` });
    expect((await fetch(`${behind.origin}/login/`, { redirect: 'manual' })).status).toBe(301);
  });
});

describe('requests', () => {
  it('are counted by method, route and status, those that are written past Fastify and refused ones too', async () => {
    const { site, origin } = await open();
    await site.addPerson('ana');
    const body = JSON.stringify({ username: 'ana', password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const { token } = (await (
      await fetch(`${origin}/api-token-auth/`, { method: 'POST', headers, body })
    ).json()) as { token: string };
    for (let count = 0; count < 3; count += 1) {
      const me = await fetch(`${origin}/api/users/me/`, { headers: { authorization: `Token ${token}` } });
      expect(me.status).toBe(200);
    }
    expect((await fetch(`${origin}/api/users/me/`)).status).toBe(401);
    expect((await fetch(`${origin}/accounts/reset/AAAA/secret-of-somebody/`)).status).toBeLessThan(500);
    const samples = await scrape(origin);
    const requests = 'stagedoor_http_requests_total';
    const me = { method: 'GET', route: '/api/users/me/' };
    expect(figure(samples, requests, { ...me, status: '200' })).toBe(3);
    expect(figure(samples, requests, { ...me, status: '401' })).toBe(1);
    expect(figure(samples, requests, { method: 'POST', route: '/api-token-auth/', status: '200' })).toBe(1);
    expect(figure(samples, 'stagedoor_http_request_duration_seconds_count', me)).toBe(4);
    expect(figure(samples, 'stagedoor_http_request_duration_seconds_bucket', { ...me, le: '+Inf' })).toBe(4);
    expect(figure(samples, 'stagedoor_http_request_duration_seconds_sum', me)).toBeGreaterThan(0);
    expect(JSON.stringify(samples)).not.toContain('secret-of-somebody');
    expect(figure(samples, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it('make no more labels, whatever strangers send', async () => {
    const { site, origin } = await open({ ALLOWED_HOSTS: '*' });
    const attack = async (round: number): Promise<void> => {
      for (let count = 0; count < 60; count += 1) {
        const mark = `stranger-${round}-${count}`;
        const urls = [`/${mark}/`, `/static/${mark}.css`, `/login/?next=${mark}`, `/api/users/me/${mark}/`];
        const methods = ['GET', 'POST', 'PROPFIND', 'MKCOL', 'PATCH', 'DELETE'] as const;
        for (const url of [...urls, '/metrics', '/healthz', '/%zz', `/accounts/reset/${mark}/${mark}/`]) {
          const method = methods[(count + round) % methods.length];
          const headers = { host: `${mark}.example`, 'user-agent': mark, 'x-http-method-override': mark };
          // PROPFIND and MKCOL are methods that Node reads and light-my-request does not know by type.
          await site.app.inject({ method: method as 'GET', url, headers });
        }
      }
    };
    await attack(1);
    await scrape(origin);
    const ours = async () => (await scrape(origin)).filter(({ name }) => name.startsWith('stagedoor_'));
    const before = await ours();
    await attack(2);
    const after = await ours();
    expect(after).toHaveLength(before.length);
    expect(JSON.stringify(after)).not.toContain('stranger');
    const methods = new Set(after.map(({ labels }) => labels.method));
    for (const method of ['PROPFIND', 'MKCOL']) expect(methods).not.toContain(method);
    const unknown = { method: 'other', route: 'none', status: '404' };
    expect(figure(after, 'stagedoor_http_requests_total', unknown)).toBeGreaterThan(100);
    const ofNoRoute = after.filter(
      ({ name, labels }) => name === 'stagedoor_http_requests_total' && labels.route === 'none',
    );
    expect(ofNoRoute.map(({ labels }) => labels.method)).toEqual(ofNoRoute.map(() => 'other'));
  });
});

describe('what the site says of itself', () => {
  it('tells e-mails that left from those that did not, and jobs that wait from those given up', async () => {
    const sink = await startSmtpSink();
    closing.push(() => sink.close());
    const { site, origin } = await open({ MAIL_URL: sink.url, MAIL_FROM: 'noreply@mail.example' });
    const { email } = await site.addPerson('ana');
    const ask = async (): Promise<void> => {
      await site.app.inject({ method: 'POST', url: '/api/password/reset/', payload: { email } });
    };
    await ask();
    site.clock.advance(120_000);
    const waiting = await scrape(origin);
    expect(figure(waiting, 'stagedoor_jobs_waiting', { job: 'mail-password-reset' })).toBe(1);
    expect(figure(waiting, 'stagedoor_jobs_oldest_due_seconds')).toBeGreaterThan(115);
    expect(figure(waiting, 'stagedoor_jobs_oldest_due_seconds')).toBeLessThan(125);
    await site.stagedoor.backgroundWork.drain();
    const done = await scrape(origin);
    expect(figure(done, 'stagedoor_mail_sent_total')).toBe(1);
    expect(figure(done, 'stagedoor_mail_failed_total')).toBe(0);
    expect(figure(done, 'stagedoor_jobs_waiting')).toBeUndefined();
    expect(figure(done, 'stagedoor_jobs_oldest_due_seconds')).toBe(0);
    sink.next('refuse-for-now', 'refuse-for-good');
    for (const to of ['one@mail.example', 'two@mail.example']) {
      await site.stagedoor.sendTestMail(to).catch(() => {});
    }
    expect(figure(await scrape(origin), 'stagedoor_mail_failed_total')).toBe(2);
  });

  it('tells of a full line for hashing', async () => {
    const { site, origin } = await open();
    await site.addPerson('ana');
    const before = await scrape(origin);
    expect(figure(before, 'stagedoor_password_hashes_refused_total')).toBe(0);
    const full = createServer({
      ...site.stagedoor,
      metrics: () => ({
        ...site.stagedoor.metrics(),
        hashing: { running: 2, waiting: 16, refused: 41 },
      }),
    });
    closing.push(() => full.close());
    const address = await full.listen({ host: '127.0.0.1', port: 0 });
    for (const _ of ['once', 'and again']) {
      const samples = await scrape(address);
      expect(figure(samples, 'stagedoor_password_hashes_running')).toBe(2);
      expect(figure(samples, 'stagedoor_password_hashes_waiting')).toBe(16);
      expect(figure(samples, 'stagedoor_password_hashes_refused_total')).toBe(41);
    }
  });

  it('is served without what the database would say, where it does not answer', async () => {
    const { site } = await open();
    const deaf = createServer({
      ...site.stagedoor,
      readJobMetrics: () => Promise.reject(new Error('the database is gone')),
    });
    closing.push(() => deaf.close());
    const samples = await scrape(await deaf.listen({ host: '127.0.0.1', port: 0 }));
    expect(figure(samples, 'stagedoor_database_up')).toBe(0);
    expect(figure(samples, 'stagedoor_jobs_oldest_due_seconds')).toBeUndefined();
    expect(figure(samples, 'stagedoor_password_hashes_running')).toBe(0);
  });
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  let database: TestDatabase | null = null;
  beforeAll(async () => {
    database = dialect === 'postgres' ? await createTestDatabase() : null;
  });
  afterAll(() => database?.drop());

  it('sessions that are known from memory are told from those that were read, and connections are counted', async () => {
    const { site, origin } = await open(database === null ? {} : { DATABASE_URL: database.url });
    await site.addPerson('ana');
    const visitor = await site.loggedIn('ana');
    let samples = await scrape(origin);
    // On PostgreSQL nobody is known from memory before the notifications of changes arrive.
    for (
      let round = 0;
      round < 200 && (figure(samples, 'stagedoor_principal_cache_hits_total') ?? 0) <= 5;
      round += 1
    ) {
      for (let count = 0; count < 30; count += 1) await visitor.open('/accounts/profile/');
      samples = await scrape(origin);
    }
    expect(figure(samples, 'stagedoor_principal_cache_misses_total')).toBeGreaterThan(0);
    expect(figure(samples, 'stagedoor_principal_cache_hits_total')).toBeGreaterThan(5);
    const connections = figure(samples, 'stagedoor_database_connections');
    if (dialect === 'sqlite') expect(connections).toBeUndefined();
    else expect(connections).toBeGreaterThan(0);
    expect(figure(samples, 'stagedoor_database_connections_wanted')).toBe(
      dialect === 'sqlite' ? undefined : 0,
    );
  });

  it('every figure of ours is in the guide, and no other', async () => {
    const { site, origin } = await open(database === null ? {} : { DATABASE_URL: database.url });
    await site.app.inject({ url: '/healthz' });
    const guide = readFileSync(new URL('../../../../docs/guides/operations.md', import.meta.url), 'utf8');
    const isOurs = (name: string): boolean =>
      dialect === 'postgres' || !name.startsWith('stagedoor_database_connections');
    const rows = guide.split('\n').filter((line) => line.startsWith('| `stagedoor_'));
    const told = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/stagedoor_\w+/g) ?? []);
    const text = await (await fetch(`${origin}/metrics`)).text();
    const served = [...text.matchAll(/^# TYPE (stagedoor_\w+)/gm)].map(([, name]) => name);
    expect(served.sort()).toEqual(told.filter(isOurs).sort());
  });
});
