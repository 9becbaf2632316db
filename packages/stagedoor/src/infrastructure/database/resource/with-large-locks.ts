import { sql } from 'kysely';
import type { PlannedMove } from '../../../resource/migration/migration-state.ts';
import type { OpenDatabase } from '../database.ts';
import { quoted } from './sql-words.ts';

/** From so many rows on people notice that they wait. */
const LARGE = 100_000;

/** Steps with what they hold others up for where a table is large; nothing on SQLite, where everybody waits for each write. */
export async function withLargeLocks(
  { db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
  moves: readonly PlannedMove[],
): Promise<readonly PlannedMove[]> {
  if (dialect === 'sqlite') return moves.map((move) => ({ ...move, locks: [] }));
  const large = new Set<string>();
  for (const table of new Set(moves.flatMap(({ locks }) => locks.map((lock) => lock.table))))
    if ((await rowsAbout(db, table)) >= LARGE) large.add(table);
  return moves.map((move) => ({ ...move, locks: move.locks.filter(({ table }) => large.has(table)) }));
}

/** As PostgreSQL estimates it, by pages: counting would take as long as what is warned of. None where the table is yet to be made. */
async function rowsAbout(db: OpenDatabase['db'], table: string): Promise<number> {
  const name = quoted(table);
  const { rows: found } = await sql<{
    isThere: boolean;
  }>`select to_regclass(${name}) is not null as "isThere"`.execute(db);
  if (!found[0]?.isThere) return 0;
  const { rows } = await sql<{
    'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];
  }>`explain (format json) select 1 from ${sql.raw(name)}`.execute(db);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}
