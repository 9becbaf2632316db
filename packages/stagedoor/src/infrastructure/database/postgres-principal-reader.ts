import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { PostgresDatabase } from './database.ts';
import {
  compilePrincipalQuery,
  type FindPrincipal,
  type PrincipalRow,
  toPrincipal,
  unlessEnded,
} from './principal.ts';

const STATEMENT_NAME = 'stagedoor_find_principal';

/**
 * The hot read on PostgreSQL: one statement that each connection plans once. There is no cache yet; one that keeps
 * revocation within a second must hear of commits, by LISTEN and NOTIFY, and belongs between this and the store.
 */
export function createPostgresPrincipalReader(
  database: PostgresDatabase,
  extraFields: ExtraFields,
): FindPrincipal {
  const { sql: text } = compilePrincipalQuery(database.db, 'postgres', { extraFields });
  return async (keyHash, now) => {
    const query = { name: STATEMENT_NAME, text, values: [keyHash] };
    const { rows } = await database.pool.query<PrincipalRow>(query);
    const [row] = rows;
    return row ? unlessEnded(toPrincipal(row, extraFields), now) : null;
  };
}
