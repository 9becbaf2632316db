import type { Stores } from '../../core/dependencies.ts';
import { type Changes, changeOf } from './change-feed.ts';

type Write<Input extends readonly unknown[], Result> = (...input: Input) => Promise<Result>;

/**
 * The stores, telling what they change of that requests are judged by: so that whoever saved a name, or signed
 * out, finds it so with the very next request. The triggers tell the same a moment later, and what is forgotten here.
 */
export function tellOwnChanges(stores: Stores, tell: (changes: Changes) => void): Stores {
  function telling<Input extends readonly unknown[], Result>(
    write: Write<Input, Result>,
    changesOf: (result: Result, ...input: Input) => Changes,
  ): Write<Input, Result> {
    return async (...input) => {
      const result = await write(...input);
      tell(changesOf(result, ...input));
      return result;
    };
  }
  const ofUser = (_: unknown, id: number) => [changeOf.user(id)];
  const ofKey = (_: unknown, keyHash: string) => [changeOf.sessionKey(keyHash)];
  const ofKeys = (keyHashes: readonly string[]) => keyHashes.map(changeOf.sessionKey);
  const { users, sessions, emailAddresses, lookupKeys, refreshTokens } = stores;
  return {
    ...stores,
    users: {
      ...users,
      update: telling(users.update, ofUser),
      revokeAll: telling(users.revokeAll, ofUser),
      replacePasswordHash: telling(users.replacePasswordHash, ofUser),
      delete: telling(users.delete, ofUser),
    },
    emailAddresses: {
      ...emailAddresses,
      add: telling(emailAddresses.add, (_, { userId }) => [changeOf.user(userId)]),
      addUnclaimed: telling(emailAddresses.addUnclaimed, (_, { userId }) => [changeOf.user(userId)]),
      claim: telling(emailAddresses.claim, ofUser),
      markVerified: telling(emailAddresses.markVerified, ofUser),
      makePrimary: telling(emailAddresses.makePrimary, ofUser),
      remove: telling(emailAddresses.remove, ofUser),
    },
    lookupKeys: {
      ...lookupKeys,
      setNameKey: telling(lookupKeys.setNameKey, (_, { userId }) => [changeOf.user(userId)]),
      setAddressKeys: telling(lookupKeys.setAddressKeys, (_, { userId }) => [changeOf.user(userId)]),
    },
    refreshTokens: {
      ...refreshTokens,
      exchange: telling(refreshTokens.exchange, (_, _jti, { keyHash }) => [changeOf.sessionKey(keyHash)]),
    },
    sessions: {
      ...sessions,
      touch: telling(sessions.touch, (_, seen) => ofKeys(seen.map(({ keyHash }) => keyHash))),
      setExpiry: telling(sessions.setExpiry, ofKey),
      rotate: telling(sessions.rotate, ofKey),
      remove: telling(sessions.remove, ofKey),
      removeOfUser: telling(sessions.removeOfUser, (_, _userId, sessionId) => [changeOf.session(sessionId)]),
      removeOldest: telling(sessions.removeOldest, ofKeys),
      removeAllOfUser: telling(sessions.removeAllOfUser, ofKeys),
      removeEverything: telling(sessions.removeEverything, () => 'everything' as const),
      removeExpired: telling(sessions.removeExpired, ofKeys),
    },
  };
}
