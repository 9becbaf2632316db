import type { Selectable } from 'kysely';
import type { Picture, PictureStore } from '../../../core/picture/picture-store.ts';
import { toDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { PictureTables } from './tables.ts';

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
      return row === undefined ? null : toPicture(row);
    },
    listOf: async (userIds) => {
      if (userIds.length === 0) return [];
      const found = db.selectFrom('stagedoor_picture').selectAll().where('user_id', 'in', userIds);
      return (await found.execute()).map(toPicture);
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

function toPicture({ user_id, file, added_at }: Selectable<PictureTables['stagedoor_picture']>): Picture {
  return { userId: user_id, file, addedAt: toDate(added_at) };
}
