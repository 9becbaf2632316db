import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { type FixedClock, fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import { createServer } from '../../src/server.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { Visitor } from '../support/page/visitor.ts';
import { createTestDatabase } from '../support/services.ts';
import { NEW_PASSWORD } from '../support/site.ts';

/** What opens something in the dump of that database, as the previous version handed it out. */
interface Keys {
  readonly at: string;
  readonly password: string;
  readonly ada: Held & Record<'access' | 'refresh' | 'apiToken' | 'personalToken', string>;
  readonly ben: Held;
  readonly cleo: { readonly activation: string };
  readonly dora: Held & { readonly password: string };
  readonly eve: { readonly reset: string };
  readonly finn: Held;
  readonly gus: Held;
}

interface Held {
  readonly cookies: Readonly<Record<string, string>> & { readonly csrftoken: string };
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

const dumps = [
  {
    database: 'SQLite',
    file: 'sqlite',
    async load(folder: string) {
      const path = join(folder, 'site.db');
      const db = new Database(path);
      db.exec(read('sqlite.sql'));
      db.close();
      return { url: `sqlite:${path}`, drop: async () => {} };
    },
  },
  {
    database: 'PostgreSQL',
    file: 'postgres',
    async load() {
      const { url, drop } = await createTestDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(read('postgres.sql'));
      await client.end();
      return { url, drop };
    },
  },
];

describe.each(dumps)('a database of the previous version, on $database', ({ file, load }) => {
  const keys = JSON.parse(read(`${file}.json`)) as Keys;
  let folder: string;
  let drop: () => Promise<void>;
  let clock: FixedClock;
  let stagedoor: Stagedoor;
  let app: FastifyInstance;

  beforeAll(async () => {
    folder = await newDataFolder();
    const loaded = await load(folder);
    drop = loaded.drop;
    clock = fixedClock(new Date(Date.parse(keys.at) + 60_000));
    stagedoor = await createStagedoor({
      env: {
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATA_DIR: folder,
        DATABASE_URL: loaded.url,
        SECRET_KEY: 'the-secret-key-of-a-dump-and-of-nothing-else-1234567890',
        CRYPTOGRAPHY_KEY: 'b25seS1mb3ItYS1kdW1wLW9mLXRlc3RzLTMyLWJ5dGU',
        AUTHENTICATION_BACKENDS: 'password, remote-user',
        REMOTE_USER_HEADER: 'X-Remote-User',
        TRUSTED_PROXIES: '127.0.0.1',
      },
      clock,
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      authenticationBackends: [
        {
          name: 'directory',
          outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: true, namesIgnoreCase: true },
          authenticate: async ({ identifier, password }) =>
            identifier === 'dora' && password === keys.dora.password
              ? { outcome: 'asserted', person: { username: 'dora', email: 'dora@mail.example' } }
              : { outcome: 'unknown', userId: null },
        },
      ],
    });
    await stagedoor.migrations.apply();
    app = createServer(stagedoor);
    await app.ready();
  });

  afterAll(async () => {
    await app.close();
    await stagedoor.close();
    await drop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (url: string, headers: Record<string, string>) =>
    app.inject({ url, headers: { host: '127.0.0.1:8000', accept: 'application/json', ...headers } });
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { host: '127.0.0.1:8000', origin: 'http://127.0.0.1:8000', ...headers },
      payload,
    });
  /** Who a log-in let in, as the session says that it opened. */
  const entered = async (answer: LightMyRequestResponse, headers: Record<string, string> = {}) => {
    expect(answer.statusCode).toBe(200);
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return (await me({ cookie, ...headers })).json();
  };
  const me = (headers: Record<string, string>) => get('/api/users/me/', headers);
  const visitor = () => new Visitor(app, stagedoor.config.publicUrl);

  function cookieOf({ cookies }: Held): Record<string, string> {
    const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    return { cookie: pairs.join('; '), 'x-csrftoken': cookies.csrftoken };
  }

  test('is brought up to date once', async () => {
    expect(await stagedoor.migrations.apply()).toEqual([]);
    expect((await stagedoor.migrations.list()).every(({ appliedAt }) => appliedAt !== null)).toBe(true);
  });

  test.each([
    ['cookie', () => cookieOf(keys.ada)],
    ['access token', () => ({ authorization: `Bearer ${keys.ada.access}` })],
    ['API token', () => ({ authorization: `Token ${keys.ada.apiToken}` })],
    ['personal token', () => ({ authorization: `Bearer ${keys.ada.personalToken}` })],
  ])('its %s goes on', async (_, headers) => {
    const answer = await me(headers());
    expect([answer.statusCode, answer.json().username]).toEqual([200, 'ada']);
  });

  test('a refresh token is exchanged', async () => {
    const answer = await post('/api/token/refresh/', { refresh: keys.ada.refresh });
    expect(answer.statusCode).toBe(200);
    const { access } = answer.json();
    expect((await me({ authorization: `Bearer ${access}` })).statusCode).toBe(200);
  });

  test('token cookies go on, and so do groups and permissions', async () => {
    const answer = await me(cookieOf(keys.ben));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ groups: [{ name: 'clerks' }], permissions: ['view_order'] });
  });

  test('a password logs in', async () => {
    const answer = await post('/api/login/', { username: 'ben', password: keys.password });
    expect(await entered(answer)).toMatchObject({ username: 'ben' });
  });

  test('whom a directory vouches for is the same person when they log in again', async () => {
    const before = (await me(cookieOf(keys.dora))).json();
    const again = await post('/api/login/', { username: 'dora', password: keys.dora.password });
    expect(await entered(again)).toMatchObject({ id: before.id, username: 'dora' });
    const wrong = await post('/api/login/', { username: 'dora', password: keys.password });
    expect(wrong.statusCode).toBeGreaterThanOrEqual(400);
  });

  test('whom a proxy names is the same person when they come again', async () => {
    const named = { 'x-remote-user': 'finn' };
    const before = (await me({ ...cookieOf(keys.finn), ...named })).json();
    const again = await post('/api/login/remote/', {}, named);
    expect(await entered(again, named)).toMatchObject({ id: before.id, username: 'finn' });
  });

  test('whoever owes a new password still owes it, and then comes in', async () => {
    const owing = cookieOf(keys.gus);
    const refused = await me(owing);
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'stage-required']);
    const changed = await post(
      '/api/password/change/',
      { old_password: keys.password, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD },
      owing,
    );
    expect(changed.statusCode, changed.body).toBeLessThan(300);
    const again = await post('/api/login/', { username: 'gus', password: NEW_PASSWORD });
    expect(await entered(again)).toMatchObject({ username: 'gus' });
  });

  test('a link of activation is good', async () => {
    const cleo = visitor();
    await cleo.open(keys.cleo.activation);
    await cleo.submit();
    const answer = await post('/api/login/', { username: 'cleo', password: keys.password });
    expect(await entered(answer)).toMatchObject({ username: 'cleo', email_verified: true });
  });

  test('a link of a password reset is good', async () => {
    const eve = visitor();
    await eve.open(keys.eve.reset);
    await eve.submit({ new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD });
    const answer = await post('/api/login/', { username: 'eve', password: NEW_PASSWORD });
    expect(answer.statusCode).toBe(200);
  });

  test('what waited to be mailed is mailed', async () => {
    await stagedoor.backgroundWork.drain();
    const mails = (await stagedoor.mailCatcher?.list()) ?? [];
    const mail = mails.find(({ to, text }) => to === 'ada@mail.example' && text.includes('/accounts/reset/'));
    expect(mail).toBeDefined();
  });
});
