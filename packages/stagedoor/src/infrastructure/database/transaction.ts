import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { codeOf } from '../describe-fault.ts';
import type { Tables } from './tables.ts';

const MOST_RUNS = 4;
const LONGEST_PAUSE_MS = 40;
// serialization_failure and deadlock_detected: PostgreSQL undid everything and asks for another try.
const WORTH_ANOTHER_RUN = new Set(['40001', '40P01']);
const UNIQUE_VIOLATIONS = new Set(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);
/** Those of `restrict` have codes of their own: 23001, and on SQLite that of a trigger. */
const CONSTRAINT_VIOLATIONS = new Set([
  ...UNIQUE_VIOLATIONS,
  ...['23503', '23001'],
  ...['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_CONSTRAINT_TRIGGER'],
  // What is set null by what is deleted may violate a check.
  ...['23514', 'SQLITE_CONSTRAINT_CHECK'],
]);

/** What a constraint has refused. */
export class Refused {
  /** The name of the check, `''` where it has none; null of another constraint. */
  readonly check: string | null;

  constructor(error: unknown) {
    this.check = checkIn(error);
  }
}

/** SQLite says the name in its sentence, or the expression of one that has no name, which nobody is told. */
function checkIn(error: unknown): string | null {
  const { constraint, message } = error as { readonly constraint?: string; readonly message?: string };
  if (codeOf(error) === '23514') return constraint ?? '';
  if (codeOf(error) !== 'SQLITE_CONSTRAINT_CHECK') return null;
  return /^CHECK constraint failed: (\w+)$/.exec(message ?? '')?.[1] ?? '';
}

/** Runs `work` in a transaction, or in the one that `db` already is. */
export async function inTransaction<Result>(
  db: Kysely<Tables>,
  work: (db: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return await againIfLost(db, () => (db.isTransaction ? work(db) : db.transaction().execute(work)));
}

/**
 * Work that is kept as a whole, a transaction or one statement, is run again from its start after it lost a deadlock: safe,
 * because nothing of it was kept. Inside a transaction that is for whoever began it.
 */
export async function againIfLost<Result>(db: Kysely<Tables>, work: () => Promise<Result>): Promise<Result> {
  for (let run = 1; ; run += 1) {
    try {
      return await work();
    } catch (error) {
      if (db.isTransaction) throw error;
      if (run === MOST_RUNS || !WORTH_ANOTHER_RUN.has(codeOf(error) ?? '')) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/**
 * Runs one statement and answers null where a unique index refuses it. Inside a transaction it is set apart by a
 * savepoint, because on PostgreSQL a refused statement ends the whole transaction.
 */
export async function unlessTaken<Result>(
  db: Kysely<Tables>,
  statement: () => Promise<Result>,
): Promise<Result | null> {
  return nullIfRefused(await orRefused(db, UNIQUE_VIOLATIONS, statement));
}

/** The same where the constraint may also be one of what a row refers to, or of what refers to it, or a check. */
export async function unlessConstrained<Result>(
  db: Kysely<Tables>,
  statement: () => Promise<Result>,
): Promise<Result | null> {
  return nullIfRefused(await orRefused(db, CONSTRAINT_VIOLATIONS, statement));
}

/** The same, told what was refused. */
export async function orConstrained<Result>(
  db: Kysely<Tables>,
  statement: () => Promise<Result>,
): Promise<Result | Refused> {
  return await orRefused(db, CONSTRAINT_VIOLATIONS, statement);
}

function nullIfRefused<Result>(result: Result | Refused): Result | null {
  return result instanceof Refused ? null : result;
}

async function orRefused<Result>(
  db: Kysely<Tables>,
  refusals: ReadonlySet<string>,
  statement: () => Promise<Result>,
): Promise<Result | Refused> {
  if (db.isTransaction) await sql`savepoint unless_refused`.execute(db);
  try {
    const result = await statement();
    if (db.isTransaction) await sql`release savepoint unless_refused`.execute(db);
    return result;
  } catch (error) {
    if (!refusals.has(codeOf(error) ?? '')) throw error;
    if (db.isTransaction) await sql`rollback to savepoint unless_refused`.execute(db);
    return new Refused(error);
  }
}
