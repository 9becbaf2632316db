import { createHash } from 'node:crypto';
import type { CompiledQuery, Kysely } from 'kysely';
import type pg from 'pg';
import { asPostgresFault } from '../storage-fault.ts';

/** Each is kept by every connection; what more there would be is planned anew each time. */
const MOST_NAMES = 200;
/** Lists are read in multiples of so many rows. */
const ROWS = 25;

const names = new Map<string, string>();
const pools = new WeakMap<object, pg.Pool>();

/** Has the connections of a pool keep the plans of what `runPrepared` runs on this database. SQLite keeps them by itself. */
export function keepPlans<Tables>(db: Kysely<Tables>, pool: pg.Pool): void {
  pools.set(db, pool);
}

/** Whether a statement on it is planned once: not inside a transaction. */
export function keepsPlans<Tables>(db: Kysely<Tables>): boolean {
  return pools.has(db);
}

/** Runs a statement that takes longer to plan than to run, and whose text is one of few: values are parameters. */
export async function runPrepared<Tables, Row>(
  db: Kysely<Tables>,
  statement: CompiledQuery<Row>,
): Promise<readonly Row[]> {
  const { sql: text, parameters } = statement;
  const pool = pools.get(db);
  const name = pool && nameOf(text);
  if (!pool || !name) return (await db.getExecutor().executeQuery(statement)).rows;
  try {
    return (await pool.query<Row & pg.QueryResultRow>({ name, text, values: [...parameters] })).rows;
  } catch (error) {
    throw asPostgresFault(error);
  }
}

/**
 * A limit of at least so many rows, to be written into the text of a statement. PostgreSQL keeps a plan only where its guess of the cost
 * is not above that of plans made for the values at hand, and of a limit that it does not know it guesses a tenth of the table. In few
 * sizes, as each is a text of its own. The row that says whether there are more does not make it the next size.
 */
export function roundedLimit(rows: number): number {
  return Math.ceil((rows - 1) / ROWS) * ROWS + 1;
}

function nameOf(text: string): string | undefined {
  if (names.size < MOST_NAMES && !names.has(text))
    names.set(text, `stagedoor_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`);
  return names.get(text);
}
