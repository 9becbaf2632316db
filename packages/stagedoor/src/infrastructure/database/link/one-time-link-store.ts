import type { LinkPurpose, OneTimeLink, OneTimeLinkStore } from '../../../core/link/one-time-link-store.ts';
import { toDate, touchedAny, touchedCount } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';

const linkColumns = [
  'key_hash',
  'purpose',
  'user_id',
  'email',
  'security_version',
  'created_at',
  'left_at',
  'expires_at',
] as const;

interface LinkRow {
  readonly key_hash: string;
  readonly purpose: LinkPurpose;
  readonly user_id: number;
  readonly email: string;
  readonly security_version: number;
  readonly created_at: Date | string;
  readonly left_at: Date | string | null;
  readonly expires_at: Date | string;
}

export function createOneTimeLinkStore(context: StoreContext): OneTimeLinkStore {
  const { db } = context;
  return {
    add: async (link) => {
      await add(context, toColumns(link));
    },
    find: async (purpose, keyHash, now) => {
      const row = await db
        .selectFrom('stagedoor_one_time_link')
        .select(linkColumns)
        .where('key_hash', '=', keyHash)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row ? toLink(row) : null;
    },
    listOfUser: async (userId, purpose, now) => {
      const rows = await db
        .selectFrom('stagedoor_one_time_link')
        .select(linkColumns)
        .where('user_id', '=', userId)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .execute();
      return rows.map(toLink);
    },
    consume: async (purpose, keyHash, now) => {
      const row = await db
        .updateTable('stagedoor_one_time_link')
        .set({ used_at: now })
        .where('key_hash', '=', keyHash)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning(linkColumns)
        .executeTakeFirst();
      return row ? toLink(row) : null;
    },
    markSent: async (keyHash, now) => {
      const update = db.updateTable('stagedoor_one_time_link').set({ left_at: now });
      const result = await update
        .where('key_hash', '=', keyHash)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return touchedAny(result);
    },
    keepNewest: async (userId, purpose, howMany) => {
      const newest = ofUser(context, { userId, purpose }).select('key_hash').where('left_at', 'is not', null);
      await db
        .deleteFrom('stagedoor_one_time_link')
        .where('user_id', '=', userId)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('left_at', 'is not', null)
        .where(
          'key_hash',
          'not in',
          newest.orderBy('left_at', 'desc').orderBy('created_at', 'desc').limit(howMany),
        )
        .execute();
    },
    discardOfUser: async (userId, purpose, sinceVersion) => {
      const narrower = { ...(purpose && { purpose }), ...(sinceVersion !== undefined && { sinceVersion }) };
      await discardOfUser(context, { userId, ...narrower });
    },
    removeExpired: async (now, limit) => {
      const expired = db
        .selectFrom('stagedoor_one_time_link')
        .select('key_hash')
        .where('expires_at', '<=', now);
      const removal = db.deleteFrom('stagedoor_one_time_link').where('key_hash', 'in', expired.limit(limit));
      return touchedCount(await removal.executeTakeFirst());
    },
  };
}

const add = compileOnce(({ db }: StoreContext, link: ReturnType<typeof toColumns>) =>
  db.insertInto('stagedoor_one_time_link').values(link),
);

function ofUser({ db }: StoreContext, { userId, purpose }: { userId: number; purpose: LinkPurpose }) {
  return db
    .selectFrom('stagedoor_one_time_link')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null);
}

const discardOfUser = compileOnce(
  ({ db }: StoreContext, values: { userId: number; purpose?: LinkPurpose; sinceVersion?: number }) => {
    const ofUser = db.deleteFrom('stagedoor_one_time_link').where('user_id', '=', values.userId);
    let unused = ofUser.where('used_at', 'is', null);
    if (values.purpose !== undefined) unused = unused.where('purpose', '=', values.purpose);
    if (values.sinceVersion !== undefined) {
      unused = unused.where('security_version', '>=', values.sinceVersion);
    }
    return unused;
  },
);

function toColumns(link: OneTimeLink) {
  return {
    key_hash: link.keyHash,
    purpose: link.purpose,
    user_id: link.userId,
    email: link.email,
    security_version: link.securityVersion,
    created_at: link.createdAt,
    left_at: link.sentAt,
    expires_at: link.expiresAt,
  };
}

function toLink(row: LinkRow): OneTimeLink {
  return {
    keyHash: row.key_hash,
    purpose: row.purpose,
    userId: row.user_id,
    email: row.email,
    securityVersion: row.security_version,
    createdAt: toDate(row.created_at),
    sentAt: row.left_at === null ? null : toDate(row.left_at),
    expiresAt: toDate(row.expires_at),
  };
}
