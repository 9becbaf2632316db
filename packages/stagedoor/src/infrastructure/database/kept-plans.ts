import { createHash } from 'node:crypto';
import type { CompiledQuery, Kysely } from 'kysely';
import { codeOf } from '../describe-fault.ts';

/** Each is kept by every connection; what more there would be is planned anew each time. */
const MOST_NAMES = 200;
/** Lists are read in multiples of so many rows. */
const ROWS = 25;
/** "cached plan must not change result type": a migration changed what a kept statement answers. */
const CHANGED_BELOW = '0A000';

const names = new Map<string, string>();

/** Begins what is kept, as the same statement may be run without: inside a transaction, which would fail by what a migration changed. */
const MARK = '/* kept */ ';

/** The name under which a connection to PostgreSQL keeps the plan of this text; undefined for one that is planned each time. */
export function nameOfKept(text: string): string | undefined {
  return names.get(text);
}

/**
 * Runs a statement that takes longer to plan than to run, and whose text is one of few: values are parameters. Each connection to
 * PostgreSQL keeps its plan. SQLite keeps plans by itself.
 */
export async function runKept<Tables, Row>(
  db: Kysely<Tables>,
  statement: CompiledQuery<Row>,
): Promise<readonly Row[]> {
  const text = MARK + statement.sql;
  const name = names.get(text) ?? nameAs(text, `stagedoor_${digestOf(text)}`);
  const run = async () => (await db.getExecutor().executeQuery<Row>({ ...statement, sql: text })).rows;
  try {
    return await run();
  } catch (error) {
    if (name === undefined || codeOf(error) !== CHANGED_BELOW) throw error;
    nameAs(text, `stagedoor_${digestOf(name)}`);
    // A transaction has failed with the statement.
    if (db.isTransaction) throw error;
    return await run();
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

function nameAs(text: string, name: string): string | undefined {
  if (names.size < MOST_NAMES || names.has(text)) names.set(text, name);
  return names.get(text);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
