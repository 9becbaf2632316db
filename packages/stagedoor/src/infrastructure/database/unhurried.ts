import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import { LONGEST_STATEMENT_MS } from '../../core/kernel/longest-statement.ts';
import type { Connection } from './connection.ts';

export const UNHURRIED_MS = LONGEST_STATEMENT_MS;

/** Begins the text of one that takes its time: the connection waits for its answer by it. */
const MARK = '/* unhurried */ ';

export function isUnhurried(text: string): boolean {
  return text.startsWith(MARK);
}

/**
 * Runs a statement that takes longer the more rows others have made: PostgreSQL asks each constraint once a row, so that a row on which a
 * hundred thousand hang is deleted in no time that a request may take otherwise, however often it is tried. The other statements of
 * the transaction are still waited for no longer than others. Only inside a transaction.
 */
export async function unhurried<Row>(
  { db, dialect }: Connection,
  statement: Compilable<Row> | RawBuilder<Row>,
): Promise<{ readonly numAffectedRows?: bigint }> {
  const executor = (db as Kysely<unknown>).getExecutor();
  const compiled = statement.compile(db as never);
  if (dialect === 'sqlite') return await executor.executeQuery(compiled);
  await sql`set local statement_timeout = ${sql.lit(UNHURRIED_MS)}`.execute(db as Kysely<unknown>);
  const result = await executor.executeQuery({ ...compiled, sql: MARK + compiled.sql });
  // After a fault the transaction takes no statement, nor needs one: what undoes it takes this back too.
  await sql`set local statement_timeout to default`.execute(db as Kysely<unknown>);
  return result;
}
