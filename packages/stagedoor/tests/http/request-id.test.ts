import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../support/open-site.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const lines: string[] = [];
let site: Site;
beforeAll(async () => {
  site = await openSite({
    env: { LOG_LEVEL: 'info', LOG_REQUESTS: 'true', TRUSTED_PROXIES: '10.0.0.1' },
    log: { write: (line: string) => void lines.push(line) },
    server: {
      extend: (app) => {
        app.get('/fault/', () => {
          throw new Error('a fault of the test');
        });
      },
    },
  });
});
afterAll(() => site.close());

const get = (url: string, headers: Record<string, string> = {}, remoteAddress = '203.0.113.9') =>
  site.app.inject({ method: 'GET', url, headers, remoteAddress });

describe('a request', () => {
  it.each(['/api/users/me/', '/api/csrf/', '/accounts/login/', '/nowhere/'])(
    'to %s is named at random in its answer',
    async (url) => {
      const [one, other] = [await get(url), await get(url)].map(({ headers }) => headers['x-request-id']);
      expect(one).toMatch(UUID);
      expect(other).not.toBe(one);
    },
  );

  it('is named alike in the log, in the answer and on the page of a fault', async () => {
    lines.length = 0;
    const answer = await get('/fault/', { accept: 'text/html' });
    const id = String(answer.headers['x-request-id']);
    expect(answer.statusCode).toBe(500);
    expect(lines.map((line) => JSON.parse(line).reqId)).toEqual([id, id]);
    expect(answer.body).toContain(id);
  });

  it('is named by a proxy that the site trusts, and by nobody else', async () => {
    const named = { 'x-request-id': 'edge-7f.3_A' };
    expect((await get('/api/csrf/', named, '10.0.0.1')).headers['x-request-id']).toBe('edge-7f.3_A');
    expect((await get('/api/csrf/', named)).headers['x-request-id']).toMatch(UUID);
  });

  it.each(['', 'a'.repeat(65), '<b>', 'a b', '\u00e9', 'a;b', "a'b"])(
    'is not named %j, whoever says so',
    async (id) => {
      const answer = await get('/api/csrf/', { 'x-request-id': id }, '10.0.0.1');
      expect(answer.headers['x-request-id']).toMatch(UUID);
    },
  );
});
