import { createHash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import { asPostgresFault } from '../storage-fault.ts';
import type { StoreContext } from './store-context.ts';

/** Each is kept by every connection; what more there would be is planned anew each time. */
const MOST_NAMES = 200;

const names = new Map<string, string>();

/** The pool that keeps plans, where a statement commits on its own; null inside a transaction, and on SQLite, which keeps them by itself. */
export function preparingPool({ database, db }: Pick<StoreContext, 'database' | 'db'>): pg.Pool | null {
  return database.dialect === 'postgres' && !db.isTransaction ? database.pool : null;
}

/** Runs a statement that takes longer to plan than to run, and whose text is one of few: values are parameters. */
export async function runPrepared<Row extends pg.QueryResultRow>(
  { db, pool }: { readonly db: StoreContext['db']; readonly pool: pg.Pool | null },
  statement: RawBuilder<Row>,
): Promise<readonly Row[]> {
  const { sql: text, parameters } = statement.compile(db);
  const name = pool && nameOf(text);
  if (!pool || !name) return (await statement.execute(db)).rows;
  try {
    return (await pool.query<Row>({ name, text, values: [...parameters] })).rows;
  } catch (error) {
    throw asPostgresFault(error);
  }
}

function nameOf(text: string): string | undefined {
  if (names.size < MOST_NAMES && !names.has(text))
    names.set(text, `stagedoor_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`);
  return names.get(text);
}
