import { AccountsError } from '../kernel/errors.ts';
import type { LockedAct } from './lock-actor.ts';

/** Lets superusers go on, who came as themselves, and the operator. @throws AccountsError `permission-denied` */
export function requireSuperuser(act: LockedAct): void {
  if (act.by === 'operator') return;
  const { user, isWhole } = act.actor;
  if (!(isWhole && user.isSuperuser)) throw new AccountsError({ code: 'permission-denied' });
}
