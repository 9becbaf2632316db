import type { IdempotencyStore, RequestClaim } from '../../../core/idempotency/idempotency-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toBoolean, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

const PURPOSE = 'idempotent-answer';

/** Claims in SQL; the conflict clause decides between parallel requests, not a read. */
export function createIdempotencyStore({ db, sealer }: StoreContext): IdempotencyStore {
  return {
    async claim({ keyHash, fingerprint, startedAt, staleBefore, expiresAt }) {
      const row = { key_hash: keyHash, fingerprint, started_at: startedAt, expires_at: expiresAt };
      const fresh = { ...row, is_done: false, answer: null };
      const claimed = await db
        .insertInto('stagedoor_request')
        .values(fresh)
        .onConflict((conflict) =>
          conflict
            .column('key_hash')
            .doUpdateSet({
              fingerprint,
              started_at: startedAt,
              expires_at: expiresAt,
              is_done: false,
              answer: null,
            })
            .where(({ eb, or, and }) =>
              or([
                eb('stagedoor_request.expires_at', '<=', startedAt),
                and([
                  eb('stagedoor_request.is_done', '=', false),
                  eb('stagedoor_request.started_at', '<', staleBefore),
                  eb('stagedoor_request.fingerprint', '=', fingerprint),
                ]),
              ]),
            ),
        )
        .returning('key_hash')
        .executeTakeFirst();
      if (claimed !== undefined) return { outcome: 'claimed' };
      const known = await db
        .selectFrom('stagedoor_request')
        .select(['fingerprint', 'is_done', 'answer'])
        .where('key_hash', '=', keyHash)
        .executeTakeFirst();
      // Given back between the two statements: the client's next try gets it.
      if (known === undefined) return { outcome: 'running' };
      return claimOf({ ...known, isDone: toBoolean(known.is_done) }, fingerprint);
    },
    async complete(keyHash, answer) {
      const sealed = answer === null ? null : sealer.seal(PURPOSE, answer);
      await db
        .updateTable('stagedoor_request')
        .set({ is_done: true, answer: sealed })
        .where('key_hash', '=', keyHash)
        .execute();
    },
    async abandon(keyHash) {
      await db
        .deleteFrom('stagedoor_request')
        .where('key_hash', '=', keyHash)
        .where('is_done', '=', false)
        .execute();
    },
    async removeExpired(now, limit) {
      const expired = db
        .selectFrom('stagedoor_request')
        .select('key_hash')
        .where('expires_at', '<=', now)
        .limit(limit);
      const removal = db.deleteFrom('stagedoor_request').where('key_hash', 'in', expired);
      return touchedCount(await removal.executeTakeFirst());
    },
  };

  function claimOf(
    known: { readonly fingerprint: string; readonly isDone: boolean; readonly answer: string | null },
    fingerprint: string,
  ): RequestClaim {
    if (known.fingerprint !== fingerprint) return { outcome: 'other-request' };
    if (!known.isDone) return { outcome: 'running' };
    return { outcome: 'done', answer: known.answer === null ? null : openAnswer(sealer, known.answer) };
  }
}

/** An answer kept under a key that is gone cannot be given again, like one that was never kept. */
function openAnswer(sealer: Sealer, kept: string): string | null {
  return unlessSealBroken(() => sealer.open(PURPOSE, kept));
}
