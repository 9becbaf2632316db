import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { MigrationState } from '../../resource/migration/migration-state.ts';
import { columnTypes } from './column-types.ts';
import { toDate, touchedAny } from './column-values.ts';
import type { OpenDatabase } from './database.ts';
import type { Dialect } from './dialect.ts';
import type { Migration } from './migration.ts';
import type { Tables } from './tables.ts';
import { tablesHere } from './tables-here.ts';

// Any number will do, as long as every node takes the same one.
const LOCK_NUMBER = 7_236_412_905;
const ASK_AGAIN_AFTER_MS = 50;

type Named = Pick<Migration, 'app' | 'name'>;

/** Notes that a step is taken. False where it was already. */
export async function noteApplied(tx: Kysely<Tables>, { app, name }: Named): Promise<boolean> {
  const entry = await tx
    .insertInto('stagedoor_migration')
    .values({ app, name, applied_at: new Date() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return touchedAny(entry);
}

/** Notes that a step is taken back. False where it was not taken. */
export async function noteReversed(tx: Kysely<Tables>, { app, name }: Named): Promise<boolean> {
  const gone = await tx
    .deleteFrom('stagedoor_migration')
    .where('app', '=', app)
    .where('name', '=', name)
    .executeTakeFirst();
  return Number(gone.numDeletedRows) > 0;
}

/** The steps that were taken. */
export async function readLedger({ db }: Pick<OpenDatabase, 'db'>): Promise<readonly MigrationState[]> {
  const tables = await tablesHere(db);
  if (!tables.some((table) => table.name === 'stagedoor_migration')) return [];
  const rows = await db
    .selectFrom('stagedoor_migration')
    .selectAll()
    .orderBy('app')
    .orderBy('name')
    .execute();
  return rows.map(({ app, name, applied_at }) => ({ app, name, appliedAt: toDate(applied_at) }));
}

/** Runs one step in a transaction that no other node can enter meanwhile; SQLite has one writer anyway. */
export async function alone<Result>(
  db: Kysely<Tables>,
  dialect: Dialect,
  step: (tx: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const turn = await db.transaction().execute(async (tx): Promise<{ readonly result: Result } | null> => {
      if (dialect === 'postgres' && !(await takeLock(tx))) return null;
      await createLedger(tx, columnTypes[dialect].moment);
      return { result: await step(tx) };
    });
    if (turn !== null) return turn.result;
    // Asked again, and not waited for: whoever waits in a transaction holds up an index that is made concurrently.
    await sleep(ASK_AGAIN_AFTER_MS);
  }
}

/**
 * Runs one step on a connection that no other node can enter meanwhile, outside of a transaction. PostgreSQL alone; within, `alone` is
 * entered at once.
 */
export async function aloneInPieces<Result>(
  db: Kysely<Tables>,
  step: (on: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const lock = sql.lit(LOCK_NUMBER);
  return await db.connection().execute(async (on) => {
    const tryLock = sql<{ taken: boolean }>`select pg_try_advisory_lock(${lock}) as taken`;
    while ((await tryLock.execute(on)).rows[0]?.taken !== true) await sleep(ASK_AGAIN_AFTER_MS);
    return await step(on).finally(() => sql`select pg_advisory_unlock(${lock})`.execute(on));
  });
}

async function takeLock(tx: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_xact_lock(${sql.lit(LOCK_NUMBER)}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

async function createLedger(db: Kysely<Tables>, moment: string): Promise<void> {
  await sql
    .raw(
      `create table if not exists stagedoor_migration (
        app text not null,
        name text not null,
        applied_at ${moment} not null,
        primary key (app, name)
      )`,
    )
    .execute(db);
}
