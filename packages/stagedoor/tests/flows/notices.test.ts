import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases } from '../support/databases.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const TIMES = 4;

/**
 * Whoever only claims an address does things of which an owner is told: each would be an e-mail that no limit counts, to a mailbox
 * that is somebody else's.
 */
describe.each(databases)('a notice of what happened to an account on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    const env = { UNVERIFIED_MAY_LOG_IN: 'true', UNVERIFIED_MAY_HAVE_TOKENS: 'true', ...database.env };
    site = await openRealSite({ env: { ...env, FAILURE_FLOOR_MILLISECONDS: '0' } });
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  const headers = { host: '127.0.0.1', accept: 'application/json' };

  async function send(method: 'POST' | 'PATCH' | 'DELETE', url: string, payload: object, more = {}) {
    return await site.app.inject({ method, url, payload, headers: { ...headers, ...more } });
  }

  async function loggedIn(username: string, password = PASSWORD, more = {}) {
    const { cookies, statusCode } = await send('POST', '/api/login/', { username, password }, more);
    expect(statusCode).toBe(200);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return { cookie, 'x-csrftoken': cookies.find(({ name }) => name === 'csrftoken')?.value ?? '' };
  }

  async function mailsTo(email: string): Promise<string[]> {
    await site.stagedoor.backgroundWork.drain();
    const mails = (await site.stagedoor.mailCatcher?.list()) ?? [];
    return mails.filter(({ to }) => to === email).map(({ subject }) => subject);
  }

  /** Renames, a new browser, a new password, a token, the end of the account. */
  async function doAllOfIt(username: string): Promise<void> {
    let browser = await loggedIn(username);
    for (let time = 1; time <= TIMES; time += 1) {
      const renamed = await send('PATCH', '/api/users/me/', { username: `${username}-${time}` }, browser);
      expect(renamed.statusCode, renamed.body).toBe(200);
      browser = await loggedIn(`${username}-${time}`, PASSWORD, { 'user-agent': `browser ${time}` });
    }
    const removed = await send('DELETE', '/api/users/me/', { password: PASSWORD }, browser);
    expect(removed.statusCode, removed.body).toBe(204);
  }

  it('goes to nobody where the address is only claimed, its owner least of all', async () => {
    await site.addPerson('owner');
    const email = 'owner@mail.example';
    const claim = { username: 'claimant', email, password: PASSWORD, password_confirm: PASSWORD };
    expect((await send('POST', '/api/signup/', claim)).statusCode).toBe(201);
    const before = await mailsTo(email);
    await doAllOfIt('claimant');
    expect(await mailsTo(email)).toEqual(before);
  });

  it('goes to whoever proved the address', async () => {
    await site.addPerson('keeper');
    const before = await mailsTo('keeper@mail.example');
    await doAllOfIt('keeper');
    const news = (await mailsTo('keeper@mail.example')).length - before.length;
    // A rename each, new browsers, and the end.
    expect(news).toBeGreaterThan(TIMES + 1);
  });
});
