import type { Kysely, Selectable } from 'kysely';
import type { AskedFor, FlowStore, StoredFlow } from '../../../core/login/flow-store.ts';
import { toDate, touchedAny, touchedCount } from '../column-values.ts';
import { methodsColumn, parseMethods } from '../session/session-row.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

export function createFlowStore({ db, dialect }: StoreContext): FlowStore {
  return {
    add: async (flow) => {
      await db
        .insertInto('stagedoor_flow')
        .values({
          key_hash: flow.keyHash,
          user_id: flow.userId,
          security_version: flow.securityVersion,
          backend: flow.backend,
          proofs: methodsColumn(flow.proofs),
          asked: JSON.stringify(flow.asked),
          tries: 0,
          created_at: flow.createdAt,
          expires_at: flow.expiresAt,
        })
        .execute();
    },
    find: async (keyHash, now) => {
      const query = db.selectFrom('stagedoor_flow').selectAll().where('key_hash', '=', keyHash);
      const row = await query.where('expires_at', '>', now).executeTakeFirst();
      return row === undefined ? null : toFlow(row);
    },
    countTry: async (keyHash, { now, most }) => {
      const update = db
        .updateTable('stagedoor_flow')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('key_hash', '=', keyHash)
        .where('expires_at', '>', now)
        .where('tries', '<', most);
      return touchedAny(await update.executeTakeFirst());
    },
    take: async (keyHash, now) => {
      const removal = db.deleteFrom('stagedoor_flow').where('key_hash', '=', keyHash);
      const row = await removal.where('expires_at', '>', now).returningAll().executeTakeFirst();
      return row === undefined ? null : toFlow(row);
    },
    removeOldest: async (userId, keep) => {
      const ofUser = db.selectFrom('stagedoor_flow').select('key_hash').where('user_id', '=', userId);
      const newest = ofUser.orderBy('created_at', 'desc').orderBy('key_hash').limit(keep);
      await db
        .deleteFrom('stagedoor_flow')
        .where('user_id', '=', userId)
        .where('key_hash', 'not in', newest)
        .execute();
    },
    removeAllOfUser: async (userId) => {
      await db.deleteFrom('stagedoor_flow').where('user_id', '=', userId).execute();
    },
    removeEverything: async () => {
      if (dialect === 'postgres') await lockHolders(db);
      await db.deleteFrom('stagedoor_flow').execute();
    },
    removeExpired: async (now, limit) => {
      const expired = db.selectFrom('stagedoor_flow').select('key_hash').where('expires_at', '<=', now);
      const removal = db.deleteFrom('stagedoor_flow').where('key_hash', 'in', expired.limit(limit));
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

/** In one order, so that two who do so wait for each other and not for ever. */
async function lockHolders(db: Kysely<Tables>): Promise<void> {
  const holders = db.selectFrom('stagedoor_flow').select('user_id');
  const users = db.selectFrom('auth_user').select('id').where('id', 'in', holders);
  await users.orderBy('id').forUpdate().execute();
}

function toFlow(row: Selectable<Tables['stagedoor_flow']>): StoredFlow {
  return {
    keyHash: row.key_hash,
    userId: row.user_id,
    securityVersion: row.security_version,
    backend: row.backend,
    proofs: parseMethods(row.proofs),
    // Written by ourselves, from what a log-in was for.
    asked: JSON.parse(row.asked) as AskedFor,
    createdAt: toDate(row.created_at),
    expiresAt: toDate(row.expires_at),
  };
}
