import type { Selectable } from 'kysely';
import type { RefreshToken, RefreshTokenStore } from '../../core/token/refresh-token-store.ts';
import { toDate, toMaybeDate, touchedAny } from './column-values.ts';
import type { StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';

export function createRefreshTokenStore({ db }: StoreContext): RefreshTokenStore {
  return {
    add: async ({ jti, sessionId, createdAt, expiresAt }) => {
      await db
        .insertInto('stagedoor_refresh_token')
        .values({ jti, session_id: sessionId, created_at: createdAt, expires_at: expiresAt })
        .execute();
    },
    find: async (jti) => {
      const query = db.selectFrom('stagedoor_refresh_token').selectAll().where('jti', '=', jti);
      const row = await query.executeTakeFirst();
      return row ? toToken(row) : null;
    },
    use: async (jti, { usedAt, successorJti, requestHash }) => {
      const update = db
        .updateTable('stagedoor_refresh_token')
        .set({ used_at: usedAt, successor_jti: successorJti, request_hash: requestHash })
        .where('jti', '=', jti)
        .where('used_at', 'is', null);
      return touchedAny(await update.executeTakeFirst());
    },
  };
}

function toToken(row: Selectable<Tables['stagedoor_refresh_token']>): RefreshToken {
  return {
    jti: row.jti,
    sessionId: row.session_id,
    createdAt: toDate(row.created_at),
    expiresAt: toDate(row.expires_at),
    usedAt: toMaybeDate(row.used_at),
    successorJti: row.successor_jti,
    requestHash: row.request_hash,
  };
}
