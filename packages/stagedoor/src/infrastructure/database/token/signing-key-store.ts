import type { SigningKeyStore } from '../../../core/token/signing-key-store.ts';
import { type Sealer, unlessSealBroken } from '../../crypto/sealer.ts';
import { toDate, toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

/** Signing keys in SQL; a private half can be opened for the key it belongs to and no other. */
export function createSigningKeyStore({ db, sealer }: StoreContext): SigningKeyStore {
  return {
    async list(algorithm, now) {
      const rows = await db
        .selectFrom('stagedoor_signing_key')
        .selectAll()
        .where('algorithm', '=', algorithm)
        .where(({ eb, or }) => or([eb('retires_at', 'is', null), eb('retires_at', '>', now)]))
        .orderBy('signs_from')
        .orderBy('created_at')
        .execute();
      return rows.map((row) => ({
        id: row.key_id,
        algorithm: row.algorithm,
        follows: row.follows,
        privateKey: openKey(sealer, row),
        createdAt: toDate(row.created_at),
        signsFrom: toDate(row.signs_from),
        retiresAt: toMaybeDate(row.retires_at),
      }));
    },
    async add({ id, algorithm, follows, privateKey, createdAt, signsFrom }) {
      const row = {
        key_id: id,
        algorithm,
        follows,
        private_key: sealer.seal(purposeOf(id), privateKey),
        created_at: createdAt,
        signs_from: signsFrom,
        retires_at: null,
      };
      const insertion = db.insertInto('stagedoor_signing_key').values(row);
      return touchedAny(await insertion.onConflict((conflict) => conflict.doNothing()).executeTakeFirst());
    },
    async retireOthers({ id, algorithm }, retiresAt) {
      const retired = await db
        .updateTable('stagedoor_signing_key')
        .set({ retires_at: retiresAt })
        .where('algorithm', '=', algorithm)
        .where('key_id', '<>', id)
        .where(({ eb, or }) => or([eb('retires_at', 'is', null), eb('retires_at', '>', retiresAt)]))
        .executeTakeFirst();
      return touchedCount(retired);
    },
    async removeRetired(now, limit) {
      const retired = db
        .selectFrom('stagedoor_signing_key')
        .select('key_id')
        .where('retires_at', '<=', now)
        .limit(limit);
      const removal = db.deleteFrom('stagedoor_signing_key').where('key_id', 'in', retired);
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

function purposeOf(keyId: string): string {
  return `signing-key ${keyId}`;
}

function openKey(sealer: Sealer, row: { key_id: string; private_key: string }): string | null {
  return unlessSealBroken(() => sealer.open(purposeOf(row.key_id), row.private_key));
}
