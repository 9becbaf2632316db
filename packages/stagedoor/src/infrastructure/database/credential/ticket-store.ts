import type { TicketStore } from '../../../core/credential/ticket-store.ts';
import { touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

export function createTicketStore({ db }: StoreContext): TicketStore {
  return {
    add: async ({ keyHash, purpose, sessionId, createdAt, expiresAt }) => {
      await db
        .insertInto('stagedoor_ticket')
        .values({
          key_hash: keyHash,
          purpose,
          session_id: sessionId,
          created_at: createdAt,
          expires_at: expiresAt,
        })
        .execute();
    },
    take: async ({ keyHash, purpose }, now) => {
      const taken = await db
        .deleteFrom('stagedoor_ticket')
        .where('key_hash', '=', keyHash)
        .where('purpose', '=', purpose)
        .where('expires_at', '>', now)
        .returning('session_id')
        .executeTakeFirst();
      if (taken === undefined) return null;
      const session = await db
        .selectFrom('stagedoor_session')
        .select('key_hash')
        .where('id', '=', taken.session_id)
        .executeTakeFirst();
      return session?.key_hash ?? null;
    },
    removeOldest: async (sessionId, keep) => {
      const newest = db
        .selectFrom('stagedoor_ticket')
        .select('key_hash')
        .where('session_id', '=', sessionId)
        .orderBy('created_at', 'desc')
        .orderBy('key_hash')
        .limit(keep);
      await db
        .deleteFrom('stagedoor_ticket')
        .where('session_id', '=', sessionId)
        .where('key_hash', 'not in', newest)
        .execute();
    },
    removeExpired: async (now, limit) => {
      const expired = db.selectFrom('stagedoor_ticket').select('key_hash').where('expires_at', '<=', now);
      const removal = db.deleteFrom('stagedoor_ticket').where('key_hash', 'in', expired.limit(limit));
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}
