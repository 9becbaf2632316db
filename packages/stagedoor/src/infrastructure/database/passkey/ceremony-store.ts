import type { CeremonyStore } from '../../../core/passkey/ceremony-store.ts';
import { touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';

export function createCeremonyStore({ db }: StoreContext): CeremonyStore {
  return {
    use: async (challengeHash, expiresAt) => {
      const used = db
        .insertInto('stagedoor_passkey_ceremony')
        .values({ challenge_hash: challengeHash, expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing());
      return touchedAny(await used.executeTakeFirst());
    },
    removeExpired: async (now, most) => {
      const expired = db
        .selectFrom('stagedoor_passkey_ceremony')
        .select('challenge_hash')
        .where('expires_at', '<=', now)
        .limit(most);
      const removal = db.deleteFrom('stagedoor_passkey_ceremony').where('challenge_hash', 'in', expired);
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}
