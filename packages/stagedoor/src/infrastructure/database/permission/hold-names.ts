import { sql } from 'kysely';
import type { StoreContext } from '../store-context.ts';

/** Whoever makes or changes a name of these waits for others who do; on SQLite the transaction has the database to itself already. */
export async function holdNamesOf(
  table: 'auth_group' | 'stagedoor_role',
  { db, dialect }: Pick<StoreContext, 'db' | 'dialect'>,
): Promise<void> {
  if (dialect === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`names of ${table}`}, 0))`.execute(db);
}
