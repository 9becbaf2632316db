import type { RequestLog } from '../../../core/limit/request-log.ts';
import type { RequestLogStore } from '../../../core/limit/request-log-store.ts';
import { touchedAny, touchedCount } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';

export function createRequestLogStore(context: StoreContext): RequestLogStore {
  const { db } = context;
  return {
    async read(key) {
      const { rows } = await readLog(context, { key });
      const [row] = rows;
      // Only `write` below ever put text there.
      return row ? { log: JSON.parse(row.log) as RequestLog, version: row.row_version } : null;
    },
    async write(key, { log, expiresAt, expected }) {
      const text = JSON.stringify(log);
      if (expected === null) return touchedAny(await addLog(context, { key, text, expiresAt }));
      return touchedAny(await replaceLog(context, { key, text, expiresAt, expected, version: expected + 1 }));
    },
    async removeExpired(now, limit) {
      const expired = db
        .selectFrom('stagedoor_request_log')
        .select('key')
        .where('expires_at', '<=', now)
        .limit(limit);
      const removal = db.deleteFrom('stagedoor_request_log').where('key', 'in', expired);
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

const readLog = compileOnce(({ db }: StoreContext, { key }: { key: string }) =>
  db.selectFrom('stagedoor_request_log').select(['log', 'row_version']).where('key', '=', key),
);

const addLog = compileOnce(({ db }: StoreContext, row: { key: string; text: string; expiresAt: Date }) =>
  db
    .insertInto('stagedoor_request_log')
    .values({ key: row.key, log: row.text, expires_at: row.expiresAt, row_version: 1 })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

const replaceLog = compileOnce(
  (
    { db }: StoreContext,
    row: { key: string; text: string; expiresAt: Date; expected: number; version: number },
  ) =>
    db
      .updateTable('stagedoor_request_log')
      .set({ log: row.text, expires_at: row.expiresAt, row_version: row.version })
      .where('key', '=', row.key)
      .where('row_version', '=', row.expected),
);
