import { type Insertable, sql } from 'kysely';
import type {
  ExchangedToken,
  RefreshTokenExchange,
  SuccessorToken,
} from '../../../core/credential/refresh-token-store.ts';
import { opaqueText, touchedAny } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import { createPrincipalReader } from '../session/principal.ts';
import { expiryColumns, selectValidSessions } from '../session/session-row.ts';
import type { FindPrincipal, StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { againIfLost } from '../transaction.ts';

type Exchange<Successor extends SuccessorToken> = RefreshTokenExchange<Successor> & { readonly jti: string };

/** For a database with one writer: a few statements of one turn, which nothing comes between. */
export async function exchangeInTurn<Successor extends SuccessorToken>(
  context: StoreContext,
  exchange: Exchange<Successor>,
): Promise<ExchangedToken<Successor> | null> {
  const judged = await judge(createPrincipalReader(context), exchange);
  if (judged === null) return null;
  const { session } = judged.principal;
  const { jti, createdAt, expiresAt } = judged.successor;
  const used = await markUsed(context, { ...useOf(exchange, judged.successor), sessionId: session.id });
  if (!touchedAny(used)) return null;
  await addSuccessor(context, { jti, session_id: session.id, created_at: createdAt, expires_at: expiresAt });
  const end = expiryColumns({ kind: 'fixed', at: expiresAt });
  await prolong(context, { keyHash: session.keyHash, expiresAt, ...end });
  return judged;
}

/**
 * For a database across a socket: one statement, and so one way there and back, after the holder was looked up, who may
 * have been kept. The statement asks again for all that may have ended since. It locks the session first, as everywhere,
 * so that whoever ends it and whoever refreshes wait for each other in one order; and it judges a token by its newest
 * row, whatever it saw when it began to wait.
 */
export async function exchangeInOneStatement<Successor extends SuccessorToken>(
  context: StoreContext,
  findPrincipal: FindPrincipal,
  exchange: Exchange<Successor>,
): Promise<ExchangedToken<Successor> | null> {
  const judged = await judge(findPrincipal, exchange);
  if (judged === null) return null;
  const { createdAt, expiresAt } = judged.successor;
  const { keyHash } = exchange;
  const use = useOf(exchange, judged.successor);
  const values = { ...use, keyHash, createdAt, expiresAt };
  const done = await againIfLost(context.db, () => exchangeOnce(context, values));
  return touchedAny(done) ? judged : null;
}

async function judge<Successor extends SuccessorToken>(
  findPrincipal: FindPrincipal,
  { keyHash, usedAt, succeed }: Exchange<Successor>,
): Promise<ExchangedToken<Successor> | null> {
  const principal = await findPrincipal(keyHash, usedAt);
  const successor = principal?.session.pendingStage === null ? succeed(principal) : null;
  return principal === null || successor === null ? null : { principal, successor };
}

interface Use {
  readonly jti: string;
  readonly usedAt: Date;
  readonly requestHash: string | null;
  readonly successorJti: string;
}

function useOf({ jti, usedAt, requestHash }: Omit<Use, 'successorJti'>, successor: SuccessorToken): Use {
  return { jti, usedAt, requestHash, successorJti: successor.jti };
}

function useColumns({ usedAt, successorJti, requestHash }: Use) {
  return { used_at: usedAt, successor_jti: successorJti, request_hash: requestHash };
}

const markUsed = compileOnce(({ db }: StoreContext, values: Use & { readonly sessionId: number }) =>
  db
    .updateTable('stagedoor_refresh_token')
    .set(useColumns(values))
    .where('jti', '=', values.jti)
    .where('used_at', 'is', null)
    .where('session_id', '=', values.sessionId),
);

const addSuccessor = compileOnce(
  ({ db }: StoreContext, token: Insertable<Tables['stagedoor_refresh_token']>) =>
    db.insertInto('stagedoor_refresh_token').values(token),
);

type End = ReturnType<typeof expiryColumns> & { readonly keyHash: string; readonly expiresAt: Date };

const prolong = compileOnce(({ db }: StoreContext, { keyHash, expiresAt, ...columns }: End) =>
  db
    .updateTable('stagedoor_session')
    .set(columns)
    .set((eb) => ({ expires_at: expiresAt, row_version: eb('row_version', '+', 1) }))
    .where('key_hash', '=', keyHash),
);

type OneStatement = Use & {
  readonly keyHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

const exchangeOnce = compileOnce((context: StoreContext, values: OneStatement) => {
  const { successorJti, createdAt, expiresAt } = values;
  return context.db
    .with('held', () => goodSession(context, values).forUpdate(['s']))
    .with('used', (qb) =>
      qb
        .updateTable('stagedoor_refresh_token as t')
        .from('held')
        .set(useColumns(values))
        .where('t.jti', '=', values.jti)
        .where('t.used_at', 'is', null)
        .whereRef('t.session_id', '=', 'held.session_id')
        .returning('t.session_id'),
    )
    .with('added', (qb) =>
      qb
        .insertInto('stagedoor_refresh_token')
        .columns(['jti', 'session_id', 'created_at', 'expires_at'])
        .expression((insert) =>
          insert.selectFrom('used').select([
            // PostgreSQL takes a value in a selection for a text unless it is told.
            sql<string>`${successorJti}::varchar`.as('jti'),
            'used.session_id',
            sql<Date>`${createdAt}::timestamptz`.as('created_at'),
            sql<Date>`${expiresAt}::timestamptz`.as('expires_at'),
          ]),
        ),
    )
    .updateTable('stagedoor_session')
    .from('used')
    .set(expiryColumns({ kind: 'fixed', at: expiresAt }))
    .set((eb) => ({ expires_at: expiresAt, row_version: eb('stagedoor_session.row_version', '+', 1) }))
    .whereRef('stagedoor_session.id', '=', 'used.session_id');
});

function goodSession({ db }: StoreContext, { keyHash, usedAt }: Pick<OneStatement, 'keyHash' | 'usedAt'>) {
  return selectValidSessions(db)
    .clearSelect()
    .select('s.id as session_id')
    .where('s.key_hash', '=', opaqueText(keyHash))
    .where('s.expires_at', '>', usedAt)
    .where('s.ends_at', '>', usedAt);
}
