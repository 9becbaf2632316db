import type { ApiTokenStore } from '../../../core/credential/api-token-store.ts';
import { toDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

/** Bound to its owner and its hash, so that a sealed key moved to another row cannot be opened there. */
const boundTo = (userId: number, keyHash: string): string => `${userId}.${keyHash}`;

export function createApiTokenStore({ db, sealer }: StoreContext): ApiTokenStore {
  return {
    findOfUser: async (userId) => {
      const query = db.selectFrom('authtoken_token').selectAll().where('user_id', '=', userId);
      const row = await query.executeTakeFirst();
      if (!row) return null;
      const key = sealer.open('api-token', row.sealed_key, boundTo(userId, row.key_hash));
      return { userId, key, keyHash: row.key_hash, createdAt: toDate(row.created) };
    },
    findOwner: async (keyHash) => {
      const query = db.selectFrom('authtoken_token').select('user_id').where('key_hash', '=', keyHash);
      return (await query.executeTakeFirst())?.user_id ?? null;
    },
    put: async ({ userId, key, keyHash, createdAt }) => {
      const columns = {
        key_hash: keyHash,
        sealed_key: sealer.seal('api-token', key, boundTo(userId, keyHash)),
        created: createdAt,
      };
      await db
        .insertInto('authtoken_token')
        .values({ user_id: userId, ...columns })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(columns))
        .execute();
    },
  };
}
