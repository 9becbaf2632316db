import { sql } from 'kysely';
import type { LookupKeyStore, StoredAddress, StoredName } from '../../../core/user/lookup-key-store.ts';
import { toBoolean, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import { unlessTaken } from '../transaction.ts';

export function createLookupKeyStore(context: StoreContext): LookupKeyStore {
  const { db } = context;
  return {
    listNames: ({ afterId, limit }) =>
      db
        .selectFrom('auth_user')
        .select(['id as userId', 'username', 'username_key as key'])
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute(),
    listAddresses: async ({ afterId, limit }) => {
      const rows = await db
        .selectFrom('account_emailaddress')
        .select(['id', 'user_id as userId', 'email', 'verified'])
        .select(['email_key as emailKey', 'unproved_key as unprovedKey'])
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ verified, ...row }) => ({ ...row, isVerified: toBoolean(verified) }));
    },
    setNameKey: async (seen, key) => {
      const result = await unlessTaken(db, () => updateName(context, seen, key).executeTakeFirst());
      return result !== null && touchedAny(result);
    },
    setAddressKeys: async (seen, { isVerified, emailKey, unprovedKey }) => {
      const keys = { verified: isVerified, email_key: emailKey, unproved_key: unprovedKey };
      const update = updateAddress(context, seen).set(keys);
      const result = await unlessTaken(db, () => update.executeTakeFirst());
      return result !== null && touchedAny(result);
    },
  };
}

function updateName({ db }: StoreContext, { userId, username, key: old }: StoredName, key: string | null) {
  return db
    .updateTable('auth_user')
    .set(key === null ? { username: null, username_key: null } : { username_key: key })
    .set((eb) => ({ row_version: eb('row_version', '+', 1) }))
    .where('id', '=', userId)
    .where('username', 'is not distinct from', username)
    .where('username_key', 'is not distinct from', old);
}

function updateAddress({ db }: StoreContext, seen: StoredAddress) {
  return db
    .updateTable('account_emailaddress')
    .where('id', '=', seen.id)
    .where('email', '=', seen.email)
    .where('verified', '=', sql.lit(seen.isVerified))
    .where('email_key', 'is not distinct from', seen.emailKey)
    .where('unproved_key', 'is not distinct from', seen.unprovedKey);
}
