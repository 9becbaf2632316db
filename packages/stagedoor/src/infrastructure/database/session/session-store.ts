import { type Kysely, sql } from 'kysely';
import { kindsThatStandAlone, type SessionKind } from '../../../core/session/session-kind.ts';
import type { SessionRotation, SessionStore, SessionTouch } from '../../../core/session/session-store.ts';
import { opaqueId, opaqueText, touchedAny, touchedCount } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { FindPrincipal, StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction } from '../transaction.ts';
import { expiryColumns, methodsColumn, selectValidSessions, toColumns, toSession } from './session-row.ts';

const TOUCHES_AT_ONCE = 100;

/** Sessions in SQL. Every change moves the row's version, which the principal cache compares. */
export function createSessionStore(context: StoreContext, findPrincipal: FindPrincipal): SessionStore {
  const { db } = context;
  const valid = () => selectValidSessions(db);
  const sessions = () => db.selectFrom('stagedoor_session').select('key_hash');
  const removal = () => db.deleteFrom('stagedoor_session');
  return {
    findPrincipal,
    add: async (session) => {
      await add(context, toColumns(session));
    },
    find: async (keyHash, now) => {
      const { rows } = await find(context, { keyHash, now });
      return rows[0] ? toSession(rows[0]) : null;
    },
    listOfUser: async (userId, now) => {
      const query = valid()
        .where('s.user_id', '=', userId)
        .where('s.expires_at', '>', now)
        .where('s.ends_at', '>', now);
      const rows = await query.orderBy('s.last_seen_at', 'desc').orderBy('s.id', 'desc').execute();
      return rows.map(toSession);
    },
    touch: async (seen) => {
      // In one order everywhere, so that two nodes writing the same sessions never wait for each other in a ring.
      const inOrder = seen.toSorted((one, other) => (one.keyHash < other.keyHash ? -1 : 1));
      for (let start = 0; start < inOrder.length; start += TOUCHES_AT_ONCE) {
        const batch = inOrder.slice(start, start + TOUCHES_AT_ONCE);
        await inTransaction(db, (tx) => touchBatch(tx, batch));
      }
    },
    setExpiry: async (keyHash, expiry, expiresAt) =>
      touchedAny(await setExpiry(context, { keyHash, expiresAt, ...expiryColumns(expiry) })),
    rotate: (keyHash, change) => rotate(db, keyHash, change),
    markKeysDue: async (userId) => {
      const ofBrowsers = db.updateTable('stagedoor_session').where('user_id', '=', userId);
      await ofBrowsers
        .where('kind', '=', 'cookie')
        .set((eb) => ({ key_due: true, row_version: eb('row_version', '+', 1) }))
        .execute();
    },
    renewDueKey: async (keyHash, { newKeyHash, formerUntil }) => {
      const due = db.updateTable('stagedoor_session').where('key_hash', '=', keyHash);
      const renewed = await due
        .where('key_due', '=', true)
        .set((eb) => ({
          key_hash: newKeyHash,
          key_due: false,
          former_key_hash: keyHash,
          former_until: formerUntil,
          row_version: eb('row_version', '+', 1),
        }))
        .executeTakeFirst();
      return touchedAny(renewed);
    },
    remove: async (keyHash) => touchedAny(await remove(context, { keyHash })),
    removeOldest: (userId, beyond) =>
      inTransaction(db, (tx) => removeOldest({ ...context, db: tx }, { userId, ...beyond })),
    removeOfUser: async (userId, sessionId) => {
      const one = removal().where('user_id', '=', userId).where('id', '=', sessionId).returning('key_hash');
      return (await one.executeTakeFirst())?.key_hash ?? null;
    },
    lock: async (keyHash) => {
      const { rows } = await lock(context, { keyHash });
      return rows.length > 0;
    },
    removeAllOfUser: async (userId, { keyHash, personalTokens = false } = {}) => {
      const all = removal().where('user_id', '=', userId).returning('key_hash');
      const others = keyHash === undefined ? all : all.where('key_hash', '!=', keyHash);
      const chosen = personalTokens ? others.where('kind', 'not in', kindsThatStandAlone) : others;
      return (await chosen.execute()).map((row) => row.key_hash);
    },
    removeEverything: async () => touchedCount(await removal().executeTakeFirst()),
    removeExpired: async (now, limit) => {
      const ended = sessions().where(({ eb, or }) =>
        or([eb('expires_at', '<=', now), eb('ends_at', '<=', now)]),
      );
      const rows = await removal()
        .where('key_hash', 'in', ended.limit(limit))
        .returning('key_hash')
        .execute();
      return rows.map((row) => row.key_hash);
    },
  };
}

const add = compileOnce(({ db }: StoreContext, session: ReturnType<typeof toColumns>) =>
  db.insertInto('stagedoor_session').values(session),
);

const find = compileOnce(({ db }: StoreContext, { keyHash, now }: { keyHash: string; now: Date }) =>
  selectValidSessions(db)
    .where(({ eb, or, and }) =>
      or([
        eb('s.key_hash', '=', opaqueText(keyHash)),
        and([eb('s.former_key_hash', '=', opaqueText(keyHash)), eb('s.former_until', '>', now)]),
      ]),
    )
    .where('s.expires_at', '>', now)
    .where('s.ends_at', '>', now),
);

const lock = compileOnce(({ db, dialect }: StoreContext, { keyHash }: { keyHash: string }) => {
  const query = db
    .selectFrom('stagedoor_session')
    .select('key_hash')
    .where('key_hash', '=', opaqueText(keyHash));
  // SQLite has one writer, and a transaction of ours is it from its start.
  return dialect === 'postgres' ? query.forUpdate() : query;
});

const remove = compileOnce(({ db }: StoreContext, { keyHash }: { keyHash: string }) =>
  db.deleteFrom('stagedoor_session').where('key_hash', '=', keyHash),
);

interface Beyond {
  readonly userId: number;
  readonly kind: SessionKind;
  readonly now: Date;
  readonly keep: number;
}

/** Most users have few: counting them asks an index only, and is all that their log-in costs. */
async function removeOldest(context: StoreContext, beyond: Beyond): Promise<string[]> {
  const { rows: counted } = await countOfUser(context, { userId: beyond.userId });
  if (Number(counted[0]?.sessions ?? 0) <= beyond.keep) return [];
  const { rows } = await listBeyond(context, beyond);
  for (const row of rows) await remove(context, { keyHash: row.key_hash });
  return rows.map((row) => row.key_hash);
}

const countOfUser = compileOnce(({ db }: StoreContext, { userId }: { userId: number }) =>
  db
    .selectFrom('stagedoor_session')
    .select(({ fn }) => fn.countAll<number>().as('sessions'))
    .where('user_id', '=', userId),
);

const listBeyond = compileOnce(({ db }: StoreContext, values: Beyond) =>
  db
    .selectFrom('stagedoor_session')
    .select('key_hash')
    .where('user_id', '=', opaqueId(values.userId))
    .where('kind', '=', opaqueText(values.kind))
    .where('expires_at', '>', values.now)
    .where('ends_at', '>', values.now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    // SQLite has no offset without a limit.
    .limit(sql.lit(Number.MAX_SAFE_INTEGER))
    .offset(values.keep),
);

async function touchBatch(tx: Kysely<Tables>, seen: readonly SessionTouch[]): Promise<void> {
  for (const { keyHash, lastSeenAt, expiresAt, ipAddress } of seen) {
    await tx
      .updateTable('stagedoor_session')
      .set((eb) => ({
        last_seen_at: lastSeenAt,
        ...(expiresAt === null ? {} : { expires_at: expiresAt }),
        ...(ipAddress === undefined ? {} : { ip_address: ipAddress }),
        row_version: eb('row_version', '+', 1),
      }))
      .where('key_hash', '=', keyHash)
      .where('last_seen_at', '<', lastSeenAt)
      .execute();
  }
}

type NewExpiry = ReturnType<typeof expiryColumns> & { readonly keyHash: string; readonly expiresAt: Date };

const setExpiry = compileOnce(({ db }: StoreContext, { keyHash, expiresAt, ...columns }: NewExpiry) =>
  db
    .updateTable('stagedoor_session')
    .set(columns)
    .set((eb) => ({ expires_at: expiresAt, row_version: eb('row_version', '+', 1) }))
    .where('key_hash', '=', keyHash),
);

async function rotate(db: Kysely<Tables>, keyHash: string, change: SessionRotation): Promise<boolean> {
  const update = db
    .updateTable('stagedoor_session')
    .set((eb) => ({
      key_hash: change.newKeyHash,
      security_version: change.securityVersion,
      authenticated_at: change.authenticatedAt,
      methods: change.methods && methodsColumn(change.methods),
      pending_stage: change.pendingStage,
      key_due: false,
      former_key_hash: null,
      row_version: eb('row_version', '+', 1),
    }))
    .where('key_hash', '=', keyHash);
  return touchedAny(await update.executeTakeFirst());
}
