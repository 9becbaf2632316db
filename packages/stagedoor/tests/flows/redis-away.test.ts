import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LeavingRedis, openLeavingRedis } from '../support/leaving-redis.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/** Somebody with two browsers that are logged in. */
interface Member {
  readonly id: number;
  readonly username: string;
  readonly here: Visitor;
  readonly elsewhere: Visitor;
}

interface Case {
  readonly name: string;
  /** What is answered, and whether either browser is logged in after it: as if Redis were there. */
  readonly answer: number;
  readonly here: 200 | 401;
  readonly elsewhere: 200 | 401;
  /** Makes what it takes while Redis is there, and answers what is done when it is not. */
  ready(site: RealSite, member: Member): Promise<() => Promise<number>>;
}

const newPassword = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };

async function askForChange(site: RealSite, { username, here }: Member): Promise<void> {
  await here.open('/accounts/email/change/');
  await here.submit({ email: `${username}2@mail.example` });
  await here.open(await site.mailedPath(`${username}2@mail.example`));
}

const statusOf = async (answered: Promise<{ statusCode: number }>) => (await answered).statusCode;

const cases: readonly Case[] = [
  {
    name: 'a log-in that comes with a session',
    ...{ answer: 200, here: 200, elsewhere: 200 },
    ready: async (_, { here, username }) => {
      return () => statusOf(here.browser.post('/api/login/', { username, password: PASSWORD }));
    },
  },
  {
    name: 'tokens in cookies that come instead of a session',
    ...{ answer: 200, here: 200, elsewhere: 200 },
    ready: async (_, { here, username }) => {
      return () => statusOf(here.browser.post('/api/auth/cookie/login/', { username, password: PASSWORD }));
    },
  },
  {
    name: 'tokens in cookies beside a session that nobody is logged in with',
    ...{ answer: 200, here: 200, elsewhere: 200 },
    async ready(site, { here, username }) {
      const visitor = {
        ipAddress: '127.0.0.1',
        userAgent: 'a browser',
        language: 'en',
        deviceKey: null,
      } as const;
      const saved = await site.stagedoor.useCases.session.save({
        ...{ sessionKey: null, data: { basket: [7] }, expiry: null, visitor },
      });
      here.browser.cookies.set('sessionid', saved?.sessionKey ?? '');
      return () => statusOf(here.browser.post('/api/auth/cookie/login/', { username, password: PASSWORD }));
    },
  },
  {
    name: 'a log-out',
    ...{ answer: 200, here: 401, elsewhere: 200 },
    ready: async (_, { here }) => {
      return () => statusOf(here.browser.post('/api/logout/'));
    },
  },
  {
    name: 'a new password by a link',
    ...{ answer: 200, here: 401, elsewhere: 401 },
    async ready(site, { username }) {
      const { browser } = site.visitor();
      const email = `${username}@mail.example`;
      await browser.post('/api/password/reset/', { email });
      const [token, uid] = (await site.mailedPath(email)).split('/').filter(Boolean).reverse();
      return () => statusOf(browser.post('/api/password/reset/confirm/', { uid, token, ...newPassword }));
    },
  },
  {
    name: 'a change of password',
    ...{ answer: 200, here: 200, elsewhere: 401 },
    ready: async (_, { here }) => {
      const change = { old_password: PASSWORD, ...newPassword };
      return () => statusOf(here.browser.post('/api/password/change/', change));
    },
  },
  {
    name: 'a change of address',
    ...{ answer: 302, here: 200, elsewhere: 401 },
    async ready(site, member) {
      await askForChange(site, member);
      return () => statusOf(member.here.send());
    },
  },
  {
    name: 'the request for another address',
    ...{ answer: 302, here: 200, elsewhere: 200 },
    async ready(_, { here, username }) {
      await here.open('/accounts/email/change/');
      return async () => {
        const wished = await here.send({ email: `${username}3@mail.example` });
        // The page that says so is shown to a member only where their session knows of it.
        const shown = await here.browser.get(String(wished.headers.location));
        expect([wished.headers.location, shown.statusCode, shown.headers.location]).toEqual([
          '/accounts/email/sent/',
          302,
          '/accounts/profile/',
        ]);
        return wished.statusCode;
      };
    },
  },
  {
    name: 'a change of address that its owner takes back',
    ...{ answer: 302, here: 401, elsewhere: 401 },
    async ready(site, member) {
      await askForChange(site, member);
      await member.here.submit();
      const owner = site.visitor();
      await owner.open(await site.mailedPath(`${member.username}@mail.example`));
      return () => statusOf(owner.send());
    },
  },
  {
    name: 'the end of every other session',
    ...{ answer: 204, here: 200, elsewhere: 401 },
    ready: async (_, { here }) => {
      return () => statusOf(here.browser.send('DELETE', '/api/users/me/sessions/'));
    },
  },
  {
    name: 'an account that is deleted',
    ...{ answer: 204, here: 401, elsewhere: 401 },
    ready: async (_, { here }) => {
      return () => statusOf(here.browser.send('DELETE', '/api/users/me/'));
    },
  },
  {
    name: 'an account that an operator shuts',
    ...{ answer: 200, here: 401, elsewhere: 401 },
    ready: async (site, { id }) => {
      return async () =>
        (await site.stagedoor.useCases.user.deactivate({ by: 'operator', userId: id })).isActive ? 500 : 200;
    },
  },
];

describe.each([
  { kind: 'SQLite', renewed: 'where it changes' },
  { kind: 'SQLite', renewed: 'at each request' },
  { kind: 'PostgreSQL', renewed: 'where it changes' },
])(
  'where the data of sessions is in a Redis that went away, stored $renewed, and all else in $kind',
  ({ kind, renewed }) => {
    const ready = new Map<string, { readonly member: Member; readonly act: () => Promise<number> }>();
    let database: TestDatabase | null = null;
    let redis: LeavingRedis;
    let site: RealSite;
    let log = '';
    beforeAll(async () => {
      database = kind === 'PostgreSQL' ? await createTestDatabase() : null;
      redis = await openLeavingRedis();
      const collected = new Writable({
        write(chunk, _, done) {
          log += chunk;
          done();
        },
      });
      const env = {
        ...(database === null ? {} : { DATABASE_URL: database.url }),
        ...{
          SESSION_ENGINE: 'cache',
          REDIS_URL: redis.url,
          SESSION_SAVE_EVERY_REQUEST: String(renewed === 'at each request'),
        },
      };
      site = await openRealSite({ env, log: collected });
      for (const [number, { name, ready: make }] of cases.entries()) {
        const username = `member${number}`;
        const { id } = await site.addPerson(username);
        const [here, elsewhere] = [await site.loggedIn(username), await site.loggedIn(username)];
        const member = { id, username, here, elsewhere };
        ready.set(name, { member, act: await make(site, member) });
      }
      await redis.leave();
    });
    afterAll(async () => {
      await site?.close();
      await database?.drop();
    });

    it.each(cases)('carries out $name, and says so', async ({ name, ...expected }) => {
      const { member, act } = ready.get(name) ?? expect.unreachable();
      log = '';
      expect(await act()).toBe(expected.answer);
      const me = (visitor: Visitor) => statusOf(visitor.browser.get('/api/users/me/'));
      expect([await me(member.here), await me(member.elsewhere)]).toEqual([
        expected.here,
        expected.elsewhere,
      ]);
    });

    it('says in the log what was left', async () => {
      await site.addPerson('logged');
      const { browser } = await site.loggedIn('logged');
      log = '';
      await browser.post('/api/logout/');
      expect(log).toContain('data of a session that ended was left until it expires');
      expect(log).toContain('StorageUnavailable');
    });
  },
);
