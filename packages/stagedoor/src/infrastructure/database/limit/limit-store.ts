import { sql } from 'kysely';
import { after } from '../../../core/kernel/clock.ts';
import type { LimitStore } from '../../../core/limit/limit-store.ts';
import { toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import { inTransaction } from '../transaction.ts';

export function createLimitStore(context: StoreContext): LimitStore {
  const { db } = context;
  return {
    count: async (key, now, windowMs) => {
      const { rows } = await countInWindow(context, { key, now, windowStart: after(now, -windowMs) });
      return toState(rows[0]);
    },
    countInARow: async (key, startedAt) => {
      const { rows } = await countOn(context, { key, startedAt });
      return rows[0]?.attempts ?? 0;
    },
    block: (key, until, expected) =>
      expected === null
        ? blockUnblocked(context, key, until)
        : extendBlock(context, key, { until, expected }),
    read: async (key) => {
      const { rows } = await read(context, { key });
      return rows[0] ? toState(rows[0]) : null;
    },
    giveBack: async (key, { unblock } = { unblock: false }) => {
      await giveBackTo(context, { key, unblock });
    },
    clear: async (keys) =>
      keys.length === 0 ? 0 : inTransaction(db, (tx) => clear({ ...context, db: tx }, keys)),
    forgive: (source, keys) => forgive(context, source, keys),
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

function toState(row: LimitRow | undefined): { attempts: number; blockedUntil: Date | null } {
  return { attempts: row?.attempts ?? 0, blockedUntil: toMaybeDate(row?.blocked_until ?? null) };
}

/** One statement judges and counts: between a read and a write, parallel guesses would all see the same number. */
const countInWindow = compileOnce(
  ({ db }: StoreContext, values: { key: string; now: Date; windowStart: Date }) => {
    const isBlocked = sql<boolean>`stagedoor_limit.blocked_until > excluded.window_started_at`;
    // A window that led to a block lasts on from the block's end.
    const isOver = sql<boolean>`(stagedoor_limit.window_started_at <= ${values.windowStart}
      and coalesce(stagedoor_limit.blocked_until <= ${values.windowStart}, true))`;
    return db
      .insertInto('stagedoor_limit')
      .values({ key: values.key, attempts: 1, window_started_at: values.now, blocked_until: null })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          attempts: sql<number>`case when ${isBlocked} then stagedoor_limit.attempts
            when ${isOver} then 1 else stagedoor_limit.attempts + 1 end`,
          window_started_at: sql<Date>`case when ${isOver}
            then excluded.window_started_at else stagedoor_limit.window_started_at end`,
          blocked_until: sql<Date | null>`case when ${isOver}
            then null else stagedoor_limit.blocked_until end`,
        }),
      )
      .returning(['attempts', 'blocked_until']);
  },
);

const countOn = compileOnce(({ db }: StoreContext, values: { key: string; startedAt: Date }) =>
  db
    .insertInto('stagedoor_limit')
    .values({ key: values.key, attempts: 1, window_started_at: values.startedAt, blocked_until: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ attempts: sql<number>`stagedoor_limit.attempts + 1` }),
    )
    .returning('attempts'),
);

const read = compileOnce(({ db }: StoreContext, { key }: { key: string }) =>
  db.selectFrom('stagedoor_limit').select(['attempts', 'blocked_until']).where('key', '=', key),
);

const giveBack = compileOnce(({ db }: StoreContext, { key }: { key: string }) =>
  db
    .updateTable('stagedoor_limit')
    .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
    .where('key', '=', key)
    .where('attempts', '>', 0),
);

const giveBackAndUnblock = compileOnce(({ db }: StoreContext, { key }: { key: string }) =>
  db
    .updateTable('stagedoor_limit')
    .set((eb) => ({ attempts: eb('attempts', '-', 1), blocked_until: null }))
    .where('key', '=', key)
    .where('attempts', '>', 0),
);

const removeOne = compileOnce(({ db }: StoreContext, { key }: { key: string }) =>
  db.deleteFrom('stagedoor_limit').where('key', '=', key),
);

/** One by one, so that one statement fits however many there are. */
async function clear(context: StoreContext, keys: readonly string[]): Promise<number> {
  let cleared = 0;
  for (const key of keys) cleared += touchedCount(await removeOne(context, { key }));
  return cleared;
}

interface Counted {
  readonly key: string;
  readonly unblock: boolean;
}

/**
 * On PostgreSQL one after the other, in the order in which they were counted: then two log-ins never wait for each other in a
 * ring. SQLite has one writer, so there one statement does where the source has no other attempts.
 */
async function forgive(context: StoreContext, source: Counted, keys: readonly string[]): Promise<void> {
  if (context.dialect === 'postgres') {
    await giveBackTo(context, source);
    await clear(context, keys);
    return;
  }
  const values = { source: source.key, unblock: source.unblock, keys: JSON.stringify(keys) };
  const { rows } = await clearTogether(context, values);
  if (!rows.some(({ key }) => key === source.key)) await giveBackTo(context, source);
}

async function giveBackTo(context: StoreContext, { key, unblock }: Counted): Promise<void> {
  await (unblock ? giveBackAndUnblock : giveBack)(context, { key });
}

/** A source whose one attempt is taken back is as good as one that was never counted. */
const clearTogether = compileOnce(
  ({ db }: StoreContext, values: { source: string; unblock: boolean; keys: string }) =>
    db
      .deleteFrom('stagedoor_limit')
      .where(({ eb, or, and }) =>
        or([
          sql<boolean>`key in (select value from json_each(${values.keys}))`,
          and([
            eb('key', '=', values.source),
            eb('attempts', '<=', 1),
            sql<boolean>`(blocked_until is null or ${values.unblock})`,
          ]),
        ]),
      )
      .returning('key'),
);

async function blockUnblocked({ db }: StoreContext, key: string, until: Date): Promise<boolean> {
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
  { db }: StoreContext,
  key: string,
  { until, expected }: { until: Date; expected: Date },
): Promise<boolean> {
  const update = db.updateTable('stagedoor_limit').set({ blocked_until: until }).where('key', '=', key);
  return touchedAny(await update.where('blocked_until', '=', expected).executeTakeFirst());
}
