import type { Kysely } from 'kysely';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';
import { lockUser } from './lock-user.ts';

/** Whom nobody stands behind, as core's `isUnactivated` judges. */
export function selectUnactivated(db: Kysely<Tables>, joinedBefore: Date) {
  return db
    .selectFrom('auth_user as u')
    .select('u.id')
    .where('u.date_joined', '<', joinedBefore)
    .where('u.is_staff', '=', false)
    .where('u.is_superuser', '=', false)
    .where('u.managed_by', 'is', null)
    .where(({ and, exists, not, selectFrom }) => {
      const addresses = selectFrom('account_emailaddress as a')
        .select('a.id')
        .whereRef('a.user_id', '=', 'u.id');
      // Without a primary one the account was opened without an address: what was added since may wait for its e-mail.
      return and([
        exists(addresses.where('a.primary', '=', true)),
        not(exists(addresses.where('a.verified', '=', true))),
      ]);
    });
}

export async function lockUnactivated(
  context: StoreContext,
  id: number,
  joinedBefore: Date,
): Promise<boolean> {
  // An activation holds the user until it is done; who does not wait would judge what was before it.
  await lockUser(context, id);
  const named = await selectUnactivated(context.db, joinedBefore).where('u.id', '=', id).executeTakeFirst();
  return named !== undefined;
}
