import { describe, expect, test } from 'vitest';
import type { Changes } from '../../../src/infrastructure/database/change-feed.ts';
import { tellOwnChanges } from '../../../src/infrastructure/database/own-changes.ts';
import { createMemoryStores } from '../../../src/infrastructure/memory/memory-stores.ts';
import { addUser, at, noon, sampleAddress, sampleSession } from '../../support/stores/samples.ts';

/** Rows that are new, locks, and whether an e-mail is owed: nobody's principal is made of them. Nor of what is only found, listed or counted. */
const SILENT = [
  'users.create',
  'users.createDeleted',
  'users.lockById',
  'users.lockUnactivated',
  'users.takeWelcome',
  'sessions.add',
  'sessions.lock',
  'emailAddresses.lockKey',
];
const READS = /\.(find|list|count)/;

async function rig() {
  const told: Changes[] = [];
  const plain = createMemoryStores({});
  const stores = tellOwnChanges(plain, (changes) => told.push(changes));
  const userId = await addUser(stores);
  const session = sampleSession(userId);
  await stores.sessions.add(session);
  const address = sampleAddress(userId);
  await plain.emailAddresses.add(address);
  const { keyHash } = session;
  return {
    stores,
    told,
    userId,
    session,
    address,
    user: [`user ${userId}`],
    key: [`session-key ${keyHash}`],
  };
}
type Rig = Awaited<ReturnType<typeof rig>>;

const writes: readonly (readonly [string, (rig: Rig) => Promise<unknown>, (rig: Rig) => Changes])[] = [
  ['users.update', ({ stores, userId }) => stores.users.update(userId, { firstName: 'Eva' }), ofUser],
  ['users.revokeAll', ({ stores, userId }) => stores.users.revokeAll(userId), ofUser],
  [
    'users.replacePasswordHash',
    ({ stores, userId }) => stores.users.replacePasswordHash(userId, 'a', 'b'),
    ofUser,
  ],
  ['users.delete', ({ stores, userId }) => stores.users.delete(userId), ofUser],
  ['emailAddresses.add', ({ stores, userId }) => stores.emailAddresses.add(sampleAddress(userId)), ofUser],
  [
    'emailAddresses.addUnclaimed',
    ({ stores, userId }) =>
      stores.emailAddresses.addUnclaimed({ id: 1, userId, email: 'a@mail.example', isPrimary: false }),
    ofUser,
  ],
  [
    'emailAddresses.claim',
    ({ stores, userId }) => stores.emailAddresses.claim(userId, 1, 'a@mail.example'),
    ofUser,
  ],
  [
    'emailAddresses.markVerified',
    ({ stores, userId, address }) => stores.emailAddresses.markVerified(userId, address.emailKey),
    ofUser,
  ],
  [
    'emailAddresses.makePrimary',
    ({ stores, userId, address }) => stores.emailAddresses.makePrimary(userId, address.emailKey),
    ofUser,
  ],
  [
    'emailAddresses.remove',
    ({ stores, userId, address }) => stores.emailAddresses.remove(userId, address.id),
    ofUser,
  ],
  [
    'lookupKeys.setNameKey',
    ({ stores, userId }) => stores.lookupKeys.setNameKey({ userId, username: 'ana', key: 'old' }, 'ana'),
    ofUser,
  ],
  [
    'lookupKeys.setAddressKeys',
    ({ stores, userId, address }) =>
      stores.lookupKeys.setAddressKeys(
        { ...address, userId, unprovedKey: 'old' },
        { isVerified: true, emailKey: address.emailKey, unprovedKey: null },
      ),
    ofUser,
  ],
  [
    'sessions.touch',
    ({ stores, session }) =>
      stores.sessions.touch([{ keyHash: session.keyHash, lastSeenAt: at(1), expiresAt: at(2) }]),
    ofKey,
  ],
  [
    'sessions.setExpiry',
    ({ stores, session }) => stores.sessions.setExpiry(session.keyHash, { kind: 'browser' }, at(1)),
    ofKey,
  ],
  [
    'sessions.rotate',
    ({ stores, session }) => stores.sessions.rotate(session.keyHash, { newKeyHash: 'new' }),
    ofKey,
  ],
  ['sessions.markKeysDue', ({ stores, userId }) => stores.sessions.markKeysDue(userId), ofUser],
  [
    'sessions.renewDueKey',
    ({ stores, session }) =>
      stores.sessions.renewDueKey(session.keyHash, { newKeyHash: 'due', formerUntil: at(1) }),
    ofKey,
  ],
  ['sessions.remove', ({ stores, session }) => stores.sessions.remove(session.keyHash), ofKey],
  [
    'sessions.removeOldest',
    ({ stores, userId }) => stores.sessions.removeOldest(userId, { kind: 'cookie', now: noon, keep: 0 }),
    ofKey,
  ],
  [
    'sessions.removeOfUser',
    ({ stores, userId, session }) => stores.sessions.removeOfUser(userId, session.id),
    ({ session }) => [`session ${session.id}`],
  ],
  [
    'refreshTokens.exchange',
    ({ stores, session: { keyHash } }) =>
      stores.refreshTokens.exchange('none', {
        keyHash,
        usedAt: noon,
        requestHash: null,
        succeed: () => null,
      }),
    ofKey,
  ],
  ['sessions.removeAllOfUser', ({ stores, userId }) => stores.sessions.removeAllOfUser(userId), ofKey],
  ['sessions.removeEverything', ({ stores }) => stores.sessions.removeEverything(), () => 'everything'],
  ['sessions.removeExpired', ({ stores }) => stores.sessions.removeExpired(at(1e9), 10), ofKey],
];

function ofUser({ user }: Rig): Changes {
  return user;
}

function ofKey({ key }: Rig): Changes {
  return key;
}

describe('a process tells itself of its own changes', () => {
  test.each(writes)('after %s', async (_name, write, expected) => {
    const opened = await rig();
    await write(opened);
    expect(opened.told).toEqual([expected(opened)]);
  });

  test('by every method that changes who a request is from', async () => {
    const { stores } = await rig();
    const known = new Set([...SILENT, ...writes.map(([name]) => name)]);
    const methods = (['users', 'sessions', 'emailAddresses', 'lookupKeys'] as const).flatMap((name) =>
      Object.keys(stores[name]).map((method) => `${name}.${method}`),
    );
    expect(methods.filter((method) => !READS.test(method) && !known.has(method))).toEqual([]);
  });

  test('not when the write fails', async () => {
    const { stores, told, userId } = await rig();
    await expect(stores.users.revokeAll(userId + 1)).rejects.toThrow();
    expect(told).toEqual([]);
  });
});
