import type { Insertable, Selectable } from 'kysely';
import { passkeyKinds, type StoredPasskey } from '../../../core/passkey/passkey.ts';
import type { PasskeyStore } from '../../../core/passkey/passkey-store.ts';
import { toBoolean, toDate, toMaybeDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

type Row = Selectable<Tables['stagedoor_passkey']>;

export function createPasskeyStore({ db }: StoreContext): PasskeyStore {
  const all = () => db.selectFrom('stagedoor_passkey');
  const update = () => db.updateTable('stagedoor_passkey');
  const remove = () => db.deleteFrom('stagedoor_passkey');
  return {
    add: async (passkey) => {
      const added = db
        .insertInto('stagedoor_passkey')
        .values({ ...toRow(passkey), last_used_at: null })
        .onConflict((conflict) => conflict.column('credential_id').doNothing());
      return touchedAny(await added.executeTakeFirst());
    },
    listOfUser: async (userId) => {
      const rows = await all()
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toPasskey);
    },
    findByCredentialId: async (credentialId) => {
      const row = await all().selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
      return row === undefined ? null : toPasskey(row);
    },
    hasSecondFactor: async (userId) => {
      const found = all().select('id').where('user_id', '=', userId).where('kind', '=', 'second-factor');
      return (await found.limit(1).executeTakeFirst()) !== undefined;
    },
    use: async (id, { counter, isBackedUp, now }) => {
      const used = update()
        .set({ counter, is_backed_up: isBackedUp, last_used_at: now })
        .where('id', '=', id)
        .where((eb) =>
          eb.or([
            eb('is_synced', '=', true),
            eb('counter', '<', counter),
            eb.and([eb('counter', '=', 0), eb.val(counter === 0)]),
          ]),
        );
      return touchedAny(await used.executeTakeFirst());
    },
    rename: async (userId, id, name) => {
      const renamed = update().set({ name }).where('user_id', '=', userId).where('id', '=', id);
      return touchedAny(await renamed.executeTakeFirst());
    },
    remove: async (userId, id) => {
      const removal = remove().where('user_id', '=', userId).where('id', '=', id).returning('kind');
      const row = await removal.executeTakeFirst();
      return row === undefined ? null : { kind: toKind(row.kind) };
    },
    removeAllOfUser: async (userId) =>
      touchedCount(await remove().where('user_id', '=', userId).executeTakeFirst()),
    removeSecondFactors: async (userId) => {
      const removal = remove().where('user_id', '=', userId).where('kind', '=', 'second-factor');
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

function toRow(passkey: Omit<StoredPasskey, 'lastUsedAt'>): Insertable<Tables['stagedoor_passkey']> {
  return {
    id: passkey.id,
    user_id: passkey.userId,
    name: passkey.name,
    kind: passkey.kind,
    credential_id: passkey.credentialId,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: JSON.stringify(passkey.transports),
    aaguid: passkey.aaguid,
    is_synced: passkey.isSynced,
    is_backed_up: passkey.isBackedUp,
    rp_id: passkey.rpId,
    user_handle: passkey.userHandle,
    created_at: passkey.createdAt,
  };
}

function toPasskey(row: Row): StoredPasskey {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    kind: toKind(row.kind),
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports) as readonly string[],
    aaguid: row.aaguid,
    isSynced: toBoolean(row.is_synced),
    isBackedUp: toBoolean(row.is_backed_up),
    rpId: row.rp_id,
    userHandle: row.user_handle,
    createdAt: toDate(row.created_at),
    lastUsedAt: toMaybeDate(row.last_used_at),
  };
}

/** What is none of ours opens the least. */
function toKind(stored: string): StoredPasskey['kind'] {
  return passkeyKinds.find((kind) => kind === stored) ?? 'second-factor';
}
