import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { DatabaseProblem } from '../../../src/infrastructure/database/database-problem.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { createTestDatabase, postgresUrl, type TestDatabase } from '../../support/services.ts';

async function problemOf(url: string): Promise<string> {
  const error: unknown = await openDatabase(url).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DatabaseProblem)) throw new Error('The database was opened.');
  return error.message;
}

test.each(['', 'data.db', 'mysql://localhost/x', 'sqlite:', 'postgres:', 'postgres://', 'http://x'])(
  'says what DATABASE_URL may be instead of %j',
  async (url) => {
    expect(await problemOf(url)).toContain('Write sqlite:./data/stagedoor.db or postgres://');
  },
);

describe('on SQLite', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  async function open(name: string): Promise<OpenDatabase> {
    return openDatabase(`sqlite:${join(directory, name)}`);
  }

  async function pragma(database: OpenDatabase, name: string): Promise<unknown> {
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database.db);
    return Object.values(rows[0] ?? {})[0];
  }

  test('waits for the disk at each commit, keeps foreign keys and waits for other writers', async () => {
    const database = await open('settings.db');
    expect(await pragma(database, 'journal_mode')).toBe('wal');
    expect(await pragma(database, 'synchronous')).toBe(2);
    expect(await pragma(database, 'foreign_keys')).toBe(1);
    expect(await pragma(database, 'busy_timeout')).toBe(5_000);
    await database.ping();
    await database.close();
  });

  test('makes the directory and a file that only its owner may read', async () => {
    const database = await open('deep/er/accounts.db');
    await database.close();
    expect(statSync(join(directory, 'deep/er/accounts.db')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'deep/er')).mode & 0o777).toBe(0o700);
  });

  test('says what is wrong with a file that cannot be a database', async () => {
    writeFileSync(join(directory, 'letter.txt'), 'Dear database, '.repeat(100));
    mkdirSync(join(directory, 'folder.db'));
    expect(await problemOf(`sqlite:${join(directory, 'letter.txt')}`)).toContain('is not a SQLite database');
    expect(await problemOf(`sqlite:${join(directory, 'folder.db')}`)).toContain('is a directory');
    expect(await problemOf(`sqlite:${join(directory, 'letter.txt/below.db')}`)).toContain('cannot be opened');
  });

  test('begins transactions as a writer, so that a read before the write never loses it', async () => {
    const [one, other] = [await open('two.db'), await open('two.db')];
    await sql`create table t (n integer)`.execute(one.db);
    await one.db.transaction().execute(async (tx) => {
      await sql`select * from t`.execute(tx);
      const blocked = sql`pragma busy_timeout = 1`.execute(other.db);
      await blocked;
      const late = other.db.transaction().execute((tx) => sql`select 1`.execute(tx));
      await expect(late).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      await sql`insert into t values (1)`.execute(tx);
    });
    await one.close();
    await other.close();
  });

  test('takes tasks in turns and goes on after one that failed', async () => {
    const database = await open('turns.db');
    await sql`create table t (n integer)`.execute(database.db);
    const tasks = Array.from({ length: 16 }, (_, index) =>
      database.db.transaction().execute(async (tx) => {
        await sql`insert into t values (${index})`.execute(tx);
        if (index % 3 === 0) throw new Error('every third fails');
      }),
    );
    await Promise.allSettled(tasks);
    const { rows } = await sql<{ count: number }>`select count(*) as count from t`.execute(database.db);
    expect(rows[0]?.count).toBe(10);
    await database.close();
  });

  test('keeps a database in memory', async () => {
    const database = await openDatabase('sqlite::memory:');
    await sql`create table t (n integer)`.execute(database.db);
    expect((await sql`select * from t`.execute(database.db)).rows).toEqual([]);
    await database.close();
  });
});

describe('on PostgreSQL', () => {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await createTestDatabase();
  });
  afterAll(() => server.drop());

  function changed(change: (url: URL) => void): string {
    const url = new URL(server.url);
    change(url);
    return url.href;
  }

  test('gives up on a statement after 5 s, on a lock after 2 s, on an idle transaction after 10 s', async () => {
    const database = await openDatabase(server.url);
    const { rows } = await sql`select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(database.db);
    expect(rows).toEqual([{ statement: '5s', lock: '2s', idle: '10s' }]);
    await database.ping();
    await database.close();
  });

  test('reads whole numbers as numbers, dates as text and moments to the millisecond', async () => {
    const database = await openDatabase(server.url);
    const { rows } = await sql`select ${2 ** 53 - 1}::bigint as big, '0099-02-28'::date as day,
      ${new Date('2026-01-01T00:00:00.123Z')}::timestamptz as moment`.execute(database.db);
    const moment = new Date('2026-01-01T00:00:00.123Z');
    expect(rows).toEqual([{ big: Number.MAX_SAFE_INTEGER, day: '0099-02-28', moment }]);
    await database.close();
  });

  test('names what is wrong with the address, and never the password', async () => {
    const wrongPassword = changed((url) => {
      url.password = 'canary';
    });
    expect(await problemOf(wrongPassword)).toMatch(/refused the password of user "postgres"/);
    expect(await problemOf(wrongPassword)).not.toContain('canary');
    expect(
      await problemOf(
        changed((url) => {
          url.pathname = '/missing';
        }),
      ),
    ).toContain('createdb missing');
    expect(
      await problemOf(
        changed((url) => {
          url.port = '1';
        }),
      ),
    ).toContain('No server answers');
    expect(
      await problemOf(
        changed((url) => {
          url.hostname = 'nowhere.invalid';
        }),
      ),
    ).toContain('"nowhere.invalid"');
  });

  test('gives up on a server that accepts and never answers', { timeout: 15_000 }, async () => {
    const sockets = new Set<Socket>();
    const silent: Server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await problemOf(`postgres://a:b@127.0.0.1:${port}/c`)).toContain('did not answer in time');
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('refuses a server that acknowledges what it may lose', async () => {
    const client = new pg.Client({ connectionString: postgresUrl() });
    await client.connect();
    const name = new URL(server.url).pathname.slice(1);
    await client.query(`alter database ${name} set synchronous_commit = off`);
    const problem = await problemOf(server.url);
    await client.query(`alter database ${name} reset synchronous_commit`);
    await client.end();
    expect(problem).toContain('synchronous_commit');
  });

  test('survives the loss of idle connections', async () => {
    const database = await openDatabase(server.url);
    await database.ping();
    const client = new pg.Client({ connectionString: postgresUrl() });
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stagedoor' and datname = $1",
      [new URL(server.url).pathname.slice(1)],
    );
    await client.end();
    await expect
      .poll(() =>
        database.ping().then(
          () => 'there',
          () => 'gone',
        ),
      )
      .toBe('there');
    await database.close();
  });

  test('gives up on a connection that hangs, and asks the next question on another one', async () => {
    const proxy = await startProxy(new URL(server.url));
    const database = await openDatabase(
      changed((url) => {
        url.port = String(proxy.port);
      }),
    );
    const ask = async (number: number): Promise<unknown> => {
      const { rows } = await sql<{ number: number }>`select ${number}::int as number`.execute(database.db);
      return rows[0]?.number;
    };
    expect(await ask(1)).toBe(1);
    proxy.holdAnswers();
    await expect(ask(2)).rejects.toMatchObject({
      name: 'StorageUnavailable',
      cause: { message: expect.stringContaining('timeout') },
    });
    expect(await Promise.all([ask(3), ask(4), ask(5)])).toEqual([3, 4, 5]);
    await database.close();
    proxy.close();
  });
});

/** A way to PostgreSQL on which the answers of open connections can be lost, as behind a dead router. */
async function startProxy(target: URL) {
  const answers = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    answers.add(upstream);
    client.pipe(upstream);
    upstream.pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    holdAnswers() {
      for (const upstream of answers) upstream.unpipe().pause();
    },
    close: () => proxy.close(),
  };
}
