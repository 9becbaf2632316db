import { type Kysely, sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Tables } from '../tables.ts';

/** How many rows refer to rows that are not there, by who refers to whom: `shop_line to shop_order`. */
type StrayRows = ReadonlyMap<string, number>;

/**
 * Does what foreign keys, which are off meanwhile, would do at the end.
 * @throws PlainError where the work leaves rows that refer to none, and did not find them
 */
export async function refusingStrayRows(db: Kysely<Tables>, work: () => Promise<void>): Promise<void> {
  const before = await findStrayRows(db);
  await work();
  const left = [...(await findStrayRows(db))].filter(([which, count]) => count > (before.get(which) ?? 0));
  if (left.length === 0) return;
  const places = left.map(([which, count]) => `${count} of ${which}`).join(', ');
  throw new PlainError(`it leaves rows that refer to rows that are not there: ${places}`);
}

async function findStrayRows(db: Kysely<Tables>): Promise<StrayRows> {
  const found = await sql<{ which: string; count: number }>`
    select "table" || ' to ' || parent as which, count(*) as count from pragma_foreign_key_check group by which
  `.execute(db);
  return new Map(found.rows.map(({ which, count }) => [which, count]));
}
