import { sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { GroupStore } from '../../../core/permission/group-store.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import { rightsColumns, toRights } from './rights.ts';

export function createGroupStore(context: StoreContext): GroupStore {
  return {
    rightsOfUser: async (userId) => {
      const { rows } = await rightsOfUser(context, { userId });
      const [row] = rows;
      if (row === undefined) throw new PlainError('A statement without a table answers one row.');
      return toRights(row);
    },
  };
}

const rightsOfUser = compileOnce(({ db, dialect }: StoreContext, { userId }: { userId: number }) =>
  db
    .selectFrom(sql<{ id: number }>`(select cast(${userId} as bigint) as id)`.as('asked'))
    .select(({ ref }) => rightsColumns(dialect, ref('asked.id'))),
);
