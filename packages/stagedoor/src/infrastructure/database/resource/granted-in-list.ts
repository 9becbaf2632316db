import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { type Condition, questionsIn } from '../../../core/policy/condition.ts';
import type { Connection } from '../connection.ts';
import { isIn } from '../object-permission/grant-sql.ts';
import { type Granted, grantedTo, grantsTo, isOf, waysToHold } from '../object-permission/granted-to.ts';
import { FEW_GRANTS } from '../object-permission/list-granted.ts';
import type { Tables } from '../tables.ts';
import { firstGranted, type GrantedPage } from './first-granted.ts';

/** The rows of a list: a page of those that satisfy the condition and are asked nothing else, or some of them in turn, or all to be counted. */
interface Asked {
  readonly type: ObjectType;
  readonly objectId: RawBuilder<unknown>;
  readonly how: 'shown' | 'counted' | GrantedPage;
}

/**
 * As `grantedTo`, for whoever reads many rows. A page in an order that the grants keep is read from them. Else, of few grants the rows are looked up by
 * themselves, which one short statement finds out for each permission that the condition asks for, or a list would walk a
 * whole table for who was given three rows of it.
 */
export async function grantedInList(
  connection: Connection<Tables>,
  condition: Condition,
  asked: Asked,
): Promise<Granted> {
  const page = await pageOfGrants(connection, condition, asked);
  if (page !== null)
    return Object.assign(() => sql<SqlBool>`${asked.objectId} in (${page})`, {
      isPlannedOnce: true,
    } as const);
  const few = new Map<string, readonly number[] | null>();
  for (const question of questionsIn(condition))
    if (question.kind === 'granted')
      few.set(question.permission, await findFew(connection, asked.type, question));
  const many = manyGranted(connection, asked);
  return (permission, userId) => {
    const found = few.get(permission) ?? null;
    return found === null ? many(permission, userId) : isIn(connection.dialect, asked.objectId, found);
  };
}

async function pageOfGrants(
  connection: Connection<Tables>,
  condition: Condition,
  { type, how }: Asked,
): Promise<RawBuilder<unknown> | null> {
  if (typeof how === 'string' || condition.kind !== 'granted' || condition.negated) return null;
  const { permission, userId } = condition;
  return await firstGranted(connection, { ...how, type, permission, userId });
}

/** Rows that are shown are asked one by one until the page is full; all of them at once where they are counted. */
function manyGranted({ dialect }: Connection<Tables>, { type, objectId, how }: Asked): Granted {
  if (how === 'counted')
    return (permission, userId) =>
      sql<SqlBool>`${objectId} in (select g.object_id ${grantsTo(type, permission)} and ${isOf(userId)})`;
  // PostgreSQL would join all grants first.
  return grantedTo(type, objectId, dialect === 'postgres' ? sql`offset 0` : sql``);
}

interface OneQuestion {
  readonly permission: string;
  readonly userId: number | null;
}

/** The objects, or null where there are many. Stops where it knows. */
async function findFew(
  { db }: Connection<Tables>,
  type: ObjectType,
  { permission, userId }: OneQuestion,
): Promise<readonly number[] | null> {
  const arms = waysToHold(userId).map(
    (way) => sql`select g.object_id as id ${grantsTo(type, permission)} and ${way}`,
  );
  // A union without duplicates would read all of them before it stops.
  const { rows } = await sql<{ id: number }>`
    select id from (${sql.join(arms, sql` union all `)}) as found limit ${sql.lit(FEW_GRANTS + 1)}`.execute(
    db,
  );
  return rows.length > FEW_GRANTS ? null : [...new Set(rows.map(({ id }) => id))];
}
