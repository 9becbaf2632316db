import type { RecoveryCodeStore } from '../../../core/second-factor/recovery-code-store.ts';
import { touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

export function createRecoveryCodeStore({ db }: StoreContext): RecoveryCodeStore {
  const removeAllOfUser = async (userId: number) => {
    const removal = db.deleteFrom('stagedoor_recovery_code').where('user_id', '=', userId);
    return touchedCount(await removal.executeTakeFirst());
  };
  return {
    replaceAll: async (userId, hashes, now) => {
      await removeAllOfUser(userId);
      const rows = hashes.map((code_hash) => ({ user_id: userId, code_hash, created_at: now }));
      await db.insertInto('stagedoor_recovery_code').values(rows).execute();
    },
    use: async (userId, hash, now) => {
      const used = db
        .updateTable('stagedoor_recovery_code')
        .set({ used_at: now })
        .where('user_id', '=', userId)
        .where('code_hash', '=', hash)
        .where('used_at', 'is', null);
      return touchedAny(await used.executeTakeFirst());
    },
    count: async (userId) => {
      const rows = await db
        .selectFrom('stagedoor_recovery_code')
        .select('used_at')
        .where('user_id', '=', userId)
        .execute();
      return { made: rows.length, left: rows.filter(({ used_at }) => used_at === null).length };
    },
    removeAllOfUser,
  };
}
