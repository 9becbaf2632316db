import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import { sessionEnded } from './renew-session.ts';
import type { Principal } from './session.ts';

/**
 * The logged-in user as it is now, held until the transaction ends. A request may have waited for a hash or a lock
 * since it was let in: what was revoked meanwhile stops it here.
 *
 * @throws AccountsError `not-authenticated` when the user is gone, closed, or revoked.
 */
export async function lockPrincipal(
  stores: Pick<Stores, 'users'>,
  { user }: Pick<Principal, 'user'>,
): Promise<User> {
  const current = await stores.users.lockById(user.id);
  if (!current?.isActive || current.securityVersion !== user.securityVersion) throw sessionEnded();
  return current;
}
