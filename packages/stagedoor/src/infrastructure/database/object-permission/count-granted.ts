import { sql } from 'kysely';
import type { GrantQuestion } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { isIn, isOneOf, isPermission, namesOf } from './grant-sql.ts';
import { findFew, holdsAll, probe } from './list-granted.ts';
import type { Context } from './listed.ts';

/** Of so many grants most are of different objects, unless somebody is in many groups that hold the same. */
const FIRST_LOOKS = [2, 20];

interface Counted {
  readonly type: ObjectType;
  readonly question: GrantQuestion;
  /** Counted no further. */
  readonly most: number;
}

/** On how many objects somebody holds something. No count reads all grants of who has many. */
export async function countGranted(context: Context, { type, question, most }: Counted): Promise<number> {
  if (question.subjects.length === 0 || question.codenames.length === 0) return 0;
  if (question.match === 'all' && question.codenames.length > 1)
    return await countHoldingAll(context, { type, question, most });
  for (const times of FIRST_LOOKS) {
    const found = await probe(context, type, { ...question, limit: most * times });
    const count = new Set(found).size;
    if (count >= most || found.length < most * times) return Math.min(count, most);
  }
  return await countAll(context, { type, question, most });
}

async function countHoldingAll(context: Context, counted: Counted): Promise<number> {
  const { type, question, most } = counted;
  const { db, dialect } = context;
  const few = await findFew(context, type, question);
  if (few === null) return await countAll(context, counted);
  const { objects, key } = namesOf(type);
  const id = sql`o.${key}`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${objects} as o
    where ${isIn(dialect, id, few)} and ${holdsAll({ dialect, type }, question, id)}`.execute(db);
  return Math.min(rows[0]?.count ?? 0, most);
}

async function countAll({ db, dialect }: Context, { type, question, most }: Counted): Promise<number> {
  const { codenames, subjects, match } = question;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select g.object_id from ${namesOf(type).grants} as g
    where ${isPermission(type, codenames)} and ${isOneOf(dialect, subjects)}
    group by g.object_id having count(distinct g.permission_id) >= ${sql.lit(match === 'all' ? codenames.length : 1)}
    limit ${sql.lit(most)}) as held`.execute(db);
  return rows[0]?.count ?? 0;
}
