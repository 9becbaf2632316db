import { AccountsError } from '../kernel/errors.ts';
import type { LockedAct } from './lock-actor.ts';

/**
 * Lets those go on who hold all of the permissions (`app_label.codename`), as the transaction has them: nobody does what they may
 * not, and nobody gives what they do not hold. The operator holds everything.
 *
 * @throws AccountsError `permission-denied`
 */
export function requireHeld(act: LockedAct, permissions: readonly string[]): void {
  if (act.by === 'operator') return;
  const { access } = act.actor;
  if (!permissions.every((permission) => access.has(permission)))
    throw new AccountsError({ code: 'permission-denied' });
}
