import type pg from 'pg';
import type { SessionHolder } from '../../../core/session/session.ts';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { asPostgresFault } from '../../storage-fault.ts';
import { changesOf } from '../change-feed.ts';
import { createChangeFeedCache } from '../change-feed-cache.ts';
import type { PostgresDatabase } from '../database.ts';
import type { FindPrincipal } from '../store-context.ts';
import { compilePrincipalQuery, type PrincipalRow, toPrincipal, unlessEnded } from './principal.ts';

const STATEMENT_NAME = 'stagedoor_find_principal';

/** The hot read on PostgreSQL: a cache that follows what is committed, and one statement that each connection plans once. */
export function createPostgresPrincipalReader(
  database: PostgresDatabase,
  extraFields: ExtraFields,
): FindPrincipal {
  const { sql: text } = compilePrincipalQuery(database.db, 'postgres', extraFields);
  const cache = createChangeFeedCache<SessionHolder>(database.changes, { madeOf: changesOf });
  const { principalReads } = database;
  const read = async (keyHash: string): Promise<SessionHolder | null> => {
    principalReads.read += 1;
    const query = { name: STATEMENT_NAME, text, values: [keyHash] };
    const [row] = await readRows(database.pool, query);
    return row ? toPrincipal(row, extraFields) : null;
  };
  return async (keyHash, now) => {
    principalReads.asked += 1;
    // One that seems over may have been prolonged by another node, which is not told.
    const kept = unlessEnded(cache.find(keyHash) ?? null, now);
    return kept ?? unlessEnded(await cache.load(keyHash, () => read(keyHash)), now);
  };
}

async function readRows(pool: pg.Pool, query: pg.QueryConfig): Promise<readonly PrincipalRow[]> {
  try {
    return (await pool.query<PrincipalRow>(query)).rows;
  } catch (error) {
    throw asPostgresFault(error);
  }
}
