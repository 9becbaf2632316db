import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drainOnFault } from '../../src/server/drain-on-fault.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

const lines: string[] = [];
let site: Site;
beforeAll(async () => {
  site = await openSite({
    env: { LOG_LEVEL: 'trace', LOG_REQUESTS: 'true' },
    log: { write: (line: string) => void lines.push(line) },
    server: { extend: mount(sessionRoute) },
  });
  await addPerson(site);
});
afterAll(() => site.close());

describe('the log', () => {
  it('has one JSON line for each request, with id, route, status and time in UTC (ASVS V16.2.4)', async () => {
    lines.length = 0;
    await site.browser().get('/api/users/me/');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      reqId: expect.any(String),
      method: 'GET',
      route: '/api/users/me/',
      status: 401,
    });
  });

  it('never holds a password, a token, a cookie or a key, whatever happens to them (ASVS V16.2.5)', async () => {
    lines.length = 0;
    const browser = site.browser({ 'user-agent': 'canary-agent\u001b[31m' });
    await browser.post('/api/login/', { username: 'canary-name', password: 'canary-password' });
    await browser.request('POST', '/api/login/', {
      payload: '{"password": "canary-broken',
      headers: { 'content-type': 'application/json' },
    });
    await browser.post('/api/login/', { username: 'ana', password: PASSWORD });
    await browser.get('/api/users/me/', {
      authorization: 'Bearer canary-bearer',
      'x-csrftoken': 'canary-csrf',
    });
    await browser.get('/accounts/activation/canary-activation-key/', { accept: 'text/html' });
    await browser.get('/accounts/reset/MQ/canary-reset-key/', { accept: 'text/html' });
    await browser.get('/api/nowhere/canary-path/?token=canary-query');
    await browser.get('/api/users/me/data/?ticket=canary-ticket');
    site.stagedoor.logger.info({ ticket: 'canary-ticket', made: { ticket: 'canary-ticket' } });
    await browser.get('/api/users/me/', { authorization: 'Basic canary-basic' });
    await browser.post('/api/password/reset/confirm/', {
      uid: 'MQ',
      token: 'canary-token',
      new_password1: 'canary-new',
      new_password2: 'canary-new',
    });
    await browser.get('/api/test/session/?fail=1');
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(8);
    expect(log).not.toMatch(/canary/);
    for (const value of browser.cookies.values()) expect(log).not.toContain(value);
    expect(log).not.toContain(PASSWORD);
  });

  it('has one line for a fault, with its cause, the request’s id and no address (ASVS V16.3.4)', async () => {
    lines.length = 0;
    await site.browser().get('/api/test/session/?fail=1&set=canary');
    const faults = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      msg: 'request failed',
      route: '/api/test/session/',
      // What a site's own errors say may be anything; where they were thrown is the cause that may be told.
      err: { type: 'Error', stack: expect.arrayContaining([expect.stringContaining('test-routes.ts')]) },
    });
  });

  it('cannot be broken by what a stranger sends', async () => {
    lines.length = 0;
    await site.browser().get('/api/nowhere/%0d%0a%7b%22level%22:%22fatal%22%7d%1b[31m\u2028');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', status: 404 });
  });
});

describe('a fault that nobody caught', () => {
  it('is logged, lets requests finish and ends the process with status 1', async () => {
    const exit = vi.fn();
    const written: unknown[] = [];
    const log = { fatal: (line: unknown) => written.push(line) };
    const app = { close: vi.fn(async () => {}), log };
    const before = process.listeners('unhandledRejection');
    const stop = drainOnFault(app as never, { shutdownTimeoutSeconds: 1 }, exit);
    const [drain] = process.listeners('unhandledRejection').filter((listener) => !before.includes(listener));
    await drain?.(new Error('nobody’s'), Promise.resolve());
    stop();
    expect([app.close.mock.calls.length, exit.mock.calls, written.length]).toEqual([1, [[1]], 1]);
    expect(process.listeners('unhandledRejection')).toEqual(before);
  });
});
