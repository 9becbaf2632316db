import { type Kysely, type Selectable, sql } from 'kysely';
import { canonicalEmail } from '../../../core/kernel/email.ts';
import type {
  ClaimedEmailAddress,
  EmailAddress,
  EmailAddressStore,
} from '../../../core/user/email-address-store.ts';
import { toBoolean, touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { inTransaction, unlessTaken } from '../transaction.ts';
import type { EmailAddressTable } from './tables.ts';

export function createEmailAddressStore({ db, dialect }: StoreContext): EmailAddressStore {
  return {
    findByKey: async (emailKey) => {
      const query = db.selectFrom('account_emailaddress').selectAll().where('email_key', '=', emailKey);
      const row = await query.executeTakeFirst();
      return row ? toEmailAddress(row) : null;
    },
    listOfUser: async (userId) => {
      const query = db.selectFrom('account_emailaddress').selectAll().where('user_id', '=', userId);
      return (await query.orderBy('id').execute()).map(toEmailAddress);
    },
    add: (address) => inTransaction(db, (tx) => addAddress(tx, address)),
    markVerified: async (userId, emailKey) => {
      const update = db
        .updateTable('account_emailaddress')
        .set({ verified: true })
        .where('user_id', '=', userId);
      const unverified = update.where('email_key', '=', emailKey).where('verified', '=', false);
      return touchedAny(await unverified.executeTakeFirst());
    },
    makePrimary: (userId, emailKey) => inTransaction(db, (tx) => makePrimary(tx, userId, emailKey)),
    remove: (userId, id) => inTransaction(db, (tx) => removeAddress(tx, userId, id)),
    addUnclaimed: (address) => inTransaction(db, (tx) => addUnclaimed(tx, address)),
    claim: async (userId, id, emailKey) => {
      const claimed = { email_key: emailKey, unproved_key: null, verified: true };
      const update = db.updateTable('account_emailaddress').set(claimed).where('id', '=', id);
      const unclaimed = update.where('user_id', '=', userId).where('email_key', 'is', null);
      const result = await unlessTaken(db, () => unclaimed.executeTakeFirst());
      return result !== null && touchedAny(result);
    },
    lockKey: async (emailKey) => {
      // On SQLite the transaction has the database to itself already.
      if (dialect === 'postgres')
        await sql`select pg_advisory_xact_lock(hashtextextended(${emailKey}, 0))`.execute(db);
    },
  };
}

function toEmailAddress(row: Selectable<EmailAddressTable>): EmailAddress {
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    emailKey: row.email_key,
    isVerified: toBoolean(row.verified),
    isPrimary: toBoolean(row.primary),
  };
}

async function addAddress(tx: Kysely<Tables>, address: ClaimedEmailAddress): Promise<boolean> {
  const columns = {
    id: address.id,
    user_id: address.userId,
    email: address.email,
    email_key: address.emailKey,
    verified: address.isVerified,
    primary: false,
  };
  const insert = tx.insertInto('account_emailaddress').values(columns);
  const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (!touchedAny(result)) return false;
  if (address.isPrimary) await makePrimary(tx, address.userId, address.emailKey);
  return true;
}

async function addUnclaimed(
  tx: Kysely<Tables>,
  { id, userId, email, isPrimary }: Pick<EmailAddress, 'id' | 'userId' | 'email' | 'isPrimary'>,
): Promise<boolean> {
  const columns = {
    id,
    user_id: userId,
    email,
    email_key: null,
    unproved_key: canonicalEmail(email) ?? email,
    verified: false,
    primary: isPrimary,
  };
  const insert = tx.insertInto('account_emailaddress').values(columns);
  const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  const isAdded = touchedAny(result);
  if (isAdded && isPrimary) await mirror(tx, userId, email);
  return isAdded;
}

async function makePrimary(tx: Kysely<Tables>, userId: number, emailKey: string): Promise<void> {
  const chosen = await tx
    .selectFrom('account_emailaddress')
    .select('email')
    .where('user_id', '=', userId)
    .where('email_key', '=', emailKey)
    .executeTakeFirst();
  if (!chosen) return;
  const update = tx.updateTable('account_emailaddress').where('user_id', '=', userId);
  // In two steps: the index that allows one primary address judges row by row.
  await update.set({ primary: false }).where('primary', '=', true).execute();
  await update.set({ primary: true }).where('email_key', '=', emailKey).execute();
  await mirror(tx, userId, chosen.email);
}

async function removeAddress(tx: Kysely<Tables>, userId: number, id: number): Promise<boolean> {
  const removed = await tx
    .deleteFrom('account_emailaddress')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('primary')
    .executeTakeFirst();
  if (removed && toBoolean(removed.primary)) await mirror(tx, userId, '');
  return removed !== undefined;
}

async function mirror(tx: Kysely<Tables>, userId: number, email: string): Promise<void> {
  await tx.updateTable('auth_user').set({ email }).where('id', '=', userId).execute();
}
