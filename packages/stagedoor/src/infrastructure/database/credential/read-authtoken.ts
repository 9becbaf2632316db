import { sql } from 'kysely';
import type { ForeignApiToken } from '../../../core/token/api-token/adopt-api-token.ts';
import type { OpenDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import { tablesHere } from '../tables-here.ts';

interface Row {
  readonly key: unknown;
  readonly user_id: unknown;
  readonly created: unknown;
}

const COLUMNS = ['created', 'key', 'user_id'];

/**
 * The rows of REST framework's `authtoken_token`, kept beside ours under another name.
 *
 * @throws DatabaseProblem where there is no such table
 */
export async function readAuthtoken(
  { db }: OpenDatabase,
  table: string,
): Promise<readonly ForeignApiToken[]> {
  const found = (await tablesHere(db)).find(({ name }) => name === table);
  const columns = new Set(found?.columns.map(({ name }) => name));
  if (!COLUMNS.every((name) => columns.has(name))) {
    throw new DatabaseProblem(`There is no table ${table} with the columns key, created and user_id.`);
  }
  const { rows } =
    await sql<Row>`select key, user_id, created from ${sql.table(table)} order by user_id`.execute(db);
  return rows.map(({ key, user_id: userId, created }) => ({ key, userId, createdAt: momentOf(created) }));
}

/** Null for what is no moment, or none that Django could have written: another hand did, and the other rows go on. */
function momentOf(created: unknown): Date | null {
  const moment = created instanceof Date ? created : typeof created === 'string' ? parse(created) : null;
  const year = moment?.getUTCFullYear() ?? Number.NaN;
  return year >= 1 && year <= 9_999 ? moment : null;
}

/** On SQLite Django writes moments with a blank in the middle and without their zone, which is UTC. */
function parse(created: string): Date {
  const text = created.replace(' ', 'T');
  return new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}
