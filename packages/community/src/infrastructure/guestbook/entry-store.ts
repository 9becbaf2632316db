import { type Connection, type Generated, type Selectable, toDate, touchedAny } from 'stagedoor/database';
import type { Entry, EntryStore } from '../../core/guestbook/entry.ts';

interface EntryRow {
  /** Given out by the table. */
  readonly id: Generated<number>;
  readonly user_id: number;
  readonly author: string;
  readonly message: string;
  readonly written_at: Date | string;
}

type GuestBookTables = { guestbook_entry: EntryRow; auth_user: { readonly id: number } };

/** The guest book in SQL, the same statements on both databases. */
export function createEntryStore({ db, dialect }: Connection): EntryStore {
  const tables = db.withTables<GuestBookTables>();
  return {
    async add({ userId, author, message, writtenAt }) {
      const row = await tables
        .insertInto('guestbook_entry')
        .values({ user_id: userId, author, message, written_at: writtenAt })
        .returningAll()
        .executeTakeFirstOrThrow();
      return entryOf(row);
    },
    async find(id) {
      const row = await tables
        .selectFrom('guestbook_entry')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : entryOf(row);
    },
    async list({ beforeId, limit }) {
      const newest = tables.selectFrom('guestbook_entry').selectAll().orderBy('id', 'desc').limit(limit);
      const rows = await (beforeId === null ? newest : newest.where('id', '<', beforeId)).execute();
      return rows.map(entryOf);
    },
    async holdWriter(userId) {
      // On SQLite the transaction has the database to itself already.
      if (dialect !== 'postgres') return;
      const writer = tables.selectFrom('auth_user').select('id').where('id', '=', userId);
      await writer.forNoKeyUpdate().execute();
    },
    async countSince(userId, moment) {
      const counted = await tables
        .selectFrom('guestbook_entry')
        .select(({ fn }) => fn.countAll<number>().as('lines'))
        .where('user_id', '=', userId)
        .where('written_at', '>', moment)
        .executeTakeFirstOrThrow();
      return Number(counted.lines);
    },
    async hasSince(userId, message, moment) {
      const same = tables.selectFrom('guestbook_entry').select('id').where('user_id', '=', userId);
      const since = same.where('written_at', '>', moment).where('message', '=', message);
      return (await since.executeTakeFirst()) !== undefined;
    },
    async remove(id) {
      const removal = tables.deleteFrom('guestbook_entry').where('id', '=', id);
      return touchedAny(await removal.executeTakeFirst());
    },
    async removeOwn(id, userId) {
      const removal = tables.deleteFrom('guestbook_entry').where('id', '=', id).where('user_id', '=', userId);
      return touchedAny(await removal.executeTakeFirst());
    },
    async listOfUser(userId) {
      const rows = tables.selectFrom('guestbook_entry').selectAll().where('user_id', '=', userId);
      return (await rows.orderBy('id').execute()).map(entryOf);
    },
    async removeOlderThan(moment, most) {
      const old = tables.selectFrom('guestbook_entry').select('id').where('written_at', '<', moment);
      const removal = tables.deleteFrom('guestbook_entry').where('id', 'in', old.limit(most));
      return Number((await removal.executeTakeFirst()).numDeletedRows);
    },
  };
}

function entryOf({ id, user_id, author, message, written_at }: Selectable<EntryRow>): Entry {
  return { id, userId: user_id, author, message, writtenAt: toDate(written_at) };
}
