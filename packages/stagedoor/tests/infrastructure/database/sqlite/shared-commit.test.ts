import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../../../src/infrastructure/database/sqlite/sqlite-database.ts';

let directory: string;
let database: Awaited<ReturnType<typeof openSqlite>>;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
  database = await openSqlite(join(directory, 'accounts.db'));
  await sql`create table note (id integer primary key, text text not null)`.execute(database.db);
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

/** What somebody with a connection of their own sees: that which is kept. */
function kept(): number[] {
  const handle = new BetterSqlite3(join(directory, 'accounts.db'), { readonly: true });
  try {
    return handle.prepare<[], number>('select id from note order by id').pluck().all();
  } finally {
    handle.close();
  }
}

const insertText = (id: number, text = '') => sql`insert into note values (${id}, ${text})`;
/** An insert that the query builder made, as the stores' single statements are. */
const insert = (id: number, text = '') =>
  database.db
    .insertInto('note' as never)
    .values({ id, text } as never)
    .execute();
const transact = (id: number, fails = false) =>
  database.db.transaction().execute(async (tx) => {
    await insertText(id).execute(tx);
    if (fails) throw new Error(`task ${id}`);
  });
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('tasks that write at the same moment', () => {
  it('share one commit', async () => {
    const before = database.statementCount();
    await Promise.all([...ids(15).map((id) => transact(id)), insert(16)]);
    // Begin and commit; savepoint, insert and release of each transaction but the first; the insert by itself.
    expect(database.statementCount() - before).toBe(2 + 1 + 14 * 3 + 1);
    expect(kept()).toEqual(ids(16));
  });

  it('are told of it only when everything is kept', async () => {
    const seen: number[][] = [];
    const tasks = [...ids(8).map((id) => transact(id)), insert(9)];
    await Promise.all(tasks.map((task) => task.then(() => seen.push(kept()))));
    expect(seen).toHaveLength(9);
    for (const rows of seen) expect(rows).toEqual(ids(9));
  });

  it.each([
    ['alone', () => insert(1)],
    ['in a transaction', () => transact(1)],
  ])('find with their next read what made them fail, when they write %s', async (_, write) => {
    const winner = transact(1);
    const found = await write().then(
      () => 'no failure',
      () =>
        database.db
          .selectFrom('note' as never)
          .selectAll()
          .execute(),
    );
    expect(found).toEqual([{ id: 1, text: '' }]);
    await winner;
  });

  it('undo their own writes alone', async () => {
    const outcomes = await Promise.allSettled([
      transact(1),
      transact(2, true),
      transact(3),
      insert(3),
      insert(4),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(kept()).toEqual([1, 3, 4]);
  });

  it.each([
    ['first', [1], [2, 3, 4]],
    ['first two', [1, 2], [3, 4]],
    ['last', [4], [1, 2, 3]],
    ['all', [1, 2, 3, 4], []],
  ])('undo nobody else’s where the %s of a moment fail', async (_, failing, expected) => {
    const outcomes = await Promise.allSettled(ids(4).map((id) => transact(id, failing.includes(id))));
    expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(
      ids(4).map((id) => failing.includes(id)),
    );
    expect(kept()).toEqual(expected);
    await Promise.all([transact(5), insert(6)]);
    expect(kept()).toEqual([...expected, 5, 6]);
  });

  it('undo their own after others of the moment wrote by single statements', async () => {
    const outcomes = await Promise.allSettled([insert(1), transact(2, true), insert(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(kept()).toEqual([1, 3]);
  });

  it('leave nothing open when the only one fails', async () => {
    await expect(transact(1, true)).rejects.toThrow('task 1');
    await new Promise(setImmediate);
    const other = new BetterSqlite3(join(directory, 'accounts.db'), { timeout: 0 });
    expect(other.prepare("insert into note values (2, '')").run().changes).toBe(1);
    other.close();
  });

  it('are still committed before a statement that is neither a read nor a write of rows', async () => {
    const written = transact(1);
    const read = sql<{ id: number }>`select id from note`.execute(database.db);
    const keptAtRead = read.then(({ rows }) => [rows, kept()]);
    expect(await keptAtRead).toEqual([[{ id: 1 }], [1]]);
    await written;
  });

  it('wait for one that is in the middle of its turn', async () => {
    const slow = database.db.transaction().execute(async (tx) => {
      await insertText(1).execute(tx);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(kept()).toEqual([]);
      await insertText(2).execute(tx);
    });
    await Promise.all([slow, transact(3), insert(4)]);
    expect(kept()).toEqual([1, 2, 3, 4]);
  });

  it('are all told when the disk is full and SQLite undoes what they wrote', async () => {
    await sql`pragma max_page_count = 8`.execute(database.db);
    const large = 'x'.repeat(100_000);
    const outcomes = await Promise.allSettled([
      transact(1),
      insert(2),
      database.db.transaction().execute((tx) => insertText(3, large).execute(tx)),
    ]);
    const told = outcomes.map(({ status }) => status);
    const rows = kept();
    expect(told[2]).toBe('rejected');
    // Whoever was told of a success finds the row, and nobody else does.
    expect(rows).toEqual(ids(2).filter((id) => told[id - 1] === 'fulfilled'));
    await sql`pragma max_page_count = 1000`.execute(database.db);
    await transact(4);
    expect(kept()).toEqual([...rows, 4]);
  });

  it('are all told when the commit itself fails', async () => {
    await sql`create table part (note integer references note (id) deferrable initially deferred)`.execute(
      database.db,
    );
    const orphan = database.db.transaction().execute((tx) => sql`insert into part values (99)`.execute(tx));
    const outcomes = await Promise.allSettled([transact(1), orphan, insert(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(kept()).toEqual([]);
    await transact(4);
    expect(kept()).toEqual([4]);
  });

  it('are kept when the database is closed at once', async () => {
    const tasks = [transact(1), insert(2)];
    await database.close();
    await Promise.all(tasks);
    expect(kept()).toEqual([1, 2]);
    database = await openSqlite(join(directory, 'accounts.db'));
  });
});

describe('a read outside transactions', () => {
  const read = async (from = database) => {
    const rows = await from.db
      .selectFrom('note' as never)
      .select('id' as never)
      .execute();
    return (rows as { id: number }[]).map(({ id }) => id);
  };

  it('sees nothing of a task that is in the middle of its turn, and does not wait for its end', async () => {
    const { promise: isSeen, resolve: goOn } = Promise.withResolvers<void>();
    const slow = database.db.transaction().execute(async (tx) => {
      await insertText(1).execute(tx);
      await isSeen;
    });
    await new Promise(setImmediate);
    expect(await read()).toEqual([]);
    goOn();
    await slow;
    expect(await read()).toEqual([1]);
  });

  it('sees nothing of what is written and not kept yet, and does not make it be kept', async () => {
    const before = database.statementCount();
    const written = [transact(1), insert(2)];
    const seen: (readonly number[])[] = [];
    for (let n = 0; n < 12; n += 1) seen.push(await read());
    await Promise.all(written);
    // Microtasks alone never come to the commit, however many they are.
    expect(seen).toEqual(Array.from({ length: 12 }, () => []));
    expect(await read()).toEqual([1, 2]);
    // One begin and one commit: the reads have cut nothing in two, and none of them ran on the writing connection.
    expect(database.statementCount() - before).toBe(2 + 1 + 1);
  });

  it('sees what its own task has written before, whichever way and whoever else is writing', async () => {
    const others = ids(8).map((id) => transact(100 + id));
    const own = ids(8).map(async (id) => {
      await (id % 2 === 0 ? transact(id) : insert(id));
      return (await read()).includes(id);
    });
    expect(await Promise.all(own)).toEqual(ids(8).map(() => true));
    await Promise.all(others);
  });

  it('never sees what was undone: by its task, by SQLite, or by a commit that failed', async () => {
    await sql`create table part (note integer references note (id) deferrable initially deferred)`.execute(
      database.db,
    );
    const seen = new Set<number>();
    let isOver = false;
    const looking = (async () => {
      while (!isOver) {
        for (const id of await read()) seen.add(id);
        await new Promise(setImmediate);
      }
    })();
    const orphan = () =>
      database.db.transaction().execute((tx) => sql`insert into part values (99)`.execute(tx));
    for (let round = 0; round < 20; round += 1) {
      const own = transact(1_000 + round, true);
      await Promise.allSettled([own, insert(round)]);
      await Promise.allSettled([transact(2_000 + round), orphan(), insert(3_000 + round)]);
    }
    isOver = true;
    await looking;
    expect([...seen].filter((id) => id >= 1_000)).toEqual([]);
    expect(await read()).toEqual(kept());
  });

  it('inside a transaction sees what its own task has written there', async () => {
    await database.db.transaction().execute(async (tx) => {
      await insertText(1).execute(tx);
      const rows = await tx
        .selectFrom('note' as never)
        .select('id' as never)
        .execute();
      expect(rows).toEqual([{ id: 1 }]);
    });
  });

  it('sees what another process has kept', async () => {
    expect(await read()).toEqual([]);
    const other = new BetterSqlite3(join(directory, 'accounts.db'));
    other.prepare("insert into note values (7, '')").run();
    other.close();
    expect(await read()).toEqual([7]);
  });

  it('sees a column that was added meanwhile', async () => {
    const all = () =>
      database.db
        .selectFrom('note' as never)
        .selectAll()
        .execute();
    await insert(1);
    expect(await all()).toEqual([{ id: 1, text: '' }]);
    await sql`alter table note add column more text default 'x'`.execute(database.db);
    expect(await all()).toEqual([{ id: 1, text: '', more: 'x' }]);
  });

  it('cannot write', async () => {
    // A statement that says it is a read and is none.
    const query = database.db
      .selectFrom('note' as never)
      .select('id' as never)
      .compile();
    const forged = { ...query, sql: "insert into note values (9, '')" };
    await expect(database.db.executeQuery(forged)).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    expect(kept()).toEqual([]);
  });

  it('of a database in memory, which has one connection, commits what is open first', async () => {
    const inMemory = await openSqlite(':memory:');
    await sql`create table note (id integer primary key, text text not null)`.execute(inMemory.db);
    const failing = inMemory.db.transaction().execute(async (tx) => {
      await insertText(1).execute(tx);
      throw new Error('undone');
    });
    const [undone, seen] = await Promise.allSettled([failing, read(inMemory)]);
    expect([undone.status, seen]).toEqual(['rejected', { status: 'fulfilled', value: [] }]);
    await inMemory.close();
  });
});
