import { AccountsError } from '../kernel/errors.ts';
import type { Act } from './actor.ts';
import { currentRights, type JudgingStores } from './current-rights.ts';

/**
 * Lets superusers go on, who came as themselves, and the operator. As the transaction has whoever acts, whose row is locked.
 *
 * @throws AccountsError `permission-denied`; `not-authenticated` for who was revoked meanwhile
 */
export async function requireSuperuser(stores: JudgingStores, { by, now }: Act): Promise<void> {
  if (by === 'operator') return;
  const actor = await currentRights(stores, by, { user: await stores.users.lockById(by.user.id), now });
  if (!(actor.isWhole && actor.user.isSuperuser)) throw new AccountsError({ code: 'permission-denied' });
}
