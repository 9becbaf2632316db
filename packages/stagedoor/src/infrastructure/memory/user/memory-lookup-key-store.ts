import { canonicalEmail } from '../../../core/kernel/email.ts';
import type { EmailAddress } from '../../../core/user/email-address-store.ts';
import type { LookupKeyStore, StoredAddress } from '../../../core/user/lookup-key-store.ts';
import type { Access } from '../memory-state.ts';
import { findByEmailKey } from './find-by-email-key.ts';

export function createMemoryLookupKeyStore(access: Access): LookupKeyStore {
  return {
    listNames: ({ afterId, limit }) =>
      access((state) =>
        [...state.users.values()]
          .filter(({ id }) => id > afterId)
          .sort((one, other) => one.id - other.id)
          .slice(0, limit)
          .map(({ id, username, usernameKey }) => ({ userId: id, username, key: usernameKey })),
      ),
    listAddresses: ({ afterId, limit }) =>
      access((state) =>
        [...state.emailAddresses.values()]
          .filter(({ id }) => id > afterId)
          .sort((one, other) => one.id - other.id)
          .slice(0, limit)
          .map(toStored),
      ),
    setNameKey: (seen, key) =>
      access((state) => {
        const row = state.users.get(seen.userId);
        if (row?.username !== seen.username || row.usernameKey !== seen.key) return false;
        const isTaken = [...state.users.values()].some(({ usernameKey }) => usernameKey === key);
        if (key !== null && isTaken) return false;
        const username = key === null ? null : row.username;
        state.users.set(row.id, { ...row, username, usernameKey: key });
        return true;
      }),
    setAddressKeys: (seen, { isVerified, emailKey }) =>
      access((state) => {
        const row = state.emailAddresses.get(seen.id);
        if (row?.email !== seen.email || row.isVerified !== seen.isVerified) return false;
        if (row.emailKey !== seen.emailKey) return false;
        const holder = findByEmailKey(state, emailKey);
        if (holder !== null && holder.id !== row.id) return false;
        state.emailAddresses.set(row.id, { ...row, isVerified, emailKey });
        return true;
      }),
  };
}

/** Nothing stores the form of an unproved address here: look-ups make it anew. */
function toStored({ id, userId, email, isVerified, emailKey }: EmailAddress): StoredAddress {
  const unprovedKey = isVerified ? null : (canonicalEmail(email) ?? email);
  return { id, userId, email, isVerified, emailKey, unprovedKey };
}
