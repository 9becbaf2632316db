import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { defineJob, type Inside } from '../../src/create-stagedoor/inside.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { Connection } from '../../src/infrastructure/database/connection.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { databases } from '../support/databases.ts';

const PASSWORD = 'Brass lamp 1 over the door';

type ShelfTables = { shelf_book: { user_id: number; title: string; is_old: number } };

function bookStore({ db }: Connection) {
  const tables = db.withTables<ShelfTables>();
  return {
    add: (userId: number, title: string, isOld = 0) =>
      tables.insertInto('shelf_book').values({ user_id: userId, title, is_old: isOld }).execute(),
    titlesOf: async (userId: number) => {
      const rows = await tables
        .selectFrom('shelf_book')
        .select('title')
        .where('user_id', '=', userId)
        .execute();
      return rows.map(({ title }) => title).sort();
    },
    all: () => tables.selectFrom('shelf_book').selectAll().execute(),
    removeOld: async (most: number) => {
      const old = tables.selectFrom('shelf_book').select('title').where('is_old', '=', 1).limit(most);
      const removal = tables.deleteFrom('shelf_book').where('title', 'in', old);
      return Number((await removal.executeTakeFirst()).numDeletedRows);
    },
    removeOf: (userId: number) => tables.deleteFrom('shelf_book').where('user_id', '=', userId).execute(),
  };
}

type Stores = { readonly books: ReturnType<typeof bookStore> };

const burn = defineJob<{ titles: readonly string[] }>('burn');
const burnt: string[] = [];
const asked: number[] = [];
let fault: Error | null = null;

/** Its rows hang on no user by the database: what no cascade takes along. */
const shelf = defineFeature({
  name: 'shelf',
  migrations: [
    {
      name: '0001_initial',
      statements: () => [
        'create table shelf_book (user_id bigint not null, title text not null, is_old integer not null)',
      ],
    },
  ],
  stores: (connection) => ({ books: bookStore(connection) }),
  useCases: ({ stores }: FeatureParts<Stores>) => stores.books,
  jobs: () => [
    burn.handledBy(async ({ titles }) => {
      burnt.push(...titles);
    }),
  ],
  exportOf: async (books, userId) => ({ books: await books.titlesOf(userId) }),
  expire: (books, { most }) => {
    asked.push(most);
    return books.removeOld(most);
  },
  forget: async ({ stores, enqueue }: Inside<Stores>, userId) => {
    await enqueue(burn, { titles: await stores.books.titlesOf(userId) });
    await stores.books.removeOf(userId);
    if (fault) throw fault;
  },
});

describe.each(databases)('what a feature keeps of people on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let app: ReturnType<typeof createServer>;
  let lateMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs) };

  async function start(env: Readonly<Record<string, string>>) {
    return await createStagedoor({
      env: { DATA_DIR: folder, LOG_LEVEL: 'silent', REMOVE_UNACTIVATED_AFTER_MINUTES: '15', ...env },
      features: [shelf, defineFeature({ name: 'silent' })],
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock,
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'feature-records-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await start({ DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env });
    await stagedoor.migrations.apply();
    app = createServer(stagedoor);
  });
  afterAll(async () => {
    await app.close();
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function memberWith(username: string, ...titles: string[]) {
    const user = await stagedoor.useCases.user.create({
      by: 'operator',
      username,
      password: PASSWORD,
      validatePassword: false,
    });
    for (const title of titles) await stagedoor.features.shelf.add(user.id, title);
    const login = await app.inject({
      method: 'POST',
      url: '/api/login/',
      headers: { host: '127.0.0.1:8000' },
      payload: { username, password: PASSWORD },
    });
    const cookies = Object.fromEntries(login.cookies.map(({ name, value }) => [name, value]));
    return {
      id: user.id,
      headers: { host: '127.0.0.1:8000', 'x-csrftoken': cookies.csrftoken ?? '' },
      cookies,
    };
  }

  type Member = Awaited<ReturnType<typeof memberWith>>;

  const leave = ({ headers, cookies }: Member) =>
    app.inject({
      method: 'DELETE',
      url: '/api/users/me/',
      headers,
      cookies,
      payload: { password: PASSWORD },
    });

  it('is in the download of their data under the feature’s name, and nobody else’s', async () => {
    await memberWith('other', 'Not mine');
    const { headers, cookies } = await memberWith('reader', 'Walden', 'Emma');
    const { ticket } = (
      await app.inject({
        method: 'POST',
        url: '/api/tickets/',
        headers,
        cookies,
        payload: { purpose: 'data-download' },
      })
    ).json();
    const data = await app.inject({ url: `/api/users/me/data/?ticket=${ticket}`, headers });
    expect(data.json().features).toEqual({ shelf: { books: ['Emma', 'Walden'] } });
  });

  it('goes with the account, in its transaction, and a job does what lies outside', async () => {
    const leaver = await memberWith('leaver', 'Dune', 'Solaris');
    expect((await leave(leaver)).statusCode).toBe(204);
    expect(await stagedoor.features.shelf.titlesOf(leaver.id)).toEqual([]);
    await stagedoor.backgroundWork.drain();
    expect(burnt).toEqual(expect.arrayContaining(['Dune', 'Solaris']));
  });

  it('keeps the account and its rows where it cannot be forgotten', async () => {
    const stayer = await memberWith('stayer', 'Molloy');
    fault = new Error('the shelf is stuck');
    expect((await leave(stayer)).statusCode).toBe(500);
    fault = null;
    expect(await stagedoor.useCases.user.findById({ userId: stayer.id })).not.toBeNull();
    expect(await stagedoor.features.shelf.titlesOf(stayer.id)).toEqual(['Molloy']);
    await stagedoor.backgroundWork.drain();
    expect(burnt).not.toContain('Molloy');
  });

  it('goes with an account that nobody activated in time', async () => {
    const headers = { host: '127.0.0.1:8000' };
    const payload = {
      username: 'late',
      email: 'late@mail.example',
      password: PASSWORD,
      password_confirm: PASSWORD,
    };
    await app.inject({ method: 'POST', url: '/api/signup/', headers, payload });
    const users = await stagedoor.useCases.user.list({});
    const late = users.rows.find(({ username }) => username === 'late');
    await stagedoor.features.shelf.add(late?.id ?? 0, 'Pnin');
    lateMs = minutes(16);
    expect(await stagedoor.useCases.activation.removeUnactivated()).toEqual({ removed: 1 });
    lateMs = 0;
    expect(await stagedoor.features.shelf.titlesOf(late?.id ?? 0)).toEqual([]);
    await stagedoor.backgroundWork.drain();
    expect(burnt).toContain('Pnin');
  });

  it('expires with what has ended of ours, in batches until nothing is left', async () => {
    for (let book = 0; book < 501; book += 1) await stagedoor.features.shelf.add(1, `old ${book}`, 1);
    asked.length = 0;
    const { features } = await stagedoor.useCases.maintenance.clearExpired();
    expect(features).toEqual({ shelf: 501 });
    expect(asked).toEqual([500, 500]);
  });
});

it('does not ask for ever a feature that does not say how many went', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feature-records-'));
  const stagedoor = await createStagedoor({
    env: { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' },
    features: [defineFeature({ name: 'mute', expire: (async () => {}) as never })],
  });
  await stagedoor.migrations.apply();
  await expect(stagedoor.useCases.maintenance.clearExpired()).rejects.toThrow(
    'expire must answer how many went',
  );
  await stagedoor.close();
  rmSync(folder, { recursive: true, force: true });
});
