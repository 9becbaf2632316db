import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

let server: TestDatabase;
let site: RealSite;
let other: pg.Client;
let refresh: string;
beforeAll(async () => {
  server = await createTestDatabase();
  site = await openRealSite({ env: { DATABASE_URL: server.url } });
  await site.addPerson('ana');
});
afterAll(async () => {
  await site.close();
  await server.drop();
});
beforeEach(async () => {
  other = new pg.Client({ connectionString: server.url });
  await other.connect();
  const pair = await post('/api/token/', { username: 'ana', password: PASSWORD });
  ({ refresh } = pair.json());
});
afterEach(() => other.end());

function post(url: string, payload: object) {
  return site.app.inject({ method: 'POST', url, headers: { host: '127.0.0.1' }, payload });
}

const exchange = () => post('/api/token/refresh/', { refresh });
const LOCK_SESSIONS = 'select id from stagedoor_session for update';
/** Whom the other one holds up. */
const WAITING =
  'select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';

describe('on PostgreSQL the exchange of a refresh token', () => {
  it('that waits for somebody else too long is a 503, and can be made afterwards', async () => {
    await other.query('begin');
    await other.query(LOCK_SESSIONS);
    const refused = await exchange();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5']);
    await other.query('rollback');
    expect((await exchange()).statusCode).toBe(200);
  });

  it('that lost a deadlock is made again', async () => {
    await other.query('begin');
    await other.query('select jti from stagedoor_refresh_token for update');
    const exchanged = exchange();
    // It has its session, and waits for the token.
    await expect.poll(async () => (await other.query(WAITING)).rows.length).toBeGreaterThan(0);
    await other.query(LOCK_SESSIONS);
    await other.query('rollback');
    expect((await exchanged).statusCode).toBe(200);
  });
});
