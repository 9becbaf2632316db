import { createHash } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { StoredVisit, Visit, VisitStore } from '../../../core/activity/visit-store.ts';
import { toDate, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction } from '../transaction.ts';

const VISITS_AT_ONCE = 200;

export function createVisitStore({ db, dialect }: StoreContext): VisitStore {
  return {
    record: async (visits) => {
      for (let start = 0; start < visits.length; start += VISITS_AT_ONCE) {
        const batch = visits.slice(start, start + VISITS_AT_ONCE);
        await inTransaction(db, (tx) => recordBatch(tx, dialect, batch));
      }
    },
    listOfUser: async (userId) => {
      const query = db.selectFrom('stagedoor_visit').selectAll().where('user_id', '=', userId);
      const rows = await query.orderBy('last_seen_at', 'desc').orderBy('id', 'desc').execute();
      return rows.map(toVisit);
    },
    countUsersPerDay: async (since) => {
      const query = db
        .selectFrom('stagedoor_visit_day')
        .where('day', '>=', dayOf(since))
        .groupBy('day')
        .orderBy('day');
      const rows = await query.select(['day', ({ fn }) => fn.countAll<number>().as('users')]).execute();
      return rows.map(({ day, users }) => ({ day, users: Number(users) }));
    },
    removeStrangers: async (lastSeenBefore, limit) => {
      const old = db
        .selectFrom('stagedoor_visit')
        .select('id')
        .where('user_id', 'is', null)
        .where('last_seen_at', '<', lastSeenBefore)
        .limit(limit);
      return touchedCount(await db.deleteFrom('stagedoor_visit').where('id', 'in', old).executeTakeFirst());
    },
    removeDays: async (before) => {
      const removal = db.deleteFrom('stagedoor_visit_day').where('day', '<', dayOf(before));
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

async function recordBatch(
  tx: Kysely<Tables>,
  dialect: StoreContext['dialect'],
  visits: readonly Visit[],
): Promise<void> {
  const known = await lockUsers(tx, dialect, visits);
  const welcome = visits.filter(({ userId }) => userId === null || known.has(userId));
  await recordVisits(tx, mergeVisits(welcome));
  await recordDays(tx, welcome);
}

/** Visits are written later than they happened: a user who is gone by now must not make the others' visits fail. */
async function lockUsers(
  tx: Kysely<Tables>,
  dialect: StoreContext['dialect'],
  visits: readonly Visit[],
): Promise<ReadonlySet<number>> {
  const ids = [...new Set(visits.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  if (ids.length === 0) return new Set();
  const query = tx.selectFrom('auth_user').select('id').where('id', 'in', ids).orderBy('id');
  const rows = await query.$if(dialect === 'postgres', (locking) => locking.forKeyShare()).execute();
  return new Set(rows.map((row) => row.id));
}

interface MergedVisit {
  readonly visitor_key: string;
  readonly user_id: number | null;
  readonly ip_address: string;
  readonly user_agent: string;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
}

/** One row for each visitor, in the order of the index: batches of two nodes then lock in the same order. */
function mergeVisits(visits: readonly Visit[]): readonly MergedVisit[] {
  const merged = new Map<string, MergedVisit>();
  for (const { userId, ipAddress, userAgent, seenAt } of visits) {
    const key = createHash('sha256')
      .update(JSON.stringify([userId, ipAddress, userAgent]))
      .digest('base64url');
    const known = merged.get(key);
    merged.set(key, {
      visitor_key: key,
      user_id: userId,
      ip_address: ipAddress,
      user_agent: userAgent,
      first_seen_at: known && known.first_seen_at < seenAt ? known.first_seen_at : seenAt,
      last_seen_at: known && known.last_seen_at > seenAt ? known.last_seen_at : seenAt,
    });
  }
  return [...merged.values()].sort((one, other) => (one.visitor_key < other.visitor_key ? -1 : 1));
}

async function recordVisits(tx: Kysely<Tables>, rows: readonly MergedVisit[]): Promise<void> {
  if (rows.length === 0) return;
  const newer = sql<Date>`case when excluded.last_seen_at > stagedoor_visit.last_seen_at
    then excluded.last_seen_at else stagedoor_visit.last_seen_at end`;
  await tx
    .insertInto('stagedoor_visit')
    .values(rows)
    .onConflict((conflict) => conflict.column('visitor_key').doUpdateSet({ last_seen_at: newer }))
    .execute();
}

async function recordDays(tx: Kysely<Tables>, visits: readonly Visit[]): Promise<void> {
  const days = new Map<string, { day: string; user_id: number }>();
  for (const { userId, seenAt } of visits) {
    if (userId !== null) days.set(`${dayOf(seenAt)} ${userId}`, { day: dayOf(seenAt), user_id: userId });
  }
  if (days.size === 0) return;
  const rows = [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  const insert = tx.insertInto('stagedoor_visit_day').values(rows);
  await insert.onConflict((conflict) => conflict.doNothing()).execute();
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function toVisit(row: Selectable<Tables['stagedoor_visit']>): StoredVisit {
  return {
    id: row.id,
    userId: row.user_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    firstSeenAt: toDate(row.first_seen_at),
    lastSeenAt: toDate(row.last_seen_at),
  };
}
