import type { PictureStore } from '../../../core/picture/picture-store.ts';
import { toDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

/** Who puts or removes one holds the user meanwhile: what was there before is read, then written over. */
export function createPictureStore({ db }: StoreContext): PictureStore {
  const fileOf = async (userId: number) => {
    const found = db.selectFrom('stagedoor_picture').select('file').where('user_id', '=', userId);
    return (await found.executeTakeFirst())?.file ?? null;
  };
  return {
    find: async (userId) => {
      const found = db.selectFrom('stagedoor_picture').selectAll().where('user_id', '=', userId);
      const row = await found.executeTakeFirst();
      return row === undefined ? null : { userId, file: row.file, addedAt: toDate(row.added_at) };
    },
    isUsed: async (file) => {
      const found = db.selectFrom('stagedoor_picture').select('user_id').where('file', '=', file);
      return (await found.executeTakeFirst()) !== undefined;
    },
    put: async ({ userId, file, addedAt }) => {
      const before = await fileOf(userId);
      const row = { file, added_at: addedAt };
      await db
        .insertInto('stagedoor_picture')
        .values({ user_id: userId, ...row })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
      return before;
    },
    remove: async (userId) => {
      const before = await fileOf(userId);
      if (before !== null) await db.deleteFrom('stagedoor_picture').where('user_id', '=', userId).execute();
      return before;
    },
  };
}
