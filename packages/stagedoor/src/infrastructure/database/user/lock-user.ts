import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';

/** On SQLite the transaction has the database to itself already. */
export async function lockUser(context: StoreContext, id: number): Promise<void> {
  if (context.dialect !== 'postgres') return;
  await lockRow(context, { id });
}

const lockRow = compileOnce(({ db }: StoreContext, { id }: { id: number }) =>
  db.selectFrom('auth_user').select('id').where('id', '=', id).forNoKeyUpdate(),
);
