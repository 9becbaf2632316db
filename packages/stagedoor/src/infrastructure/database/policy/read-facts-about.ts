import { sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { Condition } from '../../../core/policy/condition.ts';
import type { Facts } from '../../../core/policy/row-satisfies.ts';
import { grantedTo } from '../object-permission/granted-to.ts';
import { readFacts } from './read-facts.ts';

interface Judged {
  readonly rows: readonly object[];
  /** What the rows are, where permissions on single ones are given; null where none are. */
  readonly type: ObjectType | null;
}

/** What conditions ask beside rows, permissions on these among it. On a row to be made nobody was given one. */
export async function readFactsAbout(
  source: Parameters<typeof readFacts>[0],
  conditions: readonly Condition[],
  { rows, type }: Judged,
): Promise<Facts> {
  if (type === null) return await readFacts(source, conditions, { rows });
  return await readFacts(source, conditions, { rows, granted: grantedTo(type, sql`${keyOf(rows)}`) });
}

/** The key of the row that is judged: as it is and as it will be are one. */
function keyOf(rows: readonly object[]): number | null {
  const keys = rows.flatMap((row) => ('id' in row && typeof row.id === 'number' ? [row.id] : []));
  return keys[0] ?? null;
}
