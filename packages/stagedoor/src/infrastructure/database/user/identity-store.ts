import type { Selectable } from 'kysely';
import type { Identity } from '../../../core/user/identity.ts';
import type { IdentityStore } from '../../../core/user/identity-store.ts';
import { toDate, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import { unlessTaken } from '../transaction.ts';
import type { IdentityTable } from './tables.ts';

export function createIdentityStore({ db }: StoreContext): IdentityStore {
  return {
    find: async (provider, subject) => {
      const query = db.selectFrom('stagedoor_identity').selectAll().where('provider', '=', provider);
      const row = await query.where('subject', '=', subject).executeTakeFirst();
      return row ? toIdentity(row) : null;
    },
    listOfUser: async (userId) => {
      const query = db.selectFrom('stagedoor_identity').selectAll().where('user_id', '=', userId);
      return (await query.orderBy('linked_at').orderBy('id').execute()).map(toIdentity);
    },
    add: async ({ id, userId, provider, subject, name, linkedAt }) => {
      const columns = { id, user_id: userId, provider, subject, name, linked_at: linkedAt };
      const insert = db.insertInto('stagedoor_identity').values(columns);
      return touchedAny(await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst());
    },
    update: async (id, { subject, name }) => {
      const update = db.updateTable('stagedoor_identity').set({ subject, name }).where('id', '=', id);
      const result = await unlessTaken(db, () => update.executeTakeFirst());
      return result !== null && touchedAny(result);
    },
    remove: async (userId, id) => {
      const removed = db.deleteFrom('stagedoor_identity').where('user_id', '=', userId).where('id', '=', id);
      return touchedAny(await removed.executeTakeFirst());
    },
  };
}

function toIdentity(row: Selectable<IdentityTable>): Identity {
  return {
    id: row.id,
    userId: row.user_id,
    provider: row.provider,
    subject: row.subject,
    name: row.name,
    linkedAt: toDate(row.linked_at),
  };
}
