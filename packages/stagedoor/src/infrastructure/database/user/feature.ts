import { type Changes, changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { deletedUsers } from './0001-deleted-users.ts';
import { createEmailAddressStore } from './email-address-store.ts';
import { createIdentityStore } from './identity-store.ts';
import { createLookupKeyStore } from './lookup-key-store.ts';
import type { UserTables } from './tables.ts';
import { createUserStore } from './user-store.ts';

declare module '../tables.ts' {
  interface Tables extends UserTables {}
}

export const userFeature = {
  name: 'user',
  migrations: [deletedUsers],
  stores: {
    users: createUserStore,
    emailAddresses: createEmailAddressStore,
    identities: createIdentityStore,
    lookupKeys: createLookupKeyStore,
  },
  djangoTables: ['auth_user', 'account_emailaddress'],
  models: [
    { app: 'account', name: 'emailaddress', label: 'email address' },
    { app: 'stagedoor', name: 'identity', label: 'identity' },
  ],
  tellingTriggers: { auth_user: 3 },
  changes: {
    users: { update: ofUser, revokeAll: ofUser, replacePasswordHash: ofUser, delete: ofUser },
    emailAddresses: {
      add: (_, { userId }) => [changeOf.user(userId)],
      addUnclaimed: (_, { userId }) => [changeOf.user(userId)],
      claim: ofUser,
      markVerified: ofUser,
      makePrimary: ofUser,
      remove: ofUser,
    },
    lookupKeys: {
      setNameKey: (_, { userId }) => [changeOf.user(userId)],
      setAddressKeys: (_, { userId }) => [changeOf.user(userId)],
    },
  },
} as const satisfies DatabaseFeature;

function ofUser(_: unknown, id: number): Changes {
  return [changeOf.user(id)];
}
