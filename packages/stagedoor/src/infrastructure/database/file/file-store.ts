import { sql } from 'kysely';
import type { FileStore } from '../../../core/file/file-store.ts';
import { toDate } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

export function createFileStore({ db }: StoreContext): FileStore {
  return {
    add: async ({ file, owner, addedAt }) => {
      await db.insertInto('stagedoor_file').values({ file, owner, added_at: addedAt }).execute();
    },
    listAfter: async (file, limit) => {
      const behind = db.selectFrom('stagedoor_file').selectAll().where('file', '>', file);
      const rows = await behind.orderBy('file').limit(limit).execute();
      return rows.map((row) => ({ file: row.file, owner: row.owner, addedAt: toDate(row.added_at) }));
    },
    unusedOf: async ({ table, column }, files) => {
      // Names of a declaration, which the check at the start lets be words alone.
      const named = sql<{ file: string }>`select ${sql.ref(column)} as file from ${sql.table(table)}`;
      const { rows } = await sql<{
        file: string;
      }>`${named} where ${sql.ref(column)} in (${sql.join([...files])})`.execute(db);
      const used = new Set(rows.map((row) => row.file));
      return files.filter((file) => !used.has(file));
    },
    remove: async (file) => {
      await db.deleteFrom('stagedoor_file').where('file', '=', file).execute();
    },
  };
}
