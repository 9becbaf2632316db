import type { Insertable, Selectable } from 'kysely';
import type { RefreshToken, RefreshTokenStore } from '../../../core/credential/refresh-token-store.ts';
import { toDate, toMaybeDate } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { FindPrincipal, StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction } from '../transaction.ts';
import { exchangeInOneStatement, exchangeInTurn } from './refresh-token-exchange.ts';

export function createRefreshTokenStore(
  context: StoreContext,
  findPrincipal: FindPrincipal,
): RefreshTokenStore {
  const { db, dialect } = context;
  return {
    add: async ({ jti, sessionId, createdAt, expiresAt }) => {
      await add(context, { jti, session_id: sessionId, created_at: createdAt, expires_at: expiresAt });
    },
    find: async (jti) => {
      const { rows } = await find(context, { jti });
      return rows[0] ? toToken(rows[0]) : null;
    },
    exchange: (jti, exchange) =>
      dialect === 'postgres'
        ? exchangeInOneStatement(context, findPrincipal, { jti, ...exchange })
        : inTransaction(db, (tx) => exchangeInTurn({ ...context, db: tx }, { jti, ...exchange })),
  };
}

type RefreshTokenTable = Tables['stagedoor_refresh_token'];

const add = compileOnce(({ db }: StoreContext, token: Insertable<RefreshTokenTable>) =>
  db.insertInto('stagedoor_refresh_token').values(token),
);

const find = compileOnce(({ db }: StoreContext, { jti }: { jti: string }) =>
  db.selectFrom('stagedoor_refresh_token').selectAll().where('jti', '=', jti),
);

function toToken(row: Selectable<RefreshTokenTable>): RefreshToken {
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
