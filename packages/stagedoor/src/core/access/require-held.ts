import { AccountsError } from '../kernel/errors.ts';
import type { Act } from './actor.ts';
import { currentRights, type JudgingStores } from './current-rights.ts';

/**
 * Lets those go on who hold all of the permissions (`app_label.codename`), judged inside the transaction on their own locked row:
 * nobody does what they may not, and nobody gives what they do not hold. The operator holds everything. Comes before any other
 * row is locked; where a user is acted on, `requireOutranks` asks for the permission as well.
 *
 * @throws AccountsError `permission-denied`; `not-authenticated` for who was revoked meanwhile
 * @example
 * await requireHeld(stores, { by, now }, ['auth.change_group', ...permissions]);
 */
export async function requireHeld(
  stores: JudgingStores,
  { by, now }: Act,
  permissions: readonly string[],
): Promise<void> {
  if (by === 'operator') return;
  const user = await stores.users.lockById(by.user.id);
  const { access } = await currentRights(stores, by, { user, now });
  if (!permissions.every((permission) => access.has(permission)))
    throw new AccountsError({ code: 'permission-denied' });
}
