import { type Kysely, sql } from 'kysely';
import { after } from '../../core/clock.ts';
import type { LimitStore } from '../../core/limit/limit-store.ts';
import { toMaybeDate, touchedAny, touchedCount } from './column-values.ts';
import type { StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';

export function createLimitStore({ db }: StoreContext): LimitStore {
  return {
    count: (key, now, windowMs) => count(db, key, { now, windowStart: after(now, -windowMs) }),
    block: (key, until, expected) =>
      expected === null ? blockUnblocked(db, key, until) : extendBlock(db, key, { until, expected }),
    read: async (key) => {
      const query = db.selectFrom('stagedoor_limit').select(['attempts', 'blocked_until']);
      const row = await query.where('key', '=', key).executeTakeFirst();
      return row ? toState(row) : null;
    },
    giveBack: async (key, { unblock } = { unblock: false }) => {
      const update = db
        .updateTable('stagedoor_limit')
        .set((eb) => ({ attempts: eb('attempts', '-', 1), ...(unblock && { blocked_until: null }) }));
      await update.where('key', '=', key).where('attempts', '>', 0).execute();
    },
    clear: async (keys) => {
      if (keys.length === 0) return 0;
      return touchedCount(await db.deleteFrom('stagedoor_limit').where('key', 'in', keys).executeTakeFirst());
    },
    removeStale: async (before, limit) => {
      const stale = db
        .selectFrom('stagedoor_limit')
        .select('key')
        .where('window_started_at', '<', before)
        .where(({ eb, or }) => or([eb('blocked_until', 'is', null), eb('blocked_until', '<', before)]))
        .limit(limit);
      return touchedCount(
        await db.deleteFrom('stagedoor_limit').where('key', 'in', stale).executeTakeFirst(),
      );
    },
  };
}

interface LimitRow {
  readonly attempts: number;
  readonly blocked_until: Date | string | null;
}

function toState(row: LimitRow): { attempts: number; blockedUntil: Date | null } {
  return { attempts: row.attempts, blockedUntil: toMaybeDate(row.blocked_until) };
}

/** One statement judges and counts: between a read and a write, parallel guesses would all see the same number. */
async function count(
  db: Kysely<Tables>,
  key: string,
  { now, windowStart }: { now: Date; windowStart: Date },
): Promise<{ attempts: number; blockedUntil: Date | null }> {
  const isBlocked = sql<boolean>`stagedoor_limit.blocked_until > excluded.window_started_at`;
  const isOver = sql<boolean>`stagedoor_limit.window_started_at <= ${windowStart}`;
  const row = await db
    .insertInto('stagedoor_limit')
    .values({ key, attempts: 1, window_started_at: now, blocked_until: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        attempts: sql<number>`case when ${isBlocked} then stagedoor_limit.attempts
          when ${isOver} then 1 else stagedoor_limit.attempts + 1 end`,
        window_started_at: sql<Date>`case when not coalesce(${isBlocked}, false) and ${isOver}
          then excluded.window_started_at else stagedoor_limit.window_started_at end`,
        blocked_until: sql<Date | null>`case when not coalesce(${isBlocked}, false) and ${isOver}
          then null else stagedoor_limit.blocked_until end`,
      }),
    )
    .returning(['attempts', 'blocked_until'])
    .executeTakeFirstOrThrow();
  return toState(row);
}

async function blockUnblocked(db: Kysely<Tables>, key: string, until: Date): Promise<boolean> {
  // A key that was never counted has a window that is long over.
  const blocked = { key, attempts: 0, window_started_at: new Date(0), blocked_until: until };
  const insert = db
    .insertInto('stagedoor_limit')
    .values(blocked)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ blocked_until: until })
        .where('stagedoor_limit.blocked_until', 'is', null),
    );
  return touchedAny(await insert.executeTakeFirst());
}

async function extendBlock(
  db: Kysely<Tables>,
  key: string,
  { until, expected }: { until: Date; expected: Date },
): Promise<boolean> {
  const update = db.updateTable('stagedoor_limit').set({ blocked_until: until }).where('key', '=', key);
  return touchedAny(await update.where('blocked_until', '=', expected).executeTakeFirst());
}
