import type { Selectable } from 'kysely';
import type { ApiTokenStore } from '../../../core/credential/api-token-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

/** Bound to its owner and its hash, so that a sealed key moved to another row cannot be opened there. */
const boundTo = (userId: number, keyHash: string): string => `${userId}.${keyHash}`;

type Row = Pick<Selectable<Tables['authtoken_token']>, 'user_id' | 'key_hash' | 'sealed_key'>;

/** Null where the key is gone. */
function open(sealer: Sealer, { user_id, key_hash, sealed_key }: Row): string | null {
  return unlessSealBroken(() => sealer.open('api-token', sealed_key, boundTo(user_id, key_hash)));
}

export function createApiTokenStore({ db, sealer }: StoreContext): ApiTokenStore {
  return {
    findOfUser: async (userId) => {
      const query = db.selectFrom('authtoken_token').selectAll().where('user_id', '=', userId);
      const row = await query.executeTakeFirst();
      if (!row) return null;
      return { userId, key: open(sealer, row), keyHash: row.key_hash, createdAt: toDate(row.created) };
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
    reseal: async ({ userId, limit }) => {
      const rows = await db
        .selectFrom('authtoken_token')
        .select(['user_id', 'key_hash', 'sealed_key'])
        .where('user_id', '>', userId)
        .orderBy('user_id')
        .limit(limit)
        .execute();
      let resealed = 0;
      for (const row of rows) {
        const key = open(sealer, row);
        if (key === null) continue;
        const sealed_key = sealer.seal('api-token', key, boundTo(row.user_id, row.key_hash));
        // Whoever got another token meanwhile keeps it: it is sealed under the current key.
        const { user_id, key_hash } = row;
        await db
          .updateTable('authtoken_token')
          .set({ sealed_key })
          .where('user_id', '=', user_id)
          .where('key_hash', '=', key_hash)
          .execute();
        resealed += 1;
      }
      const unreadable = rows.length - resealed;
      return {
        resealed,
        unreadable,
        lastUserId: rows.length < limit ? null : (rows.at(-1)?.user_id ?? null),
      };
    },
  };
}
