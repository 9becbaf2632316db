import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import { touchedCount } from '../database/column-values.ts';
import type { OpenDatabase } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import type { SessionDataCodec } from './session-data-codec.ts';

/** The default engine: session data in a table of its own. */
export function createDatabaseSessionData({ db }: OpenDatabase, codec: SessionDataCodec): SessionDataStore {
  const removal = db.deleteFrom('stagedoor_session_data');
  return {
    engine: 'database',
    load: async (keyHash) => {
      const query = db.selectFrom('stagedoor_session_data').select('data').where('key_hash', '=', keyHash);
      return codec.decode((await query.executeTakeFirst())?.data ?? null);
    },
    save: async (keyHash, data, expiresAt) => {
      const stored = { data: codec.encode(data), expires_at: expiresAt };
      await db
        .insertInto('stagedoor_session_data')
        .values({ key_hash: keyHash, ...stored })
        .onConflict((conflict) => conflict.column('key_hash').doUpdateSet(stored))
        .execute();
    },
    move: (fromKeyHash, toKeyHash) =>
      inTransaction(db, async (tx) => {
        const row = await tx
          .deleteFrom('stagedoor_session_data')
          .where('key_hash', '=', fromKeyHash)
          .returning(['data', 'expires_at'])
          .executeTakeFirst();
        if (!row) return;
        const stored = { data: row.data, expires_at: new Date(row.expires_at) };
        await tx
          .insertInto('stagedoor_session_data')
          .values({ key_hash: toKeyHash, ...stored })
          .onConflict((conflict) => conflict.column('key_hash').doUpdateSet(stored))
          .execute();
      }),
    remove: async (keyHash) => {
      await removal.where('key_hash', '=', keyHash).execute();
    },
    removeExpired: async (now) =>
      touchedCount(await removal.where('expires_at', '<=', now).executeTakeFirst()),
  };
}
